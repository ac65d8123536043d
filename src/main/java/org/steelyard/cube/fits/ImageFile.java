// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.Image;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SkyFrame;
import org.steelyard.units.InputException;

/**
 * Reads two-dimensional images: maps, masks, photographs. Degenerate axes are dropped. Sky coordinates are optional.
 */
public final class ImageFile {

    private ImageFile() {}

    /**
     * Reads the first image of a file.
     *
     * @param file FITS file
     * @param overrides the pixel size of a file without coordinates
     * @return the image. Without coordinates and pixel size its frame is not celestial; the pixel size is then that of
     *     a map by {@link CubeWriter}, otherwise 1 arcsec
     * @throws InputException if the file cannot be read or contains no two-dimensional image
     */
    public static Image read(Path file, HeaderOverrides overrides) {
        return read(file, null, overrides);
    }

    /**
     * Reads the image of a named extension.
     *
     * @param file FITS file
     * @param extension EXTNAME in any case; null for the default, see {@link CubeFile}
     * @param overrides the pixel size of a file without coordinates
     * @return the image
     * @throws InputException if the file cannot be read or has no such image
     */
    public static Image read(Path file, String extension, HeaderOverrides overrides) {
        try (HduIndex index = HduIndex.open(file)) {
            HduIndex.Entry entry = ExtensionChoice.of(index, 2, extension, new ArrayList<>());
            if (entry == null) {
                throw new InputException(file + ": does not contain an image");
            }
            index.checkComplete(entry);
            return values(file, entry, overrides);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the beam of the first image of a file.
     *
     * @param file FITS file
     * @return the beam, null if the header has none
     * @throws InputException if the file cannot be read or contains no two-dimensional image
     */
    public static Beam beamOrNull(Path file) {
        try (HduIndex index = HduIndex.open(file)) {
            HduIndex.Entry entry = ExtensionChoice.of(index, 2, null, new ArrayList<>());
            if (entry == null) {
                throw new InputException(file + ": contains no image");
            }
            BeamTable beams = BeamReader.read(index, entry.header(), 1, HeaderOverrides.NONE, new ArrayList<>());
            CubeAxes axes = CubeAxes.of(entry.header(), entry.axes(), HeaderOverrides.NONE, false);
            boolean sky = AxisType.isCelestial(AxisType.of(entry.header(), axes.x()));
            if (beams == null || !sky) {
                return beams == null ? null : beams.at(0);
            }
            List<String> unused = new ArrayList<>();
            SkyFrame frame = SkyFrameReader.read(entry.header(), axes, HeaderOverrides.NONE, unused);
            return SkyFrameReader.equatorial(beams, frame, axes, unused).at(0);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Image values(Path file, HduIndex.Entry entry, HeaderOverrides overrides) throws IOException {
        CubeAxes axes;
        SkyFrame frame;
        try {
            axes = CubeAxes.of(entry.header(), entry.axes(), overrides, false);
            boolean sky = AxisType.isCelestial(AxisType.of(entry.header(), axes.x()));
            frame = sky || overrides.pixelArcsec() != null
                    ? SkyFrameReader.read(entry.header(), axes, overrides, new ArrayList<>())
                    : OffsetFrame.of(entry.header());
        } catch (InputException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
        int nx = axes.lengths()[axes.x()];
        int ny = axes.lengths()[axes.y()];
        float[] values = BoxReader.array(file, (long) nx * ny);
        try (VoxelSource source = BoxReader.source(file, entry, 1)) {
            new BoxReader(new CubeAxes(axes.lengths(), axes.x(), axes.y(), -1), source)
                    .read(new PixelBox(0, 0, nx, ny), 0, 1, values);
        }
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return new Image(wide, nx, ny, frame, 0, 0, entry.header().text("BUNIT"));
    }
}
