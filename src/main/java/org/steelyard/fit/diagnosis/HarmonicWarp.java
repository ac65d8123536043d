// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.steelyard.disk.shape.DiskWarp;

/**
 * The warp of a disk by the harmonic terms of its velocity field: position angle and axis ratio of ellipses at radii half
 * a beam apart, each sought from those of the one within it.
 *
 * @param rings terms of the ellipses that the field covers, position angles without jumps of a turn
 * @param positionAngle [deg] of the disk as a whole
 * @param inclination [deg] of the disk as a whole
 * @param reach [arcsec] largest radius
 */
public record HarmonicWarp(List<HarmonicRing> rings, double positionAngle, double inclination, double reach) {

    /** [beam FWHM] least radius and distance of the ellipses: the beam makes smaller ones round. */
    private static final double FIRST = 1;

    private static final double STEP = 0.5;

    private static final int MOST = 40;

    /** [deg] Errors of the ellipses that their scatter does not show: centre, clumps, the beam. */
    private static final double LEAST_ERROR = 2;

    /** [deg] Scatter of the rings about the angles of the whole disk, expected where the field shows none. */
    private static final double EXPECTED = 30;

    /** Radii of that expectation. */
    private static final int EXPECTATIONS = 8;

    /** Gauss-Newton steps; the cubics between rings depend on the angles a little more than linearly. */
    private static final int ITERATIONS = 4;

    /** [deg] Least and largest inclination at which a fit starts. */
    private static final double LEAST = 10;

    private static final double LARGEST = 85;

    /** Radii beyond which a warp of any kind is flat, over the reach. */
    private static final double END = 1.25;

    private static final double TURN = 360;

    /**
     * @param field velocities about their centre, with the systemic velocity or without
     * @param positionAngle [deg] of the disk as a whole
     * @param inclination [deg] of the disk as a whole
     * @param reach [arcsec] largest radius
     * @return the warp that the field shows
     */
    public static HarmonicWarp of(HarmonicExpansion field, double positionAngle, double inclination, double reach) {
        List<HarmonicRing> rings = new ArrayList<>();
        double angle = positionAngle;
        double ratio = Math.cos(Math.toRadians(inclination));
        double step = Math.max(STEP * field.beam(), reach / MOST);
        for (double radius = FIRST * field.beam(); radius <= reach; radius += step) {
            HarmonicRing found = field.ring(radius, angle, ratio);
            if (found != null) {
                HarmonicRing ring = found.turned(TURN * Math.rint((angle - found.positionAngle()) / TURN));
                rings.add(ring);
                angle = ring.positionAngle();
                ratio = ring.axisRatio();
            }
        }
        return new HarmonicWarp(List.copyOf(rings), positionAngle, inclination, reach);
    }

    /**
     * @param beam [arcsec] FWHM
     * @return [arcsec] radii at which the data can tell the angles of a warp; empty where they tell none
     */
    public double[] radii(double beam) {
        return WarpRings.of(rings, beam, reach);
    }

    /**
     * Least-squares values of a warp.
     *
     * @param warp of these values
     * @param lowest [deg] least inclination of the disk as a whole
     * @return [deg, deg/arcsec] values by name; those of the whole disk where the warp would lead to rings that are
     *     nearly edge-on or face-on
     */
    public Map<String, Double> values(DiskWarp warp, double lowest) {
        int n = warp.inclinations().size();
        double[] angles = fit(warp, positionAngle, HarmonicRing::positionAngle, HarmonicRing::positionAngleError);
        double[] inclinations = fit(warp, inclination, HarmonicRing::inclination, HarmonicRing::inclinationError);
        double raised = Math.max(0, lowest - mean(inclinations, warp.common()));
        for (int k = 0; k < warp.common(); k++) {
            double risen = inclinations[k] + raised;
            inclinations[k] = warp.common() == 1 ? risen : Math.max(LEAST, Math.min(LARGEST, risen));
        }
        for (int k = 0; k <= MOST; k++) {
            double there = warp.at(END * reach * k / MOST, inclinations, null);
            if (!(there >= LEAST && there <= LARGEST)) {
                inclinations = constant(warp, inclination);
            }
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (int k = 0; k < n; k++) {
            values.put(warp.inclinations().get(k), inclinations[k]);
            values.put(warp.positionAngles().get(k), angles[k]);
        }
        return values;
    }

    private static double mean(double[] values, int count) {
        return Arrays.stream(values).limit(count).sum() / count;
    }

    private static double[] constant(DiskWarp warp, double value) {
        double[] constant = new double[warp.inclinations().size()];
        for (int k = 0; k < warp.common(); k++) {
            constant[k] = value;
        }
        return constant;
    }

    private double[] fit(
            DiskWarp warp, double whole, ToDoubleFunction<HarmonicRing> angle, ToDoubleFunction<HarmonicRing> error) {
        double[] values = constant(warp, whole);
        int n = values.length;
        double[] partial = new double[n];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[][] normal = new double[n][n + 1];
            for (HarmonicRing ring : rings) {
                double rest = angle.applyAsDouble(ring) - warp.at(ring.radius(), values, partial);
                add(normal, partial, rest, Math.hypot(LEAST_ERROR, error.applyAsDouble(ring)));
            }
            for (int k = 0; k < EXPECTATIONS; k++) {
                double rest = whole - warp.at(reach * (k + 0.5) / EXPECTATIONS, values, partial);
                add(normal, partial, rest, EXPECTED);
            }
            double[] step = solved(normal);
            for (int k = 0; k < n; k++) {
                values[k] += step[k];
            }
        }
        return values;
    }

    private static void add(double[][] normal, double[] partial, double rest, double error) {
        int n = partial.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                normal[i][j] += partial[i] * partial[j] / (error * error);
            }
            normal[i][n] += partial[i] * rest / (error * error);
        }
    }

    /** Gauss elimination of a positive definite system; 0 for a parameter on which nothing depends. */
    private static double[] solved(double[][] rows) {
        int n = rows.length;
        double[] solution = new double[n];
        for (int i = 0; i < n; i++) {
            for (int below = i + 1; below < n && rows[i][i] > 0; below++) {
                double factor = rows[below][i] / rows[i][i];
                for (int j = i; j <= n; j++) {
                    rows[below][j] -= factor * rows[i][j];
                }
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = rows[i][n];
            for (int j = i + 1; j < n; j++) {
                sum -= rows[i][j] * solution[j];
            }
            solution[i] = rows[i][i] > 0 ? sum / rows[i][i] : 0;
        }
        return solution;
    }
}
