/**
 * What the telescope does: from points of a disk to the blocks of a cube.
 *
 * <p>{@link org.steelyard.observe.ForwardModel} samples the pixels ({@link org.steelyard.observe.Sampling}), integrates
 * the line over the channels ({@link org.steelyard.observe.Channels}) and lets the beam ({@link
 * org.steelyard.observe.BeamKernel}) and the averaging act through the kernels.
 * {@link org.steelyard.observe.Deconvolution} finds the intrinsic flux; {@link org.steelyard.observe.BeamNoise} makes
 * the noise of an interferometer.
 */
package org.steelyard.observe;
