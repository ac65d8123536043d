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
 * The points of a profile: outward on both sides of the minimum in steps of about half a standard error, then back from
 * both ends to leave false minima, then at the crossings. Each point depends on earlier results alone.
 */
final class ProfileSearch {

    /** [standard error] of a step outwards. */
    private static final double STEP = 0.6;

    /** [standard error] The curve is followed this far: a step beyond the last limit. */
    private static final double FAR = 3.2;

    /** Steps outwards on a side: with doubled steps they cross any range. */
    private static final int MOST_STEPS = 40;

    /** From the 3 sigma limit of a positive quantity down to its end, at these parts of the way. */
    private static final double[] WAY_DOWN = {0.25, 0.5, 0.75, 1};

    /** [-] of chi^2: the tolerance of the fits on both sides. A lower minimum than that is another one. */
    private static final double LOWER = 0.05;

    /** [standard error] A crossing need not be met more closely. */
    private static final double CROSSING = 0.02;

    private static final int MOST_REFINEMENTS = 6;
    private static final int[] LEVELS = {1, 2, 3};

    private final ParameterSpace space;
    private final int place;
    private final Range range;
    private final FittedGalaxy.Minimum minimum;
    private final double scale;
    private final Function<List<TaskInput>, List<TaskResult>> asked;
    private final TreeMap<Double, RefitRecord> points = new TreeMap<>();
    private final List<String> messages = new ArrayList<>();
    private int count;
    private boolean improved;

    /**
     * Where the parameter may be held.
     *
     * @param lowest [unit of the parameter]
     * @param highest [unit of the parameter]
     */
    record Range(double lowest, double highest) {

        double clipped(double value) {
            return Math.max(lowest, Math.min(highest, value));
        }
    }

    /**
     * @param space the parameters
     * @param place of the one that is held
     * @param range where
     * @param minimum of chi^2
     * @param scale of its rise
     * @param asked gives the answers of requests, in their order
     */
    ProfileSearch(
            ParameterSpace space,
            int place,
            Range range,
            FittedGalaxy.Minimum minimum,
            double scale,
            Function<List<TaskInput>, List<TaskResult>> asked) {
        this.space = space;
        this.place = place;
        this.range = range;
        this.minimum = minimum;
        this.scale = scale;
        this.asked = asked;
    }

    ProfileResult run() {
        double best = minimum.values()[place];
        ask(List.of(best), List.of(minimum.values()));
        outwards();
        toTheEnd();
        inwards(true);
        inwards(false);
        refine();
        return result();
    }

    /** Both sides at a time; a side that is done waits for the other. */
    private void outwards() {
        double best = minimum.values()[place];
        double error = minimum.errors()[place] * Math.sqrt(scale);
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
                ask(values, starts);
            }
            for (int k = 0; k < values.size(); k++) {
                int side = sides.get(k);
                double rise = root(values.get(k)) - root(at[side]);
                before[side] = at[side];
                at[side] = values.get(k);
                step[side] *= Math.max(0.3, Math.min(2.5, STEP / Math.max(rise, 1e-3)));
                done[side] = root(at[side]) > FAR;
            }
        }
    }

    /** A mass is followed down to none: its rise there says how well the black hole is seen. */
    private void toTheEnd() {
        double end = points.firstKey();
        if (range.lowest() == 0 && end > 0) {
            for (double part : WAY_DOWN) {
                double next = part == 1 ? 0 : end * (1 - part);
                double neighbour = points.firstKey();
                ask(List.of(next), List.of(points.get(neighbour).values()));
            }
        }
    }

    /** Every point again, started from its outer neighbour; a lower minimum is kept and handed on. */
    private void inwards(boolean fromBelow) {
        List<Double> order = new ArrayList<>(fromBelow ? points.keySet() : points.descendingKeySet());
        improved = false;
        for (int k = 1; k < order.size(); k++) {
            double value = order.get(k);
            boolean pastTheMinimum = fromBelow ? value > minimum.values()[place] : value < minimum.values()[place];
            if (pastTheMinimum && !improved) {
                return;
            }
            ask(List.of(value), List.of(points.get(order.get(k - 1)).values()));
        }
    }

    private void refine() {
        for (int n = 0; n < MOST_REFINEMENTS; n++) {
            List<Double> values = new ArrayList<>();
            List<double[]> starts = new ArrayList<>();
            for (int level : LEVELS) {
                for (boolean below : new boolean[] {true, false}) {
                    double[] bracket = bracket(level, below);
                    if (bracket != null
                            && Math.abs(root(bracket[0]) - level) > CROSSING
                            && Math.abs(root(bracket[1]) - level) > CROSSING) {
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
            ask(values, starts);
        }
    }

    /**
     * The outermost two neighbouring points between which the curve passes a level; inner first; null if it never does.
     */
    private double[] bracket(int level, boolean below) {
        double lowest = lowest();
        List<Double> outwards = new ArrayList<>(
                below
                        ? points.headMap(lowest, true).descendingKeySet()
                        : points.tailMap(lowest, true).keySet());
        if (outwards.isEmpty() || root(outwards.get(outwards.size() - 1)) < level) {
            return null;
        }
        for (int k = outwards.size() - 1; k > 0; k--) {
            if (root(outwards.get(k - 1)) < level) {
                return new double[] {outwards.get(k - 1), outwards.get(k)};
            }
        }
        return null;
    }

    private double crossing(double[] bracket, int level) {
        double inner = root(bracket[0]);
        double outer = root(bracket[1]);
        return bracket[0] + (level - inner) / (outer - inner) * (bracket[1] - bracket[0]);
    }

    /** Standard errors of the rise of chi^2 above the lowest. */
    private double root(double value) {
        return Math.sqrt(rise(points.get(value)));
    }

    private double rise(RefitRecord point) {
        double lowest =
                points.values().stream().mapToDouble(RefitRecord::chiSquared).min().orElse(minimum.chiSquared());
        return Math.max(0, point.chiSquared() - Math.min(lowest, minimum.chiSquared())) / scale;
    }

    /** Where chi^2 is lowest: the minimum of the fit unless a point lies clearly below it. */
    private double lowest() {
        double best = minimum.values()[place];
        double least = minimum.chiSquared() - LOWER;
        for (var point : points.entrySet()) {
            if (point.getValue().chiSquared() < least) {
                least = point.getValue().chiSquared();
                best = point.getKey();
            }
        }
        return best;
    }

    /** The values on the line through two points, inside the bounds; those of the second where there is one alone. */
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

    private void ask(List<Double> values, List<double[]> starts) {
        List<TaskInput> requests = new ArrayList<>();
        for (int k = 0; k < values.size(); k++) {
            double[] start = starts.get(k);
            double[] input = new double[start.length + 1];
            input[0] = values.get(k);
            System.arraycopy(start, 0, input, 1, start.length);
            requests.add(new TaskInput(count++, input));
        }
        List<TaskResult> rows = asked.apply(requests);
        for (int k = 0; k < rows.size(); k++) {
            RefitRecord found = new RefitRecord(rows.get(k));
            RefitRecord known = points.get(values.get(k));
            if (known == null || found.chiSquared() < known.chiSquared()) {
                improved |= known != null && found.chiSquared() < known.chiSquared() - LOWER * scale;
                points.put(values.get(k), found);
            }
        }
    }

    private ProfileResult result() {
        Parameter held = space.parameters().get(place);
        double best = lowest();
        if (best != minimum.values()[place]) {
            messages.add(String.format(
                    Locale.ROOT,
                    "the profile found a lower minimum than the fit, chi^2 lower by %.2f, at %s = %.6g %s; start the fit again from there",
                    minimum.chiSquared() - points.get(best).chiSquared(),
                    held.name(),
                    best,
                    held.unit()));
        }
        List<ProfileResult.Limit> limits = new ArrayList<>();
        for (int level : LEVELS) {
            double[] side = new double[2];
            for (int k = 0; k < 2; k++) {
                double[] bracket = bracket(level, k == 0);
                side[k] = bracket == null ? Double.NaN : crossing(bracket, level);
            }
            limits.add(new ProfileResult.Limit(level, side[0], side[1]));
            open(held, level, side);
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
                held.name(),
                held.unit(),
                best,
                Math.min(minimum.chiSquared(), points.get(best).chiSquared()),
                scale,
                list,
                limits,
                messages);
    }

    private void open(Parameter held, int level, double[] side) {
        double[] bounds = {points.firstKey(), points.lastKey()};
        for (int k = 0; k < 2; k++) {
            if (Double.isNaN(side[k])) {
                messages.add(String.format(
                        Locale.ROOT,
                        "%s has no %s limit at %d sigma: where the profile ends, at %.4g %s, it has risen to %.2f sigma",
                        held.name(),
                        k == 0 ? "lower" : "upper",
                        level,
                        bounds[k],
                        held.unit(),
                        root(bounds[k])));
            }
        }
    }
}
