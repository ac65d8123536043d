// SPDX-License-Identifier: Apache-2.0
/**
 * From the numbers of an image to magnitudes and solar luminosities: units, zero-points in the AB or the Vega system, extinction,
 * surface-brightness dimming, K-correction, and the absolute magnitude of the Sun.
 */
package org.steelyard.photometry.calibration;
