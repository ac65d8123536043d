// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import java.util.List;

/** The warps and vertical profiles that {@code disk.warp} and {@code disk.thickness} can name. A new one has its line here. */
public final class DiskShapes {

    private static final List<DiskWarp> WARPS = List.of(new FlatDisk(), new LinearWarp(), new AutoWarp());

    private static final List<VerticalProfile> PROFILES =
            List.of(new ThinLayer(), ThickLayer.GAUSSIAN, ThickLayer.SECH2);

    private DiskShapes() {}

    /** @return every warp that a word names, the default first */
    public static List<DiskWarp> warps() {
        return WARPS;
    }

    /** @return every vertical profile, the default first */
    public static List<VerticalProfile> profiles() {
        return PROFILES;
    }
}
