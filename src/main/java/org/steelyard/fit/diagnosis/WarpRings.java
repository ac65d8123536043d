// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Radii of rings at which data can tell the angles of a warp: from half a beam, or the edge of a hole in the gas, to the
 * end of the region in equal steps of some beams.
 */
final class WarpRings {

    /** [beam FWHM] Distance of rings; the beam joins nearer ones. */
    private static final double DISTANCE = 1.75;

    /** Steps between rings: three rings show a curved warp, and more than eight steps take longer than they tell. */
    private static final int LEAST = 2;

    private static final int MOST = 8;

    /** [beam FWHM] First ring where there is no hole: what lies within is one spot on the sky. */
    private static final double CENTRE = 0.5;

    /** [beam FWHM] A hole that is smaller does not show. */
    private static final double HOLE = 1.6;

    private WarpRings() {}

    /**
     * @param rings terms of the ellipses that a velocity field covers, ascending
     * @param beam [arcsec] FWHM
     * @param reach [arcsec] largest radius
     * @return [arcsec] the radii, rounded to a thousandth of the reach; empty where the field covers fewer than three
     *     ellipses
     */
    static double[] of(List<HarmonicRing> rings, double beam, double reach) {
        if (rings.size() <= LEAST) {
            return new double[0];
        }
        double first = rings.get(0).radius() <= HOLE * beam
                ? CENTRE * beam
                : rings.get(0).radius();
        int steps = Math.max(LEAST, Math.min(MOST, (int) Math.round((reach - first) / (DISTANCE * beam))));
        double units = Math.pow(10, 2 - Math.floor(Math.log10(reach)));
        return IntStream.rangeClosed(0, steps)
                .mapToDouble(k -> Math.floor((first + (reach - first) * k / steps) * units))
                .map(count -> count / units)
                .toArray();
    }
}
