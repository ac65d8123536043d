// SPDX-License-Identifier: Apache-2.0
/**
 * A spectral-line cube and the quantities derived from it: axes, beams, masks, moments, position-velocity diagrams and
 * noise.
 *
 * <p>Conventions:
 *
 * <ul>
 *   <li>Arrays are flat and row-major as in FITS: an image is {@code [y*nx + x]}, a cube
 *       {@code [(channel*ny + y)*nx + x]}. "Lent" means that an array is kept without a copy and must not change.
 *   <li>NaN means "no data" and never counts as zero.
 *   <li>Pixel coordinates are FITS pixels of the original file; the centre of the first pixel is 1.0. Names that end in
 *       {@code Index} count from 0.
 *   <li>The spectral coordinate is x = nu/nu_0, the frequency over the rest frequency of the line. Radio velocity is c
 *       (1 - x), optical velocity c (1/x - 1).
 * </ul>
 *
 * <p>Code belongs here if it needs the values or the axes of a cube or image, but neither files nor a model. Files
 * belong to {@link org.steelyard.cube.fits}, beam kernels and simulated noise to {@code observe}. The package uses
 * {@link org.steelyard.units} only.
 */
package org.steelyard.cube;
