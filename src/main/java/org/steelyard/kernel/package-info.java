// SPDX-License-Identifier: Apache-2.0
/**
 * The inner loops of the model, on primitive arrays.
 *
 * <p>A model is evaluated in three steps:
 *
 * <ol>
 *   <li>{@link org.steelyard.kernel.DiskKernel} computes velocity, dispersion and flux at points on the sky ({@link
 *       org.steelyard.kernel.Samples}).
 *   <li>{@link org.steelyard.kernel.LineProfileKernel} sums the lines of the points of each pixel into a spectrum
 *       ({@link org.steelyard.kernel.Spectra}). Spectra store octets of channels, and only those that a line reaches.
 *   <li>{@link org.steelyard.kernel.BeamBlockOperator} convolves the spectra with the beam and averages them over
 *       blocks of pixels.
 * </ol>
 *
 * <p>All three steps propagate derivatives with respect to the parameters beside the values. Functions of radius are
 * passed as coefficients of a {@link org.steelyard.kernel.RadiusTable}, so the kernels are independent of mass models
 * and profiles.
 *
 * <p>The two inner loops that dominate the run time, line and beam, have two implementations of {@code Kernels}: plain
 * Java, and the module {@code jdk.incubator.vector}. {@link org.steelyard.kernel.KernelProvider} selects one when it is
 * first used. The two implementations agree as follows:
 *
 * <ul>
 *   <li>Sums over the beam have the same bits.
 *   <li>Lines agree to rounding with the quick normal integral of adaptive sampling, and to 3e-13 of the flux with the
 *       exact normal integral of uniform sub-pixels.
 * </ul>
 *
 * <p>Two rules keep vectors off the heap. No method takes or returns a vector, and no vector lives through more than
 * one loop around the innermost, because JDK 17 boxes such vectors. The other loops run over whole bands of pixels
 * without branches, so that the compiler vectorises them.
 *
 * <p>Conventions: array parameters say "Modified" or "Not modified"; "lent" means that the array is kept and must not
 * change. A workspace belongs to one thread. {@link org.steelyard.kernel.ParallelFor} alone starts threads, and no
 * result depends on their number. Code belongs here if it is an inner loop on primitive arrays. Cubes, files, mass
 * models and statistics do not. Apart from the JDK, the package uses {@link org.steelyard.units} only.
 */
package org.steelyard.kernel;
