// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Locale;
import org.steelyard.config.Configuration;
import org.steelyard.config.RegionEllipse;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.observe.BeamKernel;
import org.steelyard.units.InputException;

/** The part of a cube that a fit needs: the pixels that are read and the channels that are fitted. */
final class CubeExtent {

    /**
     * Margin beyond the region, in half widths of the beam: one for the convolution, one for the edge of the
     * deconvolution.
     */
    private static final int MARGIN = 2;

    /**
     * [byte] Above this size only the surroundings of a given fit region are read: the mask and its smoothed copy need
     * as much memory again.
     */
    private static final double LARGE = 1e8;

    /** Largest share of the heap for a cube that must be read whole. */
    private static final double HEAP_SHARE = 0.2;

    private CubeExtent() {}

    /** A systemic velocity outside the cube has another unit or convention. */
    static void requireInside(Double vsys, CubeFile file) {
        double a = file.axis().velocity(0, VelocityConvention.OPTICAL);
        double b = file.axis().velocity(file.channels() - 1, VelocityConvention.OPTICAL);
        if (vsys != null && (vsys < Math.min(a, b) || vsys > Math.max(a, b))) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "parameters.vsys.start = %.6g km/s is outside the cube's channels, %.1f to %.1f km/s as optical velocity",
                    vsys,
                    Math.min(a, b),
                    Math.max(a, b)));
        }
    }

    /** The whole image of a small cube, the surroundings of the region of a large one. */
    static PixelBox box(CubeFile file, Configuration config) {
        double bytes = 4.0 * file.nx() * file.ny() * file.channels();
        if (bytes < LARGE) {
            return file.box();
        }
        RegionEllipse region = config.fit().region();
        boolean hasCentre = region != null && region.x() != null;
        Double x = hasCentre ? region.x() : config.parameter("x").start();
        Double y = hasCentre ? region.y() : config.parameter("y").start();
        if (region == null || x == null || y == null) {
            if (bytes < HEAP_SHARE * Runtime.getRuntime().maxMemory()) {
                return file.box();
            }
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: %.1f GB of voxels do not fit into %.1f GB of memory; give fit.region with its x and y, so that only their part is read, or give Java a larger heap",
                    file.path(),
                    bytes / 1e9,
                    Runtime.getRuntime().maxMemory() / 1e9));
        }
        LocalFrame frame = file.frame().at(x, y);
        int reach = (int) Math.ceil(region.semiMajor() / frame.pixelSize())
                + MARGIN * BeamKernel.halfWidth(file.beamsOrNull().mean(), frame);
        int x0 = (int) Math.max(0, Math.floor(x - 1 - reach));
        int y0 = (int) Math.max(0, Math.floor(y - 1 - reach));
        int x1 = (int) Math.min(file.nx(), Math.ceil(x + reach));
        int y1 = (int) Math.min(file.ny(), Math.ceil(y + reach));
        if (x0 >= x1 || y0 >= y1) {
            throw new InputException((hasCentre ? "fit.region.x, fit.region.y" : "parameters.x, parameters.y")
                    + ": pixel (" + x + ", " + y + ") is outside the cube of " + file.nx() + " x " + file.ny());
        }
        return new PixelBox(x0, y0, x1, y1);
    }

    /** First channel and number of channels: those given, else the line's with a margin. */
    static int[] channels(Configuration config, CubeFile file, CubeMask mask) {
        int total = file.channels();
        int[] given = config.data().channels();
        if (given != null) {
            if (given[1] > total) {
                throw new InputException(
                        "data.channels = [" + given[0] + ", " + given[1] + "]: the cube has channels 1 to " + total);
            }
            return new int[] {given[0] - 1, given[1] - given[0] + 1};
        }
        double[] velocities = config.data().velocities();
        if (velocities != null) {
            return within(file, velocities);
        }
        return lineChannels(mask, total);
    }

    private static int[] within(CubeFile file, double[] velocities) {
        VelocityConvention convention = file.axis().convention();
        int first = -1;
        int last = -1;
        for (int c = 0; c < file.channels(); c++) {
            double v = file.axis().velocity(c, convention);
            if (v >= velocities[0] && v <= velocities[1]) {
                first = first < 0 ? c : first;
                last = c;
            }
        }
        if (first < 0) {
            double a = file.axis().velocity(0, convention);
            double b = file.axis().velocity(file.channels() - 1, convention);
            throw new InputException(String.format(
                    Locale.ROOT,
                    "data.velocities = [%.1f, %.1f] km/s hold no channel; the cube's run from %.1f to %.1f km/s (%s)",
                    velocities[0],
                    velocities[1],
                    Math.min(a, b),
                    Math.max(a, b),
                    convention.name().toLowerCase(Locale.ROOT)));
        }
        return new int[] {first, last - first + 1};
    }

    /** The channels of the mask and a tenth of their number on either side, at least three. */
    private static int[] lineChannels(CubeMask mask, int total) {
        int plane = mask.nx() * mask.ny();
        int first = mask.bits().nextSetBit(0);
        if (first < 0) {
            return new int[] {0, total};
        }
        first /= plane;
        int last = (mask.bits().length() - 1) / plane;
        int margin = Math.max(3, (last - first + 1) / 10);
        int begin = Math.max(0, first - margin);
        return new int[] {begin, Math.min(total, last + 1 + margin) - begin};
    }
}
