// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.fit.search.FitImages;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.galaxy.SpeedCurve;

/**
 * The maps of a velocity-map fit, for pictures and files; all on the pixels of the data.
 *
 * @param data [km/s] velocity map that was fitted, NaN where there is none
 * @param model [km/s] best model
 * @param error [km/s] of the data
 * @param flux [any] flux map that weighted the model
 * @param region pixels that entered the fit, {@code [y * nx + x]}; lent, not to be modified
 * @param beam of the observation
 * @param geometry of the disk on the sky
 * @param curve circular speed of the best model
 */
public record MapProducts(
        Image data,
        Image model,
        Image error,
        Image flux,
        boolean[] region,
        Beam beam,
        SkyGeometry geometry,
        SpeedCurve curve)
        implements FitImages {

    /** @throws IllegalArgumentException if a map does not fit the data */
    public MapProducts {
        int pixels = data.values().length;
        if (model.values().length != pixels
                || error.values().length != pixels
                || flux.values().length != pixels
                || region.length != pixels) {
            throw new IllegalArgumentException(
                    "maps of a fit must have the data's size, " + data.nx() + " x " + data.ny());
        }
    }
}
