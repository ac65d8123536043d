// SPDX-License-Identifier: Apache-2.0
/**
 * Reading and writing of FITS files; the only package that uses nom-tam-fits.
 *
 * <p>{@link org.steelyard.cube.fits.CubeFile} opens a cube by its header alone and reads the requested part from a
 * plain, gzipped or tile-compressed file. {@link org.steelyard.cube.fits.ImageFile} reads images, and
 * {@link org.steelyard.cube.fits.CubeWriter} writes both.
 *
 * <p>Three small readers interpret the header: sky coordinates, spectral axis and beam. Each assumption about an
 * ambiguous header becomes a warning. Missing information that cannot be assumed becomes an
 * {@link org.steelyard.units.InputException} that names the configuration key which supplies it.
 *
 * <p>Code belongs here if it needs a FITS file or header. Everything computed from the values belongs to
 * {@link org.steelyard.cube}. Apart from nom-tam-fits, the package uses {@link org.steelyard.units} and
 * {@link org.steelyard.cube} only.
 */
package org.steelyard.cube.fits;
