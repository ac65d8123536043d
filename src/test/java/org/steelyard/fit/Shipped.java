// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.nio.file.Path;
import org.steelyard.config.Configuration;

/** The cube that comes with the program. */
public final class Shipped {

    private Shipped() {}

    /** @return the configuration of the NGC 1380-like cube, all else left open */
    public static Configuration ngc1380() {
        return Configuration.ofCube(
                "cube",
                Path.of("data/ngc1380_like.fits.gz"),
                Path.of("data/ngc1380_like_mge.ecsv").toAbsolutePath(),
                17.1);
    }
}
