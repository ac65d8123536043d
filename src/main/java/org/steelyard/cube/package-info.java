/**
 * A spectral-line cube and what is derived from it: axes, beams, masks, moments, position-velocity diagrams, noise.
 *
 * <p>Arrays are flat and row-major as in FITS: an image is {@code [y*nx + x]}, a cube
 * {@code [(channel*ny + y)*nx + x]}. They are lent, not copied: whoever holds a record with an array reads it and
 * leaves it alone. NaN means "no data" and never counts as zero. Pixel coordinates are FITS pixels of the original file
 * (the centre of the first pixel is 1.0) unless the name says {@code Index}, which counts from 0. The spectral
 * coordinate is x = nu/nu_0, the frequency over the rest frequency of the line; radio velocity is c(1-x), optical
 * velocity c(1/x-1). Nothing here knows where a cube came from: files are the business of
 * {@link org.steelyard.cube.fits}.
 */
package org.steelyard.cube;
