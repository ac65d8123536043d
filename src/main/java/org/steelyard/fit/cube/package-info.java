/**
 * Fits of spectral-line cubes: observation, fit region, noise, flux map, least-squares problem and the best model's cubes.
 */
package org.steelyard.fit.cube;
