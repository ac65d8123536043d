// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.cube.LocalFrame;
import org.steelyard.fit.diagnosis.HarmonicExpansion;
import org.steelyard.fit.diagnosis.HarmonicRing;
import org.steelyard.galaxy.SkyGeometry;

/**
 * Harmonic terms of the velocity fields of data and model at common radii.
 *
 * @param data of the data
 * @param model of the model, which is observed with the same beam and mask
 */
record Rings(List<HarmonicRing> data, List<HarmonicRing> model) {

    private static final int MOST = 12;

    /**
     * @param data [km/s] velocity field, NaN where there is none
     * @param model [km/s] that of the model
     * @param nx their width
     * @param x0 0-based column of the file that is their first
     * @param y0 0-based row of the file that is their first
     * @param frame [arcsec/pixel] the pixels on the sky
     * @param sky the disk on the sky
     * @param reach [arcsec] largest radius
     * @param beam [arcsec] FWHM
     * @return the terms where both fields have them
     */
    static Rings of(
            double[] data,
            double[] model,
            int nx,
            int x0,
            int y0,
            LocalFrame frame,
            SkyGeometry sky,
            double reach,
            double beam) {
        int ny = data.length / nx;
        double x = sky.x() - 1 - x0;
        double y = sky.y() - 1 - y0;
        HarmonicExpansion ofData = new HarmonicExpansion(data, nx, ny, frame, x, y, beam);
        HarmonicExpansion ofModel = new HarmonicExpansion(model, nx, ny, frame, x, y, beam);
        double ratio = Math.cos(Math.toRadians(sky.inclination()));
        double step = Math.max(beam, reach / MOST);
        Rings rings = new Rings(new ArrayList<>(), new ArrayList<>());
        for (double radius = beam; radius <= reach; radius += step) {
            HarmonicRing expected = ofModel.ring(radius, sky.positionAngle(), ratio);
            HarmonicRing seen = ofData.ring(radius, sky.positionAngle(), ratio);
            if (expected != null && seen != null) {
                rings.model().add(expected);
                rings.data().add(seen);
            }
        }
        return rings;
    }
}
