// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

/**
 * Line emission where the model has none.
 *
 * @param x [pixel] FITS pixel counted from 1
 * @param y [pixel] FITS pixel counted from 1
 * @param velocity [km/s] c z of the middle of the channels in which it is most significant
 * @param width [km/s] of these channels
 * @param peak [unit of the cube] mean over these channels in its brightest block
 * @param significance [sigma] after the look-elsewhere effect
 * @param chi2 [-] that it leaves in these data
 */
public record OtherObject(
        double x, double y, double velocity, double width, double peak, double significance, double chi2) {}
