// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.disk.DiskOrientation;
import org.steelyard.units.InputException;

/**
 * Inclination and position angle free at the radii r_1 .. r_n of rings, joined by cubics, and constant within the first
 * and beyond the last ring, where the curve bends over a tenth of the distance to the next ring. With the slopes s_k = (f_(k+1) - f_k) / (r_(k+1) - r_k) between rings, the slope at a ring is
 *
 * <pre>d_k = (a (b^2 + e^2) + b (a^2 + e^2)) / (a^2 + b^2 + 2 e^2),   a = s_(k-1),  b = s_k</pre>
 *
 * <p>(van Albada, van Leer &amp; Roberts 1982, A&amp;A 108, 76), at the first and last ring s_1 and s_(n-1). For e = 0 the
 * cubics are monotone where the values are. With e of 1 deg over the longer distance to the neighbours the curve has
 * derivatives of every order by its values, reproduces straight lines, and swings by at most 0.1 deg beyond them.
 *
 * @param radii [arcsec] r_k, ascending. Not modified
 */
public record RingWarp(double[] radii) implements DiskWarp {

    /** The declaration of the inclination of the first ring; further rings count up. */
    public static final ParameterDeclaration FIRST_INCLINATION = ParameterDeclaration.of(
                    "inclination_1", "i_{1}", "deg", "of the ring of that number of disk.warp, 0 face-on")
            .startingAt(Double.NaN, "\"55 deg\"")
            .between(1, 89.5)
            .number(1);

    /** The declaration of the position angle of the first ring. */
    public static final ParameterDeclaration FIRST_POSITION_ANGLE = ParameterDeclaration.of(
                    "position_angle_1", "\u0393_{1}", "deg", "of the ring of that number of disk.warp")
            .startingAt(Double.NaN, "\"187 deg\"")
            .within(DefaultBounds.range(180))
            .number(1);

    /** [deg] e times the distance of rings: changes below it are interpolated without regard to monotony. */
    private static final double FLAT = 1;

    /** Part of the distance of rings over which the curve ends: a corner would be a jump of the light on the sky. */
    private static final double ENDING = 0.1;

    /** @throws InputException if there are fewer than two radii, or they are negative, not finite or do not rise */
    public RingWarp {
        radii = radii.clone();
        if (radii.length < 2) {
            throw new InputException(
                    "has one ring; give two or more, or disk.warp = \"none\", a disk of one inclination and position angle");
        }
        for (double r : radii) {
            if (!(r >= 0 && Double.isFinite(r))) {
                throw new InputException("has a ring at " + r + " arcsec; a radius must be 0 or more");
            }
        }
        for (int k = 1; k < radii.length; k++) {
            if (!(radii[k] > radii[k - 1])) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "has a ring at %s arcsec after one at %s arcsec; give every radius once, in ascending order",
                        radii[k],
                        radii[k - 1]));
            }
        }
    }

    @Override
    public String keyword() {
        return "rings";
    }

    @Override
    public String meaning() {
        return "inclination and position angle of rings";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return Stream.of(FIRST_INCLINATION, FIRST_POSITION_ANGLE)
                .flatMap(first -> numbers().mapToObj(first::number))
                .toList();
    }

    private IntStream numbers() {
        return IntStream.rangeClosed(1, radii.length);
    }

    @Override
    public List<String> inclinations() {
        return numbers().mapToObj(k -> FIRST_INCLINATION.number(k).name()).toList();
    }

    @Override
    public List<String> positionAngles() {
        return numbers().mapToObj(k -> FIRST_POSITION_ANGLE.number(k).name()).toList();
    }

    /** A setting of the inclination or position angle holds for all rings. */
    @Override
    public String general(String name) {
        if (inclinations().contains(name)) {
            return DiskOrientation.INCLINATION;
        }
        return positionAngles().contains(name) ? DiskOrientation.POSITION_ANGLE : name;
    }

    @Override
    public int common() {
        return radii.length;
    }

    @Override
    public double at(double r, double[] parameters, double @Nullable [] partial) {
        int last = radii.length - 1;
        if (partial != null) {
            Arrays.fill(partial, 0);
        }
        if (r < radii[0] || r > radii[last]) {
            int end = r < radii[0] ? 0 : last;
            double beyond = ending(r - radii[end], ENDING * distance(end == 0 ? 0 : last - 1));
            if (partial != null) {
                partial[end] = 1;
            }
            return parameters[end] + beyond * slope(end, parameters, beyond, partial);
        }
        int k = 0;
        while (k < last - 1 && r >= radii[k + 1]) {
            k++;
        }
        double h = distance(k);
        double t = (r - radii[k]) / h;
        double second = t * t * (3 - 2 * t);
        double left = h * t * (1 - t) * (1 - t);
        double right = -h * t * t * (1 - t);
        if (partial != null) {
            partial[k] += 1 - second;
            partial[k + 1] += second;
        }
        return (1 - second) * parameters[k]
                + second * parameters[k + 1]
                + left * slope(k, parameters, left, partial)
                + right * slope(k + 1, parameters, right, partial);
    }

    /** A straight line that bends within a length to a constant, half that length. */
    private static double ending(double beyond, double length) {
        double far = Math.min(Math.abs(beyond), length);
        return Math.copySign(far - 0.5 * far * far / length, beyond);
    }

    private double distance(int k) {
        return radii[k + 1] - radii[k];
    }

    /** The slope at a ring; adds a multiple of its derivatives by the values to others. */
    private double slope(int k, double[] values, double factor, double @Nullable [] partial) {
        int last = radii.length - 1;
        if (k == 0 || k == last) {
            int from = k == 0 ? 0 : last - 1;
            add(from, factor, partial);
            return secant(from, values);
        }
        double a = secant(k - 1, values);
        double b = secant(k, values);
        double flat = FLAT / Math.max(distance(k - 1), distance(k));
        double e2 = flat * flat;
        double sum = a * a + b * b + 2 * e2;
        double slope = (a * (b * b + e2) + b * (a * a + e2)) / sum;
        add(k - 1, factor * (b * b + e2 + 2 * a * b - 2 * a * slope) / sum, partial);
        add(k, factor * (a * a + e2 + 2 * a * b - 2 * b * slope) / sum, partial);
        return slope;
    }

    private double secant(int k, double[] values) {
        return (values[k + 1] - values[k]) / distance(k);
    }

    /** Adds a multiple of the derivatives of a slope between rings. */
    private void add(int k, double factor, double @Nullable [] partial) {
        if (partial != null) {
            partial[k] -= factor / distance(k);
            partial[k + 1] += factor / distance(k);
        }
    }

    @Override
    public double[][] changes() {
        double[][] changes = new double[radii.length - 1][radii.length];
        double whole = radii[radii.length - 1] - radii[0];
        for (int k = 0; k < changes.length; k++) {
            double weight = Math.sqrt(whole / distance(k));
            changes[k][k] = -weight;
            changes[k][k + 1] = weight;
        }
        return changes;
    }

    /** @throws InputException if a ring lies outside the radius */
    @Override
    public DiskWarp within(double radius) {
        double outermost = radii[radii.length - 1];
        if (outermost > radius) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "disk.warp has a ring at %s arcsec, outside the disk, whose data reach %.4g arcsec; leave it out, or widen fit.region",
                    outermost,
                    radius));
        }
        return this;
    }

    @Override
    public void requireCoarserThan(double least) {
        for (int k = 0; k + 1 < radii.length; k++) {
            if (distance(k) < least) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "disk.warp has rings at %s and %s arcsec, closer than a pixel of %.4g arcsec, which no data tell apart; leave one out",
                        radii[k],
                        radii[k + 1],
                        least));
            }
        }
    }

    @Override
    public boolean constant(double[] parameters) {
        return Arrays.stream(parameters).allMatch(value -> value == parameters[0]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RingWarp warp && Arrays.equals(radii, warp.radii);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(radii);
    }
}
