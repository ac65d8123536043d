// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import org.jspecify.annotations.Nullable;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.FitImages;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.galaxy.SpeedCurve;

/**
 * The cubes of a fit, for pictures and files. Arrays are lent and not to be modified; cubes run as the data's values,
 * {@code [(channel * ny + y) * nx + x]}.
 *
 * @param data the sub-cube that was read
 * @param model [unit of data] best model on the data's voxels
 * @param modelWithoutBlackHole [unit of data] the same disk without its black hole, null if it was not computed
 * @param refittedWithoutBlackHole [unit of data] the best model without a black hole, with the mass of the stars fitted again, null if it was
 *     not computed
 * @param noise [unit of data] rms of each voxel
 * @param region pixels that entered the fit, {@code [y * nx + x]}
 * @param channelsFitted channels that entered the fit
 * @param signal voxels with line emission, of which moments are made; null for all
 * @param geometry of the disk on the sky
 * @param curve circular speed of the best model
 * @param light brightness of the rings of the light; null for other light, or if it was not computed
 */
public record ModelProducts(
        SpectralCube data,
        float[] model,
        float[] modelWithoutBlackHole,
        float @Nullable [] refittedWithoutBlackHole,
        float[] noise,
        boolean[] region,
        boolean[] channelsFitted,
        CubeMask signal,
        SkyGeometry geometry,
        SpeedCurve curve,
        @Nullable RingProfile light)
        implements FitImages {

    /** @throws IllegalArgumentException if an array does not fit the data */
    public ModelProducts {
        int voxels = data.values().length;
        check("model", model.length, voxels);
        if (modelWithoutBlackHole != null) {
            check("modelWithoutBlackHole", modelWithoutBlackHole.length, voxels);
        }
        if (refittedWithoutBlackHole != null) {
            check("refittedWithoutBlackHole", refittedWithoutBlackHole.length, voxels);
        }
        check("noise", noise.length, voxels);
        check("region", region.length, data.nx() * data.ny());
        check("channelsFitted", channelsFitted.length, data.channels());
    }

    private static void check(String name, int length, int expected) {
        if (length != expected) {
            throw new IllegalArgumentException(name + " has " + length + " elements, the data ask for " + expected);
        }
    }
}
