// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;

/**
 * Chooses the points of a profile. It steps outwards on both sides of the minimum by about half a standard error, then
 * returns from both ends to leave false minima, then refines the limits. Each point depends on earlier results alone.
 */
final class ProfileSearch {

    /** [standard error] Length of a step outwards. */
    private static final double STEP = 0.6;

    /** [standard error] The profile is computed this far: a step beyond the last limit. */
    private static final double FAR = 3.2;

    /** Largest number of steps on a side. As steps may double, they cross any range. */
    private static final int MOST_STEPS = 40;

    /** Points between the 3 sigma limit of a positive quantity and zero, as fractions of that distance. */
    private static final double[] FRACTIONS_TO_ZERO = {0.25, 0.5, 0.75, 1};

    /** [-] Tolerance of chi^2 in a refit. A minimum that is lower by more is a different one. */
    private static final double CHI_SQUARED_TOLERANCE = 0.05;

    /** [standard error] Accuracy of the limits. */
    private static final double LIMIT_ACCURACY = 0.02;

    /** Largest number of rounds that refine the limits. */
    private static final int MOST_REFINEMENTS = 6;
    /** [standard error] Levels of the limits. */
    private static final int[] LEVELS = {1, 2, 3};

    private final ParameterSpace space;
    private final int index;
    private final Range range;
    private final FittedGalaxy.Minimum minimum;
    private final double scale;
    private final Function<List<TaskInput>, List<TaskResult>> refits;
    private final TreeMap<Double, RefitRecord> points = new TreeMap<>();
    private final List<String> messages = new ArrayList<>();
    private int count;
    private boolean improved;

    /**
     * The range of the parameter.
     *
     * @param lowest [unit of the parameter] lower end
     * @param highest [unit of the parameter] upper end
     */
    record Range(double lowest, double highest) {

        double clipped(double value) {
            return Math.max(lowest, Math.min(highest, value));
        }
    }

    /**
     * Creates the search.
     *
     * @param space the parameters
     * @param index of the profiled parameter
     * @param range of the profiled parameter
     * @param minimum of chi^2
     * @param scale divisor of a rise of chi^2
     * @param refits runs refits and returns their results in the same order. The input holds the fixed value and the
     *     starting values of all parameters
     */
    ProfileSearch(
            ParameterSpace space,
            int index,
            Range range,
            FittedGalaxy.Minimum minimum,
            double scale,
            Function<List<TaskInput>, List<TaskResult>> refits) {
        this.space = space;
        this.index = index;
        this.range = range;
        this.minimum = minimum;
        this.scale = scale;
        this.refits = refits;
    }

    ProfileResult run() {
        double best = minimum.values()[index];
        refit(List.of(best), List.of(minimum.values()));
        outwards();
        towardsZero();
        inwards(true);
        inwards(false);
        refine();
        return result();
    }

    /** Steps outwards on both sides at the same time, until the profile has risen far enough or the range ends. */
    private void outwards() {
        double best = minimum.values()[index];
        double error = minimum.errors()[index] * Math.sqrt(scale);
        double first = STEP * (Double.isFinite(error) && error > 0 ? error : 0.05 * Math.max(Math.abs(best), 1e-3));
        double[] step = {-first, first};
        double[] at = {best, best};
        double[] before = {Double.NaN, Double.NaN};
        boolean[] done = {false, false};
        for (int n = 0; n < MOST_STEPS && !(done[0] && done[1]); n++) {
            List<Double> values = new ArrayList<>();
            List<double[]> starts = new ArrayList<>();
            List<Integer> sides = new ArrayList<>();
            for (int side = 0; side < 2; side++) {
                double next = range.clipped(at[side] + step[side]);
                done[side] |= next == at[side];
                if (!done[side]) {
                    values.add(next);
                    starts.add(extrapolated(before[side], at[side], next));
                    sides.add(side);
                }
            }
            if (!values.isEmpty()) {
                refit(values, starts);
            }
            for (int k = 0; k < values.size(); k++) {
                int side = sides.get(k);
                double rise = sigmas(values.get(k)) - sigmas(at[side]);
                before[side] = at[side];
                at[side] = values.get(k);
                step[side] *= Math.max(0.3, Math.min(2.5, STEP / Math.max(rise, 1e-3)));
                done[side] = sigmas(at[side]) > FAR;
            }
        }
    }

    /** Follows a positive quantity down to zero. The rise there measures how significant a black hole is. */
    private void towardsZero() {
        double end = points.firstKey();
        if (range.lowest() == 0 && end > 0) {
            for (double part : FRACTIONS_TO_ZERO) {
                double next = part == 1 ? 0 : end * (1 - part);
                double neighbour = points.firstKey();
                refit(List.of(next), List.of(points.get(neighbour).values()));
            }
        }
    }

    /** Refits every point from the values of its outer neighbour. A lower minimum is kept and passed on inwards. */
    private void inwards(boolean fromBelow) {
        List<Double> order = new ArrayList<>(fromBelow ? points.keySet() : points.descendingKeySet());
        improved = false;
        for (int k = 1; k < order.size(); k++) {
            double value = order.get(k);
            boolean pastTheMinimum = fromBelow ? value > minimum.values()[index] : value < minimum.values()[index];
            if (pastTheMinimum && !improved) {
                return;
            }
            refit(List.of(value), List.of(points.get(order.get(k - 1)).values()));
        }
    }

    /** Refits at the interpolated limits until they are accurate. */
    private void refine() {
        for (int n = 0; n < MOST_REFINEMENTS; n++) {
            List<Double> values = new ArrayList<>();
            List<double[]> starts = new ArrayList<>();
            for (int level : LEVELS) {
                for (boolean below : new boolean[] {true, false}) {
                    double[] bracket = bracket(level, below);
                    if (bracket != null
                            && Math.abs(sigmas(bracket[0]) - level) > LIMIT_ACCURACY
                            && Math.abs(sigmas(bracket[1]) - level) > LIMIT_ACCURACY) {
                        double value = crossing(bracket, level);
                        if (!values.contains(value) && !points.containsKey(value)) {
                            values.add(value);
                            starts.add(extrapolated(bracket[0], bracket[1], value));
                        }
                    }
                }
            }
            if (values.isEmpty()) {
                return;
            }
            refit(values, starts);
        }
    }

    /**
     * Returns the outermost two neighbouring points between which the profile crosses a level, the inner one first;
     * null if it does not cross the level.
     */
    private double[] bracket(int level, boolean below) {
        double lowest = lowest();
        List<Double> outwards = new ArrayList<>(
                below
                        ? points.headMap(lowest, true).descendingKeySet()
                        : points.tailMap(lowest, true).keySet());
        if (outwards.isEmpty() || sigmas(outwards.get(outwards.size() - 1)) < level) {
            return null;
        }
        for (int k = outwards.size() - 1; k > 0; k--) {
            if (sigmas(outwards.get(k - 1)) < level) {
                return new double[] {outwards.get(k - 1), outwards.get(k)};
            }
        }
        return null;
    }

    /** Interpolates the value at which the profile crosses a level. */
    private double crossing(double[] bracket, int level) {
        double inner = sigmas(bracket[0]);
        double outer = sigmas(bracket[1]);
        return bracket[0] + (level - inner) / (outer - inner) * (bracket[1] - bracket[0]);
    }

    /** The rise of chi^2 above the lowest, in standard errors. */
    private double sigmas(double value) {
        return Math.sqrt(rise(points.get(value)));
    }

    private double rise(RefitRecord point) {
        double lowest = points.values().stream()
                .mapToDouble(RefitRecord::chiSquared)
                .min()
                .orElse(minimum.chiSquared());
        return Math.max(0, point.chiSquared() - Math.min(lowest, minimum.chiSquared())) / scale;
    }

    /** The value with the lowest chi^2: the minimum of the fit, unless a point is clearly lower. */
    private double lowest() {
        double best = minimum.values()[index];
        double least = minimum.chiSquared() - CHI_SQUARED_TOLERANCE;
        for (var point : points.entrySet()) {
            if (point.getValue().chiSquared() < least) {
                least = point.getValue().chiSquared();
                best = point.getKey();
            }
        }
        return best;
    }

    /** Extrapolates all parameters from two points, within the bounds; with one point, returns its values. */
    private double[] extrapolated(double before, double at, double next) {
        double[] last = points.get(at).values();
        if (Double.isNaN(before) || before == at) {
            return last;
        }
        double[] first = points.get(before).values();
        double[] values = last.clone();
        for (int i = 0; i < values.length; i++) {
            Parameter p = space.parameters().get(i);
            if (p.isFree()) {
                double line = last[i] + (next - at) / (at - before) * (last[i] - first[i]);
                values[i] = Math.max(p.min(), Math.min(p.max(), line));
            }
        }
        return values;
    }

    /** Refits at some values and keeps the lower minimum where a point was refitted before. */
    private void refit(List<Double> values, List<double[]> starts) {
        List<TaskInput> tasks = new ArrayList<>();
        for (int k = 0; k < values.size(); k++) {
            double[] start = starts.get(k);
            double[] input = new double[start.length + 1];
            input[0] = values.get(k);
            System.arraycopy(start, 0, input, 1, start.length);
            tasks.add(new TaskInput(count++, input));
        }
        List<TaskResult> results = refits.apply(tasks);
        for (int k = 0; k < results.size(); k++) {
            RefitRecord found = new RefitRecord(results.get(k));
            RefitRecord known = points.get(values.get(k));
            if (known == null || found.chiSquared() < known.chiSquared()) {
                improved |= known != null && found.chiSquared() < known.chiSquared() - CHI_SQUARED_TOLERANCE * scale;
                points.put(values.get(k), found);
            }
        }
    }

    private ProfileResult result() {
        Parameter profiled = space.parameters().get(index);
        double best = lowest();
        if (best != minimum.values()[index]) {
            messages.add(String.format(
                    Locale.ROOT,
                    "the profile found a lower minimum than the fit, chi^2 lower by %.2f, at %s = %.6g %s; start the fit again from there",
                    minimum.chiSquared() - points.get(best).chiSquared(),
                    profiled.name(),
                    best,
                    profiled.unit()));
        }
        List<ProfileResult.Limit> limits = new ArrayList<>();
        for (int level : LEVELS) {
            double[] side = new double[2];
            for (int k = 0; k < 2; k++) {
                double[] bracket = bracket(level, k == 0);
                side[k] = bracket == null ? Double.NaN : crossing(bracket, level);
            }
            limits.add(new ProfileResult.Limit(level, side[0], side[1]));
            reportOpenSides(profiled, level, side);
        }
        List<ProfileResult.Point> list = new ArrayList<>();
        points.forEach((value, point) -> list.add(
                new ProfileResult.Point(value, point.chiSquared(), rise(point), point.values(), point.converged())));
        long failed =
                points.values().stream().filter(point -> !point.converged()).count();
        if (failed > 0) {
            messages.add(failed + " of " + points.size() + " refits of the profile did not converge");
        }
        return new ProfileResult(
                profiled.name(),
                profiled.unit(),
                best,
                Math.min(minimum.chiSquared(), points.get(best).chiSquared()),
                scale,
                list,
                limits,
                messages);
    }

    /** Adds a message for each limit that the profile does not give. */
    private void reportOpenSides(Parameter profiled, int level, double[] side) {
        double[] bounds = {points.firstKey(), points.lastKey()};
        for (int k = 0; k < 2; k++) {
            if (Double.isNaN(side[k])) {
                messages.add(String.format(
                        Locale.ROOT,
                        "%s has no %s limit at %d sigma: where the profile ends, at %.4g %s, it has risen to %.2f sigma",
                        profiled.name(),
                        k == 0 ? "lower" : "upper",
                        level,
                        bounds[k],
                        profiled.unit(),
                        sigmas(bounds[k])));
            }
        }
    }
}
