// SPDX-License-Identifier: Apache-2.0
/**
 * Starlight: from the image of a galaxy to the multi-Gaussian expansion (MGE) that its circular speed is made of.
 *
 * <p>{@link org.steelyard.photometry.StarlightFit} fits an image, with a {@link org.steelyard.photometry.Psf} that
 * {@link org.steelyard.photometry.PsfImage} makes of a PSF's image. {@link org.steelyard.photometry.StarlightMge} turns the fit into
 * solar luminosities by a {@link org.steelyard.photometry.calibration.Calibration}.
 *
 * <p>Positions are in pixels of the image, column and row counted from 0; angles in the image run from the columns (x) towards the rows
 * (y). Every Gaussian of the galaxy is convolved with every one of the PSF by adding covariances, and integrated over the pixels.
 */
package org.steelyard.photometry;
