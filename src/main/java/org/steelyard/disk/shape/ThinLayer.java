// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

/** All gas in the plane of its ring. */
public record ThinLayer() implements VerticalProfile {

    @Override
    public String keyword() {
        return "none";
    }

    @Override
    public String meaning() {
        return "a thin disk";
    }

    @Override
    public double reach() {
        return 0;
    }

    @Override
    public double spacing() {
        return 1;
    }

    @Override
    public double density(double zeta) {
        return 1;
    }
}
