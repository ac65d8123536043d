// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import org.steelyard.component.Component;

/**
 * Inclination and position angle against radius, linear in the parameters (method page, section 2). The first half of
 * the parameters is of the inclination, the second half, in the same order, of the position angle:
 *
 * <pre>i(r) = w_0(r) i + sum_k w_k(r) p_k     Gamma(r) = w_0(r) Gamma + sum_k w_k(r) p_(n+k)     k = 1..n</pre>
 *
 * <p>with the inclination i and the position angle Gamma at the centre. Immutable.
 */
public interface DiskWarp extends Component {

    /**
     * @param r [arcsec] radius in the plane of the ring
     * @return w_0
     */
    double centralWeight(double r);

    /**
     * @param k number of the parameter within its half, from 0
     * @param r [arcsec] radius in the plane of the ring
     * @return w_(k+1)
     */
    double weight(int k, double r);

    /**
     * @param radius [arcsec] that the data reach
     * @return this warp, flat beyond that radius where nothing else ends it
     */
    default DiskWarp within(double radius) {
        return this;
    }

    /** @return n, the number of parameters of the inclination, and of the position angle */
    default int half() {
        return parameters().size() / 2;
    }

    /**
     * @param parameters values of {@link #parameters()}. Not modified
     * @param inclination [deg] at the centre
     * @param positionAngle [deg] at the centre
     * @return whether all rings lie in one plane
     */
    boolean flat(double[] parameters, double inclination, double positionAngle);
}
