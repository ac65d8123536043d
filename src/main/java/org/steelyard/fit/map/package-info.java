/**
 * Fits of velocity maps: observation, least-squares problem and the best model's maps.
 */
package org.steelyard.fit.map;
