// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import org.steelyard.component.Component;

/**
 * How the gas is distributed in height z above the plane of its ring (method page, section 2). Immutable. The layers
 * rotate alike. Integrals over z are sums over equidistant layers, which converge faster than any power of their
 * number.
 */
public interface VerticalProfile extends Component {

    /** Name of the scale height h [arcsec]. */
    String SCALE_HEIGHT = "scale_height";

    /** @return z/h of the outermost layer */
    double reach();

    /** @return largest distance of layers over h */
    double spacing();

    /**
     * @param zeta z/h
     * @return density, not normalised
     */
    double density(double zeta);
}
