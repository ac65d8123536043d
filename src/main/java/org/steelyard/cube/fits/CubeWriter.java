// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.NullDataHDU;
import nom.tam.util.FitsOutputStream;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.Image;
import org.steelyard.cube.SpectralCube;
import org.steelyard.units.InputException;

/**
 * Writes cubes and images with their coordinates, beam, unit, history and checksums. A file is written with the ending
 * {@code .part} and renamed when it is complete. The same content gives the same bytes.
 */
public final class CubeWriter {

    private CubeWriter() {}

    /**
     * Writes several cubes and images: an empty primary HDU with the history, one extension for each cube or image, and
     * a BEAMS table in CASA's format if the beam of the cubes depends on the channel.
     *
     * @param file the file, replaced if it exists
     * @param hdus cubes and images to write
     * @param provenance program and history
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, List<Hdu> hdus, FitsProvenance provenance) {
        store(file, () -> {
            Fits fits = new Fits();
            BasicHDU<?> primary = new NullDataHDU();
            addProvenance(primary.getHeader(), provenance);
            fits.addHDU(primary);
            BeamTable varying = null;
            for (Hdu hdu : hdus) {
                fits.addHDU(image(hdu, false));
                BeamTable own = hdu.cube() == null ? null : ownBeams(hdu.cube());
                if (own != null && !own.isCommon()) {
                    if (varying != null && !varying.equals(own)) {
                        throw new IllegalArgumentException("cubes of one file have different beams: " + hdu.name());
                    }
                    varying = own;
                }
            }
            if (varying != null) {
                fits.addHDU(beams(varying));
            }
            return fits;
        });
    }

    /**
     * Writes one cube in CASA's format: in the primary HDU, with a BEAMS table if the beam depends on the channel.
     *
     * @param file the file, replaced if it exists
     * @param cube the cube
     * @param stokesAxis whether to add a fourth axis with Stokes I
     * @param provenance program and history
     * @throws InputException if the file cannot be written
     */
    public static void writePlain(Path file, Hdu cube, boolean stokesAxis, FitsProvenance provenance) {
        store(file, () -> {
            Fits fits = new Fits();
            BasicHDU<?> primary = image(cube, stokesAxis);
            addProvenance(primary.getHeader(), provenance);
            fits.addHDU(primary);
            BeamTable own = ownBeams(cube.cube());
            if (own != null && !own.isCommon()) {
                fits.addHDU(beams(own));
            }
            return fits;
        });
    }

    /**
     * Writes one image in the primary HDU.
     *
     * @param file the file, replaced if it exists
     * @param image the image
     * @param provenance program and history
     * @throws InputException if the file cannot be written
     */
    public static void writePlain(Path file, Hdu image, FitsProvenance provenance) {
        store(file, () -> {
            Fits fits = new Fits();
            BasicHDU<?> primary = image(image, false);
            addProvenance(primary.getHeader(), provenance);
            fits.addHDU(primary);
            return fits;
        });
    }

    private interface Content {
        Fits make() throws FitsException, IOException;
    }

    private static void store(Path file, Content content) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("it is a directory");
            }
            Fits fits = content.make();
            try (FitsOutputStream stream =
                    new FitsOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
                DatelessWriter.write(fits, stream);
                stream.flush();
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | FitsException e) {
            discard(part, e);
            throw new InputException(
                    file + ": cannot be written: " + reason(e) + "; choose another place or make room", e);
        }
    }

    private static void discard(Path part, Exception cause) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static String reason(Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof java.nio.file.NoSuchFileException) {
            return "no such folder";
        }
        return root instanceof java.nio.file.AccessDeniedException ? "no permission" : root.getMessage();
    }

    private static BasicHDU<?> image(Hdu hdu, boolean stokesAxis) throws FitsException {
        BasicHDU<?> out = Fits.makeHDU(
                hdu.cube() == null
                        ? nested(hdu.image())
                        : stokesAxis ? new float[][][][] {nested(hdu.cube())} : nested(hdu.cube()));
        Header header = out.getHeader();
        if (!hdu.name().isEmpty()) {
            header.addValue("EXTNAME", hdu.name(), "name of this HDU");
        }
        if (!hdu.unit().isEmpty()) {
            header.addValue("BUNIT", hdu.unit(), "unit of the values");
        }
        if (hdu.cube() == null) {
            Image image = hdu.image();
            WcsCards.sky(header, image.frame().shifted(image.xIndex(), image.yIndex()));
        } else {
            SpectralCube cube = hdu.cube();
            if (!cube.objectName().isEmpty()) {
                header.addValue("OBJECT", cube.objectName(), "");
            }
            WcsCards.sky(header, cube.frame().shifted(cube.xIndex(), cube.yIndex()));
            WcsCards.spectral(header, cube.axis());
            if (stokesAxis) {
                WcsCards.stokes(header);
            }
            addBeam(header, ownBeams(cube));
        }
        for (Map.Entry<String, Object> card : hdu.cards().entrySet()) {
            addCard(header, card.getKey(), card.getValue());
        }
        return out;
    }

    private static void addCard(Header header, String keyword, Object value) throws FitsException {
        if (value instanceof Boolean logical) {
            header.addValue(keyword, logical, null);
        } else if (value instanceof Number number) {
            if (Double.isFinite(number.doubleValue())) {
                header.addValue(keyword, number, null);
            }
        } else {
            header.addValue(keyword, value.toString(), null);
        }
    }

    /** The beams relative to the north of the file's own coordinates; null if there are none. */
    private static BeamTable ownBeams(SpectralCube cube) {
        double x = cube.xIndex() + (cube.nx() + 1) / 2.0;
        double y = cube.yIndex() + (cube.ny() + 1) / 2.0;
        return cube.beams() == null ? null : cube.beams().rotated(-cube.frame().northAngle(x, y));
    }

    private static void addBeam(Header header, BeamTable beams) throws FitsException {
        if (beams == null) {
            return;
        }
        if (beams.isCommon()) {
            Beam beam = beams.at(0);
            header.addValue("BMAJ", beam.major() / 3600, "[deg] beam FWHM, major axis");
            header.addValue("BMIN", beam.minor() / 3600, "[deg] beam FWHM, minor axis");
            header.addValue("BPA", beam.positionAngle(), "[deg] beam position angle, north through east");
        } else {
            header.addValue("CASAMBM", true, "a beam per channel in the table BEAMS");
        }
    }

    private static BasicHDU<?> beams(BeamTable beams) throws FitsException {
        int n = beams.beams().size();
        float[] major = new float[n];
        float[] minor = new float[n];
        float[] angle = new float[n];
        int[] channel = new int[n];
        for (int i = 0; i < n; i++) {
            major[i] = (float) beams.at(i).major();
            minor[i] = (float) beams.at(i).minor();
            angle[i] = (float) beams.at(i).positionAngle();
            channel[i] = i;
        }
        BinaryTable table = BinaryTable.fromColumnMajor(new Object[] {major, minor, angle, channel, new int[n]});
        BinaryTableHDU hdu = table.toHDU();
        String[] names = {"BMAJ", "BMIN", "BPA", "CHAN", "POL"};
        String[] units = {"arcsec", "arcsec", "deg", "", ""};
        for (int i = 0; i < names.length; i++) {
            hdu.setColumnName(i, names[i], null);
            if (!units[i].isEmpty()) {
                hdu.getHeader().addValue("TUNIT" + (i + 1), units[i], null);
            }
        }
        hdu.getHeader().addValue("EXTNAME", "BEAMS", "beam of every channel, as CASA writes it");
        hdu.getHeader().addValue("NCHAN", n, "number of channels");
        hdu.getHeader().addValue("NPOL", 1, "number of polarisations");
        return hdu;
    }

    private static void addProvenance(Header header, FitsProvenance provenance) throws FitsException {
        header.addValue("ORIGIN", provenance.version(), "program that wrote this file");
        for (String line : provenance.history()) {
            header.insertHistory(line);
        }
    }

    private static float[][][] nested(SpectralCube cube) {
        float[][][] out = new float[cube.channels()][cube.ny()][];
        for (int c = 0; c < cube.channels(); c++) {
            for (int y = 0; y < cube.ny(); y++) {
                int row = (c * cube.ny() + y) * cube.nx();
                out[c][y] = java.util.Arrays.copyOfRange(cube.values(), row, row + cube.nx());
            }
        }
        return out;
    }

    private static double[][] nested(Image image) {
        double[][] out = new double[image.ny()][];
        for (int y = 0; y < image.ny(); y++) {
            out[y] = java.util.Arrays.copyOfRange(image.values(), y * image.nx(), (y + 1) * image.nx());
        }
        return out;
    }
}
