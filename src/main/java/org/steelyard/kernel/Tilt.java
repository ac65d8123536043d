// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

/**
 * The planes of a disk whose orientation changes with radius, and its layers above and below them (method page, section
 * 2). The ring of radius r lies in the plane
 *
 * <pre>depth = m_N(r) dN + m_E(r) dE,   (m_N, m_E) = tan i (-sin Gamma, cos Gamma)</pre>
 *
 * <p>and so do its layers, r being the distance of their points from the centre. The depth is behind the sky, and it and the offsets dN, dE are in arcsec. Functions of radius are coefficients of the
 * {@link RadiusTable} of the {@link DiskState}, whose linear map of pixels gives dN in place of the major and dE in
 * place of the minor axis.
 *
 * @param north coefficients of m_N
 * @param east coefficients of m_E
 * @param firstFold knot of the table from which on a line of sight may cross a layer more than once
 * @param lastFold knot up to which it may; below the first where it crosses each layer once
 * @param steepest largest tan i of all radii
 * @param layers height [arcsec] of each layer; {0} for a thin disk. Lent
 * @param shares share of the gas in each layer; their sum is 1. Lent
 * @param perHeight derivative of the height of each layer by the scale height. Lent
 * @param light coefficients of the relative surface brightness in the disk plane, by which the flux of a line of sight
 *     is divided between its points; null where they are equally bright, and with {@link DiskState#brightness()}
 */
public record Tilt(
        double[] north,
        double[] east,
        int firstFold,
        int lastFold,
        double steepest,
        double[] layers,
        double[] shares,
        double[] perHeight,
        double[] light) {

    /** @return whether a line of sight may cross a layer more than once */
    boolean folded() {
        return lastFold >= firstFold;
    }

    /** @return whether a line of sight can have more than one point */
    boolean divided() {
        return folded() || layers.length > 1;
    }
}
