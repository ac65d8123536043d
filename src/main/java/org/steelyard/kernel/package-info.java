/**
 * The hot loops, on primitive arrays, with the JDK alone.
 *
 * <p>A model is evaluated in three steps. {@link org.steelyard.kernel.DiskKernel} finds velocity, dispersion and flux at points of the sky
 * ({@link org.steelyard.kernel.Samples}); {@link org.steelyard.kernel.LineProfileKernel} turns the points of each pixel into a spectrum
 * ({@link org.steelyard.kernel.Spectra}, which holds octets of channels, and only those that a line reaches); {@link org.steelyard.kernel.BeamBlockOperator}
 * convolves with the beam and averages over blocks. Derivatives with respect to the parameters are carried beside the values through all three. Functions of
 * radius come as {@link org.steelyard.kernel.RadiusTable} coefficients, so that the kernels know nothing of potentials or profiles.
 *
 * <p>The two inner loops that decide the speed, of the line and of the beam, stand behind {@code Kernels} twice: in plain Java, and with
 * {@code jdk.incubator.vector}. {@link org.steelyard.kernel.KernelProvider} takes the latter when the module is there (run Java with
 * {@code --add-modules jdk.incubator.vector}), once, when the program starts; else its warning says what is missed. Sums of the beam have the same bits either way, lines
 * agree to rounding, or to 3e-13 of the flux where the exact normal integral is used (uniform sub-pixels). Two rules keep vectors off the heap: no method takes or returns one, and none is carried through more than one loop around the
 * innermost (JDK 17 boxes those). The other loops are written without branches over whole bands of pixels, so that the compiler vectorises them.
 *
 * <p>Array parameters say "Modified" or "Not modified". Workspaces belong to one thread; {@link org.steelyard.kernel.ParallelFor} is the only place that starts
 * threads, and no result depends on how many there are.
 */
package org.steelyard.kernel;
