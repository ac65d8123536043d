// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.disk.DiskOrientation;

/** A warp that a fit chooses by its data: none, linear or rings. Until it has, the disk is flat. */
public record AutoWarp() implements DiskWarp {

    @Override
    public String keyword() {
        return "auto";
    }

    @Override
    public String meaning() {
        return "none, linear or rings, whichever the data ask for";
    }

    @Override
    public List<String> inclinations() {
        return List.of(DiskOrientation.INCLINATION);
    }

    @Override
    public List<String> positionAngles() {
        return List.of(DiskOrientation.POSITION_ANGLE);
    }

    @Override
    public double at(double r, double[] parameters, double @Nullable [] partial) {
        if (partial != null) {
            partial[0] = 1;
        }
        return parameters[0];
    }

    @Override
    public boolean constant(double[] parameters) {
        return true;
    }
}
