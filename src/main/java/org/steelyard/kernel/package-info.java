/**
 * The hot loops, on primitive arrays, with the JDK alone.
 *
 * <p>A model is evaluated in three steps. {@link org.steelyard.kernel.DiskKernel} finds velocity, dispersion and flux at points of the sky
 * ({@link org.steelyard.kernel.Samples}); {@link org.steelyard.kernel.LineProfileKernel} turns the points of each pixel into a spectrum
 * ({@link org.steelyard.kernel.Spectra}); {@link org.steelyard.kernel.BeamBlockOperator} convolves with the beam and averages over blocks. Derivatives with respect
 * to the parameters are carried beside the values through all three. Functions of radius come as {@link org.steelyard.kernel.RadiusTable} coefficients, so that
 * the kernels know nothing of potentials or profiles.
 *
 * <p>Array parameters say "Modified" or "Not modified". Workspaces belong to one thread; {@link org.steelyard.kernel.ParallelFor} is the only place that starts
 * threads, and no result depends on how many there are.
 */
package org.steelyard.kernel;
