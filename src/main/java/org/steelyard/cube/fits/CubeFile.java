// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.SpectralCube;
import org.steelyard.units.InputException;

/**
 * A cube on disk, opened by its header alone. The file may be plain, gzipped or tile-compressed. The cube is in the
 * primary HDU or in an image extension with three axes. Each read opens the file again and reads the requested
 * part only.
 */
public final class CubeFile {

    /** [pixel] A beam narrower than this has a wrong unit. */
    private static final double LEAST_BEAM = 0.2;

    /** [image] A beam wider than this has a wrong unit: degrees for arcsec are a factor of 3600. */
    private static final double LARGEST_BEAM = 2;

    private final Path path;
    private final HduIndex.Entry entry;
    private final CubeAxes axes;
    private final SkyFrame frame;
    private final SpectralAxis axis;
    private final BeamTable beams;
    private final List<String> warnings;

    private CubeFile(
            Path path,
            HduIndex.Entry entry,
            CubeAxes axes,
            SkyFrame frame,
            SpectralAxis axis,
            BeamTable beams,
            List<String> warnings) {
        this.path = path;
        this.entry = entry;
        this.axes = axes;
        this.frame = frame;
        this.axis = axis;
        this.beams = beams;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Opens a cube. Of several cubes in a file it takes the extension that the user names; by default the primary cube,
     * then an extension DATA or SCI, then the first that does not hold errors, weights, masks or models.
     *
     * @param file FITS file
     * @param overrides values of the user that replace the header's, and the extension
     * @return the opened cube
     * @throws InputException if the file cannot be read, is not a cube, contains no such extension, or its header is
     *     incomplete
     */
    public static CubeFile open(Path file, HeaderOverrides overrides) {
        try (HduIndex index = HduIndex.open(file)) {
            List<String> warnings = new ArrayList<>();
            HduIndex.Entry entry = ExtensionChoice.of(index, 3, overrides.extension(), warnings);
            if (entry == null) {
                throw new InputException(
                        file + ": no cube: " + describe(index) + "; a cube with three axes or more is needed");
            }
            index.checkComplete(entry);
            warnings.addAll(entry.header().duplicates());
            return describe(index, entry, overrides, warnings);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String describe(HduIndex index) {
        HduIndex.Entry image = index.find(e -> e.isImage() && e.axes().length > 0);
        return image == null
                ? "the file has no image"
                : "the image has " + image.axes().length + (image.axes().length == 1 ? " axis" : " axes");
    }

    private static CubeFile describe(
            HduIndex index, HduIndex.Entry entry, HeaderOverrides overrides, List<String> warnings) {
        try {
            HeaderOverrides known = OffsetFrame.pixel(entry.header(), overrides);
            CubeAxes axes = CubeAxes.of(entry.header(), entry.axes(), known, true);
            SkyFrame frame = SkyFrameReader.read(entry.header(), axes, known, warnings);
            double x = (axes.lengths()[axes.x()] + 1) / 2.0;
            double y = (axes.lengths()[axes.y()] + 1) / 2.0;
            if (!Double.isFinite(frame.at(x, y).pixelSize())) {
                throw new InputException(
                        "sky coordinates: the middle of the image is not on the sky; check CRPIX, CDELT,"
                                + " PC or CD, or give data.pixel = \"0.05 arcsec\"");
            }
            SpectralAxis axis = SpectralAxisReader.read(entry.header(), axes, overrides, warnings);
            BeamTable beams = BeamReader.read(index, entry.header(), axis.channels(), overrides, warnings);
            if (beams != null && overrides.beam() == null) {
                beams = SkyFrameReader.equatorial(beams, frame, axes, warnings);
            }
            CubeFile cube = new CubeFile(index.file(), entry, axes, frame, axis, beams, warnings);
            return new CubeFile(index.file(), entry, axes, frame, axis, beams, cube.plausibility());
        } catch (InputException e) {
            String message = e.getMessage();
            throw message.startsWith(index.file().toString())
                    ? e
                    : new InputException(index.file() + ": " + message, e);
        }
    }

    /** Warnings of the readers, and those that need the whole header. */
    private List<String> plausibility() {
        List<String> all = new ArrayList<>(warnings);
        String text = unitText();
        if (text.isEmpty()) {
            all.add("BUNIT is missing; the unit of the values is not known");
        } else if (unit() == BrightnessUnit.OTHER) {
            all.add("BUNIT '" + text + "' is not one of Jy/beam, Jy/pixel, K");
        }
        if (axis.frame().isEmpty()) {
            all.add("the velocity frame (SPECSYS) is not stated");
        }
        String fault = beamFault();
        if (!fault.isEmpty()) {
            all.add(fault);
        }
        return all;
    }

    /** What is wrong with the size of the beam; empty if nothing is. */
    private String beamFault() {
        if (beams == null) {
            return "";
        }
        Beam mean = beams.mean();
        double pixel = frame.at((nx() + 1) / 2.0, (ny() + 1) / 2.0).pixelSize();
        double side = Math.max(nx(), ny()) * pixel;
        if (mean.major() > side) {
            return String.format(
                    Locale.ROOT,
                    "the beam, %.4g x %.4g arcsec, is larger than the image, %.4g arcsec; BMAJ and BMIN must be in degrees;"
                            + " if they are in arcsec, give data.beam = { major = \"%s arcsec\", minor = \"%s arcsec\","
                            + " position_angle = \"%s deg\" }",
                    mean.major(),
                    mean.minor(),
                    side,
                    (float) (mean.major() / 3600),
                    (float) (mean.minor() / 3600),
                    (float) mean.positionAngle());
        }
        return mean.minor() < pixel
                ? String.format(
                        Locale.ROOT,
                        "the beam, %.4g x %.4g arcsec, is smaller than a pixel, %.4g arcsec; check that BMAJ and BMIN are"
                                + " in degrees, or give data.beam",
                        mean.major(),
                        mean.minor(),
                        pixel)
                : "";
    }

    /**
     * Refuses a beam that is far larger than the image or far smaller than a pixel: its unit is wrong.
     *
     * @throws InputException if there is such a beam
     */
    public void requirePlausibleBeam() {
        if (beams != null && !hasPlausibleBeam()) {
            throw new InputException(path + ": " + beamFault());
        }
    }

    /** @return whether there is a beam, neither far larger than the image nor far smaller than a pixel */
    public boolean hasPlausibleBeam() {
        double pixel = frame.at((nx() + 1) / 2.0, (ny() + 1) / 2.0).pixelSize();
        double major = beams == null ? Double.NaN : beams.mean().major();
        return major <= LARGEST_BEAM * Math.max(nx(), ny()) * pixel && major >= LEAST_BEAM * pixel;
    }

    /** @return the file */
    public Path path() {
        return path;
    }

    /** @return number of columns */
    public int nx() {
        return axes.lengths()[axes.x()];
    }

    /** @return number of rows */
    public int ny() {
        return axes.lengths()[axes.y()];
    }

    /** @return number of channels */
    public int channels() {
        return axis.channels();
    }

    /** @return sky coordinates of the pixels */
    public SkyFrame frame() {
        return frame;
    }

    /** @return spectral axis of all channels */
    public SpectralAxis axis() {
        return axis;
    }

    /** @return beams of all channels, null if the file has none */
    public BeamTable beamsOrNull() {
        return beams;
    }

    /** @return unit of the values; {@link #read} converts mJy and uJy to Jy */
    public BrightnessUnit unit() {
        return BrightnessUnit.parse(unitText());
    }

    /** @return BUNIT of the file, empty if absent */
    public String unitText() {
        return keyword("BUNIT");
    }

    /**
     * Returns a header keyword.
     *
     * @param name keyword, for example OBJECT or TELESCOP
     * @return its value as text, empty if absent
     */
    public String keyword(String name) {
        return entry.header().text(name);
    }

    /** @return EXTNAME of the image that is read, empty if it has none */
    public String extension() {
        return keyword("EXTNAME");
    }

    /** @return assumptions and corrections, one line each */
    public List<String> warnings() {
        return warnings;
    }

    /** @return the box of the whole image */
    public PixelBox box() {
        return new PixelBox(0, 0, nx(), ny());
    }

    /**
     * Reads a part of the cube.
     *
     * @param box pixels
     * @param firstChannelIndex first channel, from 0
     * @param count number of channels
     * @return that part
     * @throws InputException if the part is not completely inside the cube, too large for memory, entirely NaN, or
     *     unreadable
     */
    public SpectralCube read(PixelBox box, int firstChannelIndex, int count) {
        if (!box.isInside(nx(), ny())) {
            throw new InputException(path + ": pixels x " + (box.x0() + 1) + " to " + box.x1() + ", y " + (box.y0() + 1)
                    + " to " + box.y1() + " are not all in the cube of " + nx() + " x " + ny());
        }
        SpectralAxis part = axis.slice(firstChannelIndex, count);
        float[] values = BoxReader.array(path, (long) box.width() * box.height() * count);
        try (VoxelSource source = source()) {
            new BoxReader(axes, source).read(box, firstChannelIndex, count, values);
        } catch (IOException e) {
            throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
        }
        SpectralCube cube = new SpectralCube(
                values,
                box.width(),
                box.height(),
                part,
                frame,
                box.x0(),
                box.y0(),
                firstChannelIndex,
                beams == null ? null : beams.slice(firstChannelIndex, count),
                unit(),
                keyword("OBJECT"));
        if (cube.blankShare() == 1) {
            throw new InputException(
                    path + ": every voxel of the requested part is NaN; choose another region or other channels");
        }
        return cube;
    }

    /**
     * Reads the whole cube.
     *
     * @return the cube
     * @throws InputException as {@link #read}
     */
    public SpectralCube readAll() {
        return read(box(), 0, channels());
    }

    private VoxelSource source() throws IOException {
        return BoxReader.source(path, entry, BrightnessUnit.scale(unitText()));
    }
}
