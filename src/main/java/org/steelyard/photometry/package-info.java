/**
 * Starlight: from the image of a galaxy to the multi-Gaussian expansion (MGE) that its circular speed is made of.
 *
 * <p>{@link org.steelyard.photometry.ProfileMge} expands a profile, {@link org.steelyard.photometry.RadialProfile} has the analytic ones.
 * Positions are in pixels of the image, column and row counted from 0; angles in the image run from the columns (x) towards the rows (y).
 */
package org.steelyard.photometry;
