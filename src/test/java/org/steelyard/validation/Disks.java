// SPDX-License-Identifier: Apache-2.0
package org.steelyard.validation;

import static org.steelyard.validation.Reference.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.DoubleUnaryOperator;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.flow.FlowCoefficients;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.observe.ForwardModel;

/** Disks in the form of the kernels, their spectral axes, and their model cubes. */
final class Disks {

    /** 2^9 knots per octave: the error of the interpolation is below 1e-6 / 32^3 = 3e-11. */
    private static final int FINE = 9;

    /** [arcsec] Smallest radius of the table, below the distance of any point from the centre. */
    private static final double SMALLEST = 1e-4;

    /** [arcsec] Largest radius of the table. */
    private static final double LARGEST = 100;

    private Disks() {}

    /**
     * Makes a disk.
     *
     * @param blackHole [km2 s-2 arcsec] G M_BH over the length of one arcsecond
     * @param brightness surface brightness in the disk plane against radius [arcsec]; null for a flux map
     */
    static DiskState of(
            LocalFrame frame,
            double positionAngle,
            double inclination,
            double blackHole,
            double softening,
            FlowCoefficients flow,
            boolean relativistic,
            DoubleUnaryOperator speedSquared,
            DoubleUnaryOperator dispersion,
            DoubleUnaryOperator brightness,
            double outerRadius) {
        RadiusTable table = new RadiusTable(SMALLEST, LARGEST, FINE);
        double sine = Math.sin(positionAngle);
        double cosine = Math.cos(positionAngle);
        return new DiskState(
                frame.eastPerX() * sine + frame.northPerX() * cosine,
                frame.eastPerY() * sine + frame.northPerY() * cosine,
                frame.eastPerX() * cosine - frame.northPerX() * sine,
                frame.eastPerY() * cosine - frame.northPerY() * sine,
                inclination,
                blackHole,
                softening,
                flow.rotation(),
                flow.radial(),
                flow.radialSpeed(),
                null,
                relativistic,
                table,
                fitted(table, speedSquared),
                fitted(table, dispersion),
                brightness == null ? null : fitted(table, brightness),
                outerRadius,
                null,
                null);
    }

    /** Gas at rest with one dispersion [km/s]. */
    static DiskState atRest(LocalFrame frame, double dispersion) {
        return of(
                frame,
                0,
                0,
                0,
                0,
                FlowCoefficients.CIRCULAR,
                false,
                r -> 0,
                r -> dispersion,
                null,
                Double.POSITIVE_INFINITY);
    }

    private static double[] fitted(RadiusTable table, DoubleUnaryOperator function) {
        double[] radii = table.radii();
        double[] values = new double[radii.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(radii[i]);
        }
        double[] coefficients = new double[table.coefficientCount()];
        table.fit(values, coefficients);
        return coefficients;
    }

    /** The spectral axis of a case: a frequency [Hz], or a radio or optical velocity [km/s]. */
    static SpectralAxis axis(JsonNode given, int channels) {
        String kind = given.get("axis").textValue();
        boolean frequency = kind.equals("frequency");
        boolean optical = kind.equals("optical");
        NativeAxis axis = new NativeAxis(
                frequency ? "FREQ" : optical ? "VOPT" : "VRAD",
                frequency ? "Hz" : "km/s",
                1,
                number(given, "first"),
                number(given, "step"),
                frequency ? NativeAxis.Sampling.FREQUENCY : NativeAxis.Sampling.VELOCITY,
                optical ? VelocityConvention.OPTICAL : VelocityConvention.RADIO,
                number(given, "rest_frequency"));
        return SpectralAxis.of(axis, channels, "LSRK");
    }

    /** The model, {@code [block * channels + channel]}. */
    static double[] evaluate(
            ForwardModel.Setup setup, DiskState disk, double x, double y, double vsys, double fluxScale) {
        try (ParallelFor threads = new ParallelFor(2)) {
            ForwardModel model = new ForwardModel(setup, threads);
            double[] out = new double[model.size()];
            model.evaluate(disk, x, y, vsys, fluxScale, out);
            return out;
        }
    }

    /** First column (or row) of each block of m x m pixels that fits into an image, row by row. */
    static int[] corners(int nx, int ny, int m, boolean column) {
        int across = nx / m;
        int[] corners = new int[across * (ny / m)];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = m * (column ? i % across : i / across);
        }
        return corners;
    }
}
