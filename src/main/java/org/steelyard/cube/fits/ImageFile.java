package org.steelyard.cube.fits;

import java.nio.file.Path;
import org.steelyard.cube.Image;

/** Reads two-dimensional images. */
public final class ImageFile {

    private ImageFile() {}

    /** First image of the file, degenerate axes dropped. */
    public static Image read(Path file, HeaderOverrides overrides) {
        throw new UnsupportedOperationException();
    }

    /** The image of a named extension. */
    public static Image read(Path file, String extension, HeaderOverrides overrides) {
        throw new UnsupportedOperationException();
    }
}
