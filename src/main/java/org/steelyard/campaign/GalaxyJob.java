package org.steelyard.campaign;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.SavedFit;

/** A job whose workers share one galaxy. */
public interface GalaxyJob extends Job<FittedGalaxy> {

    /** @return what the galaxy is prepared from */
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
