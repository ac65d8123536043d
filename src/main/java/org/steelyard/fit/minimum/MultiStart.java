// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.minimum;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.steelyard.config.Configuration;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.Refit;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Scale;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;

/**
 * The minima of a coarse model. Minimisations begin at the given start, at the measured one, and at the best few of some
 * hundred {@link TrialPoints} that differ. A minimum with a parameter at its bound is tried again from inside.
 */
final class MultiStart {

    /**
     * Optimiser of the coarse model, whose minimum is off by some tenths of a standard error and whose chi^2 is as
     * rough as the effect of one.
     */
    private static final LevenbergMarquardt FIRST =
            LevenbergMarquardt.defaults().withTolerances(1, 0.3).withMaxEvaluations(40);

    /** A short minimisation from a trial point, which chooses among them. */
    private static final LevenbergMarquardt SHORT = FIRST.withMaxEvaluations(4);

    /** Relative difference below which two starting points are the same: {@code init} writes five digits. */
    private static final double ANOTHER_START = 1e-3;

    /** TrialPoints for each parameter that is tried, where the configuration leaves their number open. */
    private static final int TRIALS_EACH = 12;

    /** TrialPoints for each shape of a law, about the lowest minimum. */
    private static final int TRIALS_OF_A_SHAPE = 32;

    /** Trial points of short minimisations, and those of full ones. */
    private static final int SHORT_ONES = 4;

    private static final int FINALISTS = 2;

    /** TrialPoints that differ by less than this share of every span lead to the same minimum. */
    private static final double SAME_PLACE = 0.15;

    /** A minimum that lies less than this above the lowest, in units of reduced chi^2, is tried with the full model. */
    private static final double CLOSE = 30;

    private final Configuration config;
    private final FitOptions options;
    private final GalaxyModel galaxy;
    private final List<String> messages;
    private ParameterSpace space;
    private DiskProblem problem;
    private final List<Solution> ends = new ArrayList<>();
    private int evaluations;
    private int starts;

    /**
     * @param config what to fit
     * @param options how
     * @param galaxy the physics of the coarse model
     * @param messages one line each for the user. Modified
     */
    MultiStart(Configuration config, FitOptions options, GalaxyModel galaxy, List<String> messages) {
        this.config = config;
        this.options = options;
        this.galaxy = galaxy;
        this.messages = messages;
    }

    /**
     * Finds minima.
     *
     * @param given the problem of the coarse model at the given start
     * @param rough the same problem of an even coarser model, at which trials try chi^2
     * @param measured starting values measured without the user's settings; null for none
     * @return the ends of all minimisations that differ, the lowest first
     */
    List<Solution> minima(DiskProblem given, DiskProblem rough, InitialGuess measured) {
        double[] other = fromStarts(given, measured);
        Solution fromGiven = ends.get(0);
        if (trying()) {
            double radius = measured == null ? 1 : 0.4 * measured.region().semiMajor();
            trial(new TrialPoints(galaxy, space, radius, options.seed()), rough.with(space), other);
            fromInside();
        }
        List<Solution> minima = distinctOnes();
        Solution best = minima.get(0);
        if (best.chiSquared() < fromGiven.chiSquared() - distinct(best, problem.residualCount())) {
            messages.add(String.format(
                    Locale.ROOT,
                    "from the given start the fit ended in a false minimum, chi^2 = %.1f of the coarse model; the lowest one, %.1f, was found from other starts",
                    fromGiven.chiSquared(),
                    best.chiSquared()));
        }
        return minima;
    }

    /**
     * @param given the problem of the coarse model at the given start
     * @param measured starting values measured without the user's settings
     * @return the lower of the ends from the given and the measured start
     */
    Solution nearest(DiskProblem given, InitialGuess measured) {
        fromStarts(given, measured);
        return best();
    }

    /** Minimises from the given and, where others are tried, the measured start, which is returned. */
    private double[] fromStarts(DiskProblem given, InitialGuess measured) {
        space = towardsRecedingSide(given, measured);
        problem = given.with(space);
        minimise(space.startFree(), FIRST);
        double[] other = measured == null
                ? space.startFree()
                : measuredStart(space, measured, measured.values().keySet());
        if (trying() && differ(space.startFree(), other)) {
            minimise(other, FIRST);
        }
        return other;
    }

    /** Whether other starts than the given one are tried. */
    boolean trying() {
        return config.fit().starts() == null || config.fit().starts() > 0;
    }

    /** The parameters, with a position angle that points to the receding side. */
    ParameterSpace space() {
        return space;
    }

    /** Evaluations of the model so far. */
    int evaluations() {
        return evaluations;
    }

    /** Whether the full model may reverse the order of two minima. */
    boolean isClose(Solution rival, Solution best) {
        return rival.chiSquared() - best.chiSquared() < CLOSE * distinct(best, problem.residualCount());
    }

    /** Smallest difference in chi^2 between distinct minima: the effect of one standard error. */
    static double distinct(Solution best, int data) {
        return Math.max(1, best.chiSquared() / data);
    }

    /**
     * @param best the lowest minimum of the coarse model
     * @param chiSquared of the same minimum with the full model
     * @return the numbers of this search
     */
    FitResult.Search counts(Solution best, double chiSquared) {
        double level = best.chiSquared() + distinct(best, problem.residualCount());
        int same = (int) ends.stream().filter(end -> end.chiSquared() <= level).count();
        double next = ends.stream()
                .filter(end -> end.converged() && end.chiSquared() > level)
                .mapToDouble(Solution::chiSquared)
                .min()
                .orElse(Double.NaN);
        return new FitResult.Search(starts, same, next - best.chiSquared() + chiSquared);
    }

    private void minimise(double[] start, LevenbergMarquardt steps) {
        starts++;
        ends.add(from(start, steps));
    }

    private Solution from(double[] start, LevenbergMarquardt steps) {
        Solution end = Refit.run(problem.with(space.withStarts(space.physical(start))), steps, options.observer());
        evaluations += end.evaluations();
        return end;
    }

    private Solution best() {
        return ends.stream().min(ORDER).orElseThrow();
    }

    /** Finite and lower first. */
    private static final Comparator<Solution> ORDER =
            Comparator.comparingDouble(s -> Double.isNaN(s.chiSquared()) ? Double.POSITIVE_INFINITY : s.chiSquared());

    /** Minimisations from the best trials that differ. */
    private void trial(TrialPoints trials, DiskProblem rough, double[] measured) {
        Solution lowest = best();
        int[] tried = trials.tried(lowest);
        int[] shapes = trials.shapes(tried);
        if (tried.length == 0) {
            return;
        }
        boolean shaped = shapes.length > 1 && shapes.length < tried.length;
        Integer given = config.fit().starts();
        int ofShapes = !shaped ? 0 : given == null ? TRIALS_OF_A_SHAPE * shapes.length : given / 2;
        int ofAll = given == null ? TRIALS_EACH * tried.length : given - ofShapes;
        double[] best = lowest.point();
        List<Solution> finalists = new ArrayList<>();
        if (ofShapes > 0) {
            finalists.addAll(shortened(trials, rough, List.of(best), shapes, ofShapes, best));
        }
        finalists.addAll(shortened(trials, rough, List.of(measured, best), tried, ofAll, best));
        for (Solution finalist : finalists) {
            ends.add(isKnown(finalist) ? finalist : from(finalist.point(), FIRST));
        }
    }

    /** Whether a minimisation has come to the lowest minimum so far. */
    private boolean isKnown(Solution end) {
        Solution best = best();
        return Math.abs(end.chiSquared() - best.chiSquared()) < distinct(best, problem.residualCount());
    }

    /** The ends of the best few of some trials, after a few steps each: those at the known minimum, and some others. */
    private List<Solution> shortened(
            TrialPoints trials, DiskProblem rough, List<double[]> estimates, int[] varied, int count, double[] known) {
        List<double[]> points = trials.points(estimates, varied, count);
        double[] chiSquared = points.stream().mapToDouble(rough::chiSquared).toArray();
        starts += count;
        evaluations += count;
        int[] order = IntStream.range(0, count)
                .filter(k -> Double.isFinite(chiSquared[k]))
                .boxed()
                .sorted(Comparator.comparingDouble(k -> chiSquared[k]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<double[]> chosen = new ArrayList<>();
        List<double[]> places = new ArrayList<>(List.of(known));
        for (int k = 0; k < order.length && chosen.size() < SHORT_ONES; k++) {
            double[] point = points.get(order[k]);
            if (places.stream().allMatch(place -> trials.distance(point, place, varied) > SAME_PLACE)) {
                places.add(point);
                chosen.add(point);
            }
        }
        List<Solution> shortEnds =
                chosen.stream().map(point -> from(point, SHORT)).sorted(ORDER).toList();
        List<Solution> finalists =
                new ArrayList<>(shortEnds.stream().filter(this::isKnown).toList());
        int others = 0;
        for (Solution end : shortEnds) {
            if (others < FINALISTS
                    && finalists.stream()
                            .allMatch(one -> trials.distance(end.point(), one.point(), varied) > SAME_PLACE)) {
                finalists.add(end);
                others++;
            }
        }
        return finalists;
    }

    /** Tries the lowest minimum again with the parameters at a bound moved inside. */
    private void fromInside() {
        Solution best = best();
        double[] lower = space.lowerFree();
        double[] upper = space.upperFree();
        double[] point = best.point().clone();
        boolean moved = false;
        for (int f = 0; f < point.length; f++) {
            if (best.atBound()[f]) {
                point[f] = 0.5 * (lower[f] + upper[f]);
                moved = true;
            }
        }
        if (moved) {
            minimise(point, FIRST);
        }
    }

    /** The lowest end of each minimum, the lowest first. */
    private List<Solution> distinctOnes() {
        List<Solution> sorted = ends.stream().sorted(ORDER).toList();
        List<Solution> minima = new ArrayList<>();
        for (Solution end : sorted) {
            if (minima.stream()
                    .allMatch(other ->
                            end.chiSquared() - other.chiSquared() > distinct(other, problem.residualCount()))) {
                minima.add(end);
            }
        }
        return minima.isEmpty() ? sorted : minima;
    }

    /**
     * Turns a position angle that points to the approaching side by 180 deg, with a message: no optimiser recovers from
     * there. Either angle is judged with the given or the measured values of the other parameters, whichever suit it: at a
     * wrong systemic velocity both sides approach.
     */
    private ParameterSpace towardsRecedingSide(DiskProblem given, InitialGuess measured) {
        ParameterSpace start = given.space();
        List<Parameter> angles = galaxy.galaxy().positionAngles().stream()
                .map(name -> start.parameters().get(start.index(name)))
                .toList();
        if (!angles.stream().allMatch(Parameter::isFree)) {
            return start;
        }
        double turn = angles.get(0).start() < 180 ? 180 : -180;
        ParameterSpace other = start;
        for (Parameter angle : angles) {
            double turned = angle.start() + turn;
            other = other.with(new Parameter(
                    angle.name(),
                    angle.unit(),
                    turned,
                    Math.min(angle.min(), turned - 180),
                    Math.max(angle.max(), turned + 180),
                    false,
                    Scale.LINEAR,
                    null,
                    angle.priorOrNull()));
        }
        if (!(atEitherStart(given.with(other), measured) < atEitherStart(given, measured))) {
            return start;
        }
        messages.add(String.format(
                Locale.ROOT,
                "parameters.%s.start = %.2f deg points to the approaching side; the fit was started at %.2f deg, the receding one",
                angles.get(0).name(),
                angles.get(0).start(),
                angles.get(0).start() + turn));
        return other;
    }

    /** The smaller chi^2 of the given start and of the measured one at the given position angle. */
    private double atEitherStart(DiskProblem problem, InitialGuess measured) {
        ParameterSpace its = problem.space();
        double atStart = problem.chiSquared(its.startFree());
        if (measured == null) {
            return atStart;
        }
        Set<String> others = new HashSet<>(measured.values().keySet());
        galaxy.galaxy().positionAngles().forEach(others::remove);
        return Math.min(atStart, problem.chiSquared(measuredStart(its, measured, others)));
    }

    /** Coordinates of measured starting values of the free parameters of these names, inside their bounds. */
    private double[] measuredStart(ParameterSpace space, InitialGuess measured, Collection<String> names) {
        double[] values = space.physical(space.startFree());
        List<String> angles = galaxy.galaxy().positionAngles();
        Double first = measured.values().get(angles.get(0));
        double turns = first == null
                ? 0
                : turned(
                                first,
                                space.parameters()
                                        .get(space.index(angles.get(0)))
                                        .min())
                        - first;
        for (int i = 0; i < values.length; i++) {
            Parameter p = space.parameters().get(i);
            Double value = measured.values().get(p.name());
            if (p.isFree() && value != null && names.contains(p.name())) {
                double inside = angles.contains(p.name()) ? value + turns : value;
                values[i] = Math.max(p.min(), Math.min(p.max(), inside));
            }
        }
        return space.free(values);
    }

    /** [deg] The same direction, less than a turn above the lower bound. */
    private static double turned(double angle, double min) {
        return angle - 360 * Math.floor((angle - min) / 360);
    }

    private boolean differ(double[] one, double[] other) {
        double[] a = space.physical(one);
        double[] b = space.physical(other);
        return IntStream.range(0, a.length).anyMatch(i -> Math.abs(a[i] - b[i]) > ANOTHER_START * Math.abs(a[i]));
    }
}
