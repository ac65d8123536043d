// SPDX-License-Identifier: Apache-2.0
/**
 * Observation of a disk by a telescope: from points of the disk to the blocks of a cube or the pixels of a velocity
 * map.
 *
 * <p>{@link org.steelyard.observe.ForwardModel} evaluates a model cube. It samples the pixels ({@link
 * org.steelyard.observe.Sampling}), integrates the line over the channels ({@link org.steelyard.observe.Channels}),
 * convolves with the beam ({@link org.steelyard.observe.BeamKernel}) and averages over blocks.
 * {@link org.steelyard.observe.VelocityMapModel} does the same for a map of mean velocities.
 * {@link org.steelyard.observe.Deconvolution} estimates the intrinsic flux. {@link org.steelyard.observe.BeamNoise}
 * simulates the noise of an interferometer, and {@link org.steelyard.observe.CorrelatedNoise} gives its covariance.
 *
 * <p>Conventions: pixels are those of the file, counted from 1 at the centre of the first. Velocities are in km/s,
 * lengths on the sky in arcsec. Array parameters say "Modified" or "Not modified"; "lent" arrays are kept and must not
 * change. Models are immutable except for their workspace, which serves one evaluation at a time.
 *
 * <p>Code belongs here if it describes the instrument. Disks enter as a {@link org.steelyard.kernel.DiskState}, so the
 * package is independent of mass models, profiles and fits. It uses {@link org.steelyard.units},
 * {@link org.steelyard.kernel}, {@link org.steelyard.cube} and the random numbers of Apache Commons RNG.
 */
package org.steelyard.observe;
