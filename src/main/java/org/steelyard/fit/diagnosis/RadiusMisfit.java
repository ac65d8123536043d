// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

/**
 * Chi^2 of a range of radii.
 *
 * @param radius [arcsec] in the disk, middle of the range
 * @param reducedChi2 [-] mean of the squared residuals
 * @param data number of data
 */
public record RadiusMisfit(double radius, double reducedChi2, int data) {}
