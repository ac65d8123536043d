/**
 * Reading and writing FITS: the only code of the project that sees nom-tam-fits.
 *
 * <p>{@link org.steelyard.cube.fits.CubeFile} opens a cube by its header alone and reads the part that is asked for,
 * from a plain, gzipped or tile-compressed file. What the header means is decided in three small readers, one each for
 * sky coordinates, spectral axis and beam; every guess they make becomes a warning, everything they cannot know without
 * guessing becomes an {@link org.steelyard.units.InputException} that says which override helps.
 */
package org.steelyard.cube.fits;
