// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.campaign.Job;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.SavedFit;

/** A job whose workers share one fitted galaxy. */
interface GalaxyJob extends Job<FittedGalaxy> {

    /** The fit from which the galaxy is prepared. */
    SavedFit fit();

    @Override
    default List<Path> files() {
        return fit().files();
    }

    @Override
    default FittedGalaxy open() {
        return fit().open();
    }
}
