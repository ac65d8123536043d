// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

/**
 * The place on the sky with the largest chi^2.
 *
 * @param x [pixel] middle of the block or bin, FITS pixel counted from 1
 * @param y [pixel] middle of the block or bin, FITS pixel counted from 1
 * @param radius [arcsec] in the disk
 * @param reducedChi2 [-] mean of the squared residuals there
 */
public record PlaceMisfit(double x, double y, double radius, double reducedChi2) {}
