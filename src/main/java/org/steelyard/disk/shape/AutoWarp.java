// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

/** A warp that a fit chooses by its data: none, linear or rings. Until it has, the disk is flat. */
public record AutoWarp() implements OnePlane {

    @Override
    public String keyword() {
        return "auto";
    }

    @Override
    public String meaning() {
        return "none, linear or rings, whichever the data ask for";
    }
}
