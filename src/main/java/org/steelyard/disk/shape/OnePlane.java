// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.disk.DiskOrientation;

/** A disk in one plane: one inclination and one position angle at all radii. */
interface OnePlane extends DiskWarp {

    @Override
    default List<String> inclinations() {
        return List.of(DiskOrientation.INCLINATION);
    }

    @Override
    default List<String> positionAngles() {
        return List.of(DiskOrientation.POSITION_ANGLE);
    }

    @Override
    default double at(double r, double[] parameters, double @Nullable [] partial) {
        if (partial != null) {
            partial[0] = 1;
        }
        return parameters[0];
    }

    @Override
    default boolean constant(double[] parameters) {
        return true;
    }
}
