/**
 * Fits of one galaxy from its configuration to numbers and images: {@link org.steelyard.fit.GalaxyFit} runs a fit,
 * {@link org.steelyard.fit.SavedFit} is a completed fit that can be prepared again from its files, {@link
 * org.steelyard.fit.FittedGalaxy} is ready for refits, and {@link org.steelyard.fit.Realisations} draws noisy data
 * of its best model.
 *
 * <p>Below are {@link org.steelyard.fit.search}, which all kinds of data share, and one package for each kind of
 * data. Only this package knows which kinds there are.
 */
package org.steelyard.fit;
