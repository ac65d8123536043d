package org.steelyard.inference.sample;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Draws points from the prior above a likelihood, in batches: from the whole unit cube while it is smaller than the
 * ellipsoids around the live points, then from the ellipsoids, and by slice sampling when too few draws from the
 * ellipsoids are accepted. A batch is drawn above the threshold of its first point. The run rejects a later point below
 * its own threshold; the distribution of the others stays correct.
 */
final class NestedProposals {

    /** Slices per walk and per (dimension + 1): half as many gave too small errors on a curved posterior. */
    private static final int SLICES_PER_DIMENSION = 6;

    /** Mean evaluations per slice: two for the ends, two to three for a point inside. */
    private static final double EVALUATIONS_PER_SLICE = 4.5;

    /** Updates of the ellipsoids between selections of their smallest cluster. */
    private static final int UPDATES_PER_SELECTION = 5;

    private final SamplingProblem problem;
    private final PriorFocus focus;
    private final UniformRandomProvider random;
    private final ZigguratSampler.NormalizedGaussian normal;
    private final int batchSize;
    private final int slices;
    private final Deque<LivePoint> queue = new ArrayDeque<>();

    private EllipsoidUnion bound;
    private int updates;
    private boolean slicing;
    private int evaluations;

    NestedProposals(SamplingProblem problem, PriorFocus focus, UniformRandomProvider random, int batchSize) {
        this.problem = problem;
        this.focus = focus;
        this.random = random;
        this.normal = ZigguratSampler.NormalizedGaussian.of(random);
        this.batchSize = batchSize;
        this.slices = SLICES_PER_DIMENSION * (problem.dimension() + 1);
    }

    int evaluations() {
        return evaluations;
    }

    boolean isSlicing() {
        return slicing;
    }

    /** Draws points from the whole focused prior. */
    LivePoint[] fromPrior(int count) {
        double[][] cubes = new double[count][];
        for (int i = 0; i < count; i++) {
            cubes[i] = UnitCube.sample(problem.dimension(), random);
        }
        return evaluate(cubes);
    }

    /**
     * Updates the ellipsoids from the live points, and selects slice sampling where it needs fewer evaluations.
     *
     * @param live points
     * @param logVolume ln of the prior volume above the lowest likelihood
     * @param efficiency accepted points per evaluation since the last update
     */
    void update(List<LivePoint> live, double logVolume, double efficiency) {
        slicing |= efficiency * slices * EVALUATIONS_PER_SLICE < 1;
        double[][] points = live.stream().map(LivePoint::cube).toArray(double[][]::new);
        bound = updates++ % UPDATES_PER_SELECTION == 0
                ? EllipsoidUnion.best(points, logVolume, random)
                : bound.around(points, logVolume, random);
    }

    /** The next candidate, whose likelihood may be below the threshold. */
    LivePoint next(List<LivePoint> live, double threshold) {
        while (queue.isEmpty()) {
            if (!slicing) {
                draw();
            }
            if (slicing) {
                walk(live, threshold);
            }
        }
        return queue.remove();
    }

    private void draw() {
        double[][] cubes = new double[batchSize][];
        for (int i = 0; i < batchSize; i++) {
            cubes[i] = bound.logVolume() > 0
                    ? UnitCube.sample(problem.dimension(), random)
                    : bound.sampleOrNull(random, normal);
            if (cubes[i] == null) {
                slicing = true;
                return;
            }
        }
        queue.addAll(List.of(evaluate(cubes)));
    }

    /** Runs a batch of walks to the end of all, since the walks that end first are a biased sample. */
    private void walk(List<LivePoint> live, double threshold) {
        List<LivePoint> above =
                live.stream().filter(p -> p.logFocused() > threshold).toList();
        SliceWalk[] walks = new SliceWalk[batchSize];
        for (int i = 0; i < batchSize; i++) {
            LivePoint start = above.get(random.nextInt(above.size()));
            walks[i] = new SliceWalk(start, threshold, slices, () -> direction(live), random);
        }
        boolean[] active = new boolean[batchSize];
        while (true) {
            double[][] wanted = new double[batchSize][];
            int count = 0;
            for (int i = 0; i < batchSize; i++) {
                double[] point = walks[i].nextOrNull();
                active[i] = point != null;
                if (active[i]) {
                    wanted[count++] = point;
                }
            }
            if (count == 0) {
                break;
            }
            LivePoint[] evaluated = evaluate(Arrays.copyOf(wanted, count));
            int next = 0;
            for (int i = 0; i < batchSize; i++) {
                if (active[i]) {
                    walks[i].advance(evaluated[next++]);
                }
            }
        }
        for (SliceWalk walk : walks) {
            queue.add(walk.point());
        }
    }

    /**
     * A direction for a slice: half from one live point to another, half along an ellipsoid, independent of the walk.
     */
    private double[] direction(List<LivePoint> live) {
        if (random.nextBoolean()) {
            return bound.radius(random, normal);
        }
        double[] from = live.get(random.nextInt(live.size())).cube();
        double[] to = live.get(random.nextInt(live.size())).cube();
        double[] direction = new double[from.length];
        for (int j = 0; j < direction.length; j++) {
            direction[j] = to[j] - from[j];
        }
        return direction;
    }

    private LivePoint[] evaluate(double[][] cubes) {
        double[][] prior = new double[cubes.length][];
        double[][] values = new double[cubes.length][];
        for (int i = 0; i < cubes.length; i++) {
            prior[i] = focus.quantiles(cubes[i]);
            values[i] = problem.values(prior[i]);
        }
        double[] logLikelihood = problem.evaluate(values);
        evaluations += cubes.length;
        LivePoint[] points = new LivePoint[cubes.length];
        for (int i = 0; i < cubes.length; i++) {
            double logFocused = logLikelihood[i] - focus.logDensity(prior[i]);
            points[i] = new LivePoint(cubes[i], values[i], logLikelihood[i], logFocused);
        }
        return points;
    }
}
