package org.steelyard.cube.fits;

import java.nio.file.Path;
import java.util.List;

/** Writes cubes and images as FITS. */
public final class CubeWriter {

    private CubeWriter() {}

    /** Multi-extension file: empty primary, then the HDUs. */
    public static void write(Path file, List<Hdu> hdus, FitsProvenance provenance) {
        throw new UnsupportedOperationException();
    }

    /** A plain cube as CASA writes it: one primary HDU (4-D with a Stokes axis if asked), BEAMS table if the beam varies. */
    public static void writePlain(Path file, Hdu cube, boolean stokesAxis, FitsProvenance provenance) {
        throw new UnsupportedOperationException();
    }
}
