// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

/**
 * The distribution of a thick disk's gas in height (method page, section 2): layers at the heights h zeta above the
 * plane, symmetric about it, which rotate like the gas in the plane below or above them.
 *
 * @param height scale height h [arcsec]
 * @param zeta height of each layer over h. Lent
 * @param shares share of the gas in each layer; their sum is 1. Lent
 */
public record Layers(double height, double[] zeta, double[] shares) {

    /** @return height of the outermost layer over h */
    double reach() {
        return zeta[zeta.length - 1];
    }
}
