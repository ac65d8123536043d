// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.NoiseEstimate;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.quality.CheckedCube;
import org.steelyard.observe.NoiseMeasurement;

/**
 * Measurements of a cube that its header does not contain.
 *
 * @param blankShare fraction of the voxels without data in that part, 0 to 1
 * @param peak [unit of the cube] value of its brightest voxel
 * @param rms [unit of the cube] noise of one voxel, median over the line-free channels, or from all channels if none is
 *     line-free; NaN if unknown
 * @param lineFree channels without emission, 0-based
 * @param noiseBox the part of the image that was measured
 * @param noise correlations of the noise
 * @param notes voxels that hold no data although they are not blank, one line for each kind
 * @param missing what the header lacks and how to give it, one line each
 */
record Inspection(
        double blankShare,
        double peak,
        double rms,
        List<Integer> lineFree,
        PixelBox noiseBox,
        NoiseMeasurement noise,
        List<String> notes,
        List<String> missing) {

    /** Largest number of voxels in memory, which need 200 MB. Of a larger cube the middle of the image is measured. */
    private static final long MOST_VOXELS = 12_000_000;

    /** Measures a cube; channels of the file, from 1, that the user leaves out may be null. */
    static Inspection of(CubeFile file, int[] dropped) {
        PixelBox box = middle(file);
        CheckedCube checked = CheckedCube.of(file.read(box, 0, file.channels()), dropped);
        SpectralCube cube = checked.cube();
        CubeMask mask = CubeMask.smoothAndClip(
                file.hasPlausibleBeam() ? cube : cube.withoutBeams(), CubeMask.Options.defaults());
        List<Integer> free = NoiseEstimate.lineFreeChannels(cube, mask);
        LocalFrame middle = file.frame().at((box.x0() + box.x1() + 1) / 2.0, (box.y0() + box.y1() + 1) / 2.0);
        return new Inspection(
                cube.blankShare(),
                cube.peak(),
                rms(cube, free),
                free,
                box,
                NoiseMeasurement.of(cube, mask, middle, file.hasPlausibleBeam() ? file.beamsOrNull() : null),
                checked.notes(),
                missing(file));
    }

    private static PixelBox middle(CubeFile file) {
        double shrink = Math.sqrt(Math.min(1, MOST_VOXELS / ((double) file.nx() * file.ny() * file.channels())));
        int width = Math.max(1, (int) (file.nx() * shrink));
        int height = Math.max(1, (int) (file.ny() * shrink));
        int x0 = (file.nx() - width) / 2;
        int y0 = (file.ny() - height) / 2;
        return new PixelBox(x0, y0, x0 + width, y0 + height);
    }

    private static double rms(SpectralCube cube, List<Integer> free) {
        double[] each = free.stream()
                .mapToDouble(channel -> NoiseEstimate.robustRms(cube, channel))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return each.length == 0 ? NoiseEstimate.robustRms(cube) : each[each.length / 2];
    }

    private static List<String> missing(CubeFile file) {
        List<String> missing = new ArrayList<>();
        if (Double.isNaN(file.axis().restFrequency())) {
            missing.add("rest frequency: give line = \"CO(2-1)\" or rest_frequency = \"230.538 GHz\" in [data]");
        }
        if (file.beamsOrNull() == null) {
            missing.add(
                    "beam: give beam = { major = \"0.12 arcsec\", minor = \"0.10 arcsec\", position_angle = \"77 deg\" } in [data]");
        }
        if (!file.frame().celestial()) {
            missing.add("sky coordinates: north is assumed to be up and east to be left");
        }
        if (file.unit() == BrightnessUnit.OTHER) {
            missing.add("unit of brightness: values are used unchanged");
        }
        return missing;
    }

    /** Number of pixels in the beam area. */
    static double pixelsPerBeam(CubeFile file) {
        LocalFrame local = file.frame().at((file.nx() + 1) / 2.0, (file.ny() + 1) / 2.0);
        return file.beamsOrNull().mean().area() / local.pixelArea();
    }

    /** The line-free channels as ranges, 1-based: {@code 1-10, 61-71}. */
    String lineFreeRanges() {
        StringBuilder text = new StringBuilder();
        int[] channels = lineFree.stream().mapToInt(channel -> channel + 1).toArray();
        for (int i = 0; i < channels.length; ) {
            int j = i;
            while (j + 1 < channels.length && channels[j + 1] == channels[j] + 1) {
                j++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(channels[i]).append(i == j ? "" : "-" + channels[j]);
            i = j + 1;
        }
        return text.toString();
    }

    /** [km/s] Widths of all channels in radio velocity. */
    static double[] widths(CubeFile file) {
        double[] widths = new double[file.channels()];
        Arrays.setAll(widths, file.axis()::width);
        return widths;
    }
}
