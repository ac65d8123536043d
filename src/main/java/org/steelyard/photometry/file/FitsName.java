// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.nio.file.Path;
import java.util.Locale;

/** Tells FITS files from text by their names. */
public final class FitsName {

    private FitsName() {}

    /**
     * Looks at a name.
     *
     * @param file a file
     * @return whether it ends in .fits, .fit or .fts, compressed or not
     */
    public static boolean isFits(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(fits|fit|fts)(\\.(gz|fz))?");
    }
}
