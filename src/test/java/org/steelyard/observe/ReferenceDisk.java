// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.potential.MultiGaussianExpansion;
import org.steelyard.units.Constants;

/**
 * The NGC 1380-like disk of reference/forward_model/params.json: 80 x 80 pixels of 0.03 arcsec, 64 channels of 10 km/s,
 * no (1+z).
 */
public final class ReferenceDisk {

    public static final int SIZE = 80;
    public static final int CHANNELS = 64;
    public static final double CENTRE = 40.5;
    public static final double PIXEL = 0.03;
    private static final double MASS_TO_LIGHT = 1.4;
    private static final double SCALE = 17.1 * Constants.PC_PER_ARCSEC_AT_MPC;

    /** The reference was computed with another constant of gravity; velocities scale with its square root. */
    private static final double G_RATIO = 0.00430091 / Constants.G;

    /** 2^9 knots per octave reproduce straight lines with sufficient accuracy. */
    private static final int FINE = 9;

    private static final double[] LOG_BRIGHTNESS = {4.6, 4.26, 4.11, 3.82, 3.58, 3.31, 2.93, 2.5, 2.0, 1.5};
    private static final double[] SIGMA = {0.13, 0.5, 1.2, 2.4, 4.6, 8.6, 14.0, 25.0, 45.0, 90.0};
    private static final double[] RATIO = {0.72, 0.73, 0.7, 0.68, 0.7, 0.6, 0.5, 0.45, 0.42, 0.5};

    private ReferenceDisk() {}

    /** North up, east left. */
    public static LocalFrame frame() {
        return new LocalFrame(-PIXEL, 0, 0, PIXEL);
    }

    public static BeamTable beam() {
        return BeamTable.common(new Beam(0.22, 0.17, 60), CHANNELS);
    }

    /** Channels around a systemic velocity of 0. */
    public static SpectralAxis axis() {
        NativeAxis axis = new NativeAxis(
                "VRAD", "km/s", 1, -315, 10, NativeAxis.Sampling.VELOCITY, VelocityConvention.RADIO, Double.NaN);
        return SpectralAxis.of(axis, CHANNELS, "");
    }

    /** The disk with a given black hole and inclination. */
    public static DiskState state(double blackHole, double inclinationDegrees) {
        double inclination = Math.toRadians(inclinationDegrees);
        RadiusTable table = new RadiusTable(1e-4, 100);
        double[] radii = table.radii();
        double[] brightness = new double[SIGMA.length];
        double[] sigma = new double[SIGMA.length];
        for (int k = 0; k < sigma.length; k++) {
            brightness[k] = Math.pow(10, LOG_BRIGHTNESS[k]);
            sigma[k] = SIGMA[k] * SCALE;
        }
        MultiGaussianExpansion mge = MultiGaussianExpansion.of(brightness, sigma, RATIO);
        double[] speed = new double[radii.length];
        double[] dispersion = new double[radii.length];
        for (int j = 0; j < radii.length; j++) {
            speed[j] = G_RATIO * MASS_TO_LIGHT * mge.at(inclination).speedSquared(radii[j] * SCALE);
            dispersion[j] = 10;
        }
        double[] speedTable = new double[table.coefficientCount()];
        double[] dispersionTable = new double[table.coefficientCount()];
        table.fit(speed, speedTable);
        table.fit(dispersion, dispersionTable);
        double angle = Math.toRadians(187);
        LocalFrame f = frame();
        return new DiskState(
                f.eastPerX() * Math.sin(angle) + f.northPerX() * Math.cos(angle),
                f.eastPerY() * Math.sin(angle) + f.northPerY() * Math.cos(angle),
                f.eastPerX() * Math.cos(angle) - f.northPerX() * Math.sin(angle),
                f.eastPerY() * Math.cos(angle) - f.northPerY() * Math.sin(angle),
                inclination,
                G_RATIO * Constants.G * blackHole / SCALE,
                0,
                1,
                0,
                0,
                null,
                false,
                table,
                speedTable,
                dispersionTable,
                null,
                Double.POSITIVE_INFINITY,
                null,
                null);
    }

    /**
     * The disk with the stellar speed of the numpy pipeline: linear interpolation between 150 radii, log-spaced from
     * 0.0181249 to 12.0216 arcsec. The notes of the reference do not mention it; a fit to its cubes shows it. With
     * exact speeds the cubes differ by 4.2e-4 of the peak.
     */
    public static DiskState asInThePipeline() {
        int rows = 150;
        double[] radius = new double[rows];
        double[] speed = new double[rows];
        DiskState exact = state(1.5e8, 77);
        for (int i = 0; i < rows; i++) {
            radius[i] = 0.0181249 * Math.pow(12.0216 / 0.0181249, i / (rows - 1.0));
            speed[i] = Math.sqrt(exact.table().valueAt(exact.speedSquared(), radius[i] * radius[i]));
        }
        RadiusTable fine = new RadiusTable(1e-4, 100, FINE);
        double[] radii = fine.radii();
        double[] squared = new double[radii.length];
        double[] dispersion = new double[radii.length];
        for (int j = 0; j < radii.length; j++) {
            double r = Math.max(radius[0], Math.min(radius[rows - 1], radii[j]));
            int i = 0;
            while (i < rows - 2 && radius[i + 1] < r) {
                i++;
            }
            double share = (r - radius[i]) / (radius[i + 1] - radius[i]);
            squared[j] = Math.pow(speed[i] + share * (speed[i + 1] - speed[i]), 2);
            dispersion[j] = 10;
        }
        double[] speedTable = new double[fine.coefficientCount()];
        double[] dispersionTable = new double[fine.coefficientCount()];
        fine.fit(squared, speedTable);
        fine.fit(dispersion, dispersionTable);
        return new DiskState(
                exact.majorX(),
                exact.majorY(),
                exact.minorX(),
                exact.minorY(),
                exact.inclination(),
                exact.blackHole(),
                0,
                1,
                0,
                0,
                null,
                false,
                fine,
                speedTable,
                dispersionTable,
                null,
                Double.POSITIVE_INFINITY,
                null,
                null);
    }

    /** Every pixel as its own block. */
    public static ForwardModel.Setup nativePixels(double[] flux, Sampling sampling, boolean sampled) {
        int[] x = new int[SIZE * SIZE];
        int[] y = new int[SIZE * SIZE];
        for (int p = 0; p < x.length; p++) {
            x[p] = p % SIZE;
            y[p] = p / SIZE;
        }
        return new ForwardModel.Setup(
                new PixelGrid(frame(), 0, 0, SIZE, SIZE),
                new Channels(axis(), sampled),
                beam(),
                false,
                flux,
                x,
                y,
                1,
                sampling);
    }

    /**
     * Blocks of 4 x 4 pixels whose centre is inside an ellipse of 1.0 arcsec and axis ratio 0.3 along the major axis.
     */
    public static ForwardModel.Setup blocks(double[] flux, Sampling sampling, boolean sampled) {
        java.util.List<int[]> blocks = new java.util.ArrayList<>();
        double angle = Math.toRadians(187);
        for (int by = 0; by < SIZE; by += 4) {
            for (int bx = 0; bx < SIZE; bx += 4) {
                double east = -PIXEL * (bx + 1.5 - 39.5);
                double north = PIXEL * (by + 1.5 - 39.5);
                double along = east * Math.sin(angle) + north * Math.cos(angle);
                double across = east * Math.cos(angle) - north * Math.sin(angle);
                if (Math.hypot(along, across / 0.3) <= 1) {
                    blocks.add(new int[] {bx, by});
                }
            }
        }
        int[] x = blocks.stream().mapToInt(b -> b[0]).toArray();
        int[] y = blocks.stream().mapToInt(b -> b[1]).toArray();
        return new ForwardModel.Setup(
                new PixelGrid(frame(), 0, 0, SIZE, SIZE),
                new Channels(axis(), sampled),
                beam(),
                false,
                flux,
                x,
                y,
                4,
                sampling);
    }
}
