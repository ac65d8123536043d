package org.steelyard.fit;

import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.function.Supplier;

/**
 * A cache of the galaxy that a fit was prepared to in this process. Excluded from equality and from serialisation. Safe
 * for threads.
 */
final class GalaxyCache implements Serializable {

    private static final long serialVersionUID = 1L;

    private transient SoftReference<FittedGalaxy> opened;

    synchronized FittedGalaxy get(Supplier<FittedGalaxy> open) {
        FittedGalaxy galaxy = opened == null ? null : opened.get();
        if (galaxy == null) {
            galaxy = open.get();
            opened = new SoftReference<>(galaxy);
        }
        return galaxy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GalaxyCache;
    }

    @Override
    public int hashCode() {
        return GalaxyCache.class.hashCode();
    }
}
