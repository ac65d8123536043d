package org.steelyard.inference.sample;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Draws points from the prior above a likelihood, a batch at a time: from the whole cube as long as the ellipsoids around the live points
 * are no smaller, then from the ellipsoids, and by slices once those hit too rarely. A batch is drawn above the threshold of its first
 * point; a later one that falls below the threshold of its turn is refused then, which leaves the rest distributed as it should be.
 */
final class NestedProposals {

    /** Slices per walk, for each dimension and one more: with half as many the errors of a curved posterior came out too small. */
    private static final int SLICES_PER_DIMENSION = 6;

    /** Evaluations of a slice: two to find the ends, two to three to land inside. */
    private static final double EVALUATIONS_PER_SLICE = 4.5;

    /** How finely the ellipsoids are split is chosen anew every so often; otherwise they only follow the points. */
    private static final int LESSONS_BETWEEN_CHOICES = 5;

    private final SamplingProblem problem;
    private final PriorFocus focus;
    private final UniformRandomProvider random;
    private final ZigguratSampler.NormalizedGaussian normal;
    private final int batchSize;
    private final int slices;
    private final Deque<LivePoint> queue = new ArrayDeque<>();

    private EllipsoidUnion bound;
    private int lessons;
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

    /** Points from the whole prior. */
    LivePoint[] fromPrior(int count) {
        double[][] cubes = new double[count][];
        for (int i = 0; i < count; i++) {
            cubes[i] = UnitCube.sample(problem.dimension(), random);
        }
        return evaluate(cubes);
    }

    /**
     * Learns the region from the live points.
     *
     * @param logVolume ln of the volume that they should fill
     * @param efficiency accepted per evaluated since the last time
     */
    void learn(List<LivePoint> live, double logVolume, double efficiency) {
        slicing |= efficiency * slices * EVALUATIONS_PER_SLICE < 1;
        double[][] points = live.stream().map(LivePoint::cube).toArray(double[][]::new);
        bound = lessons++ % LESSONS_BETWEEN_CHOICES == 0
                ? EllipsoidUnion.best(points, logVolume, random)
                : bound.around(points, logVolume, random);
    }

    /** The next candidate; its likelihood need not be above the threshold. */
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
            cubes[i] =
                    bound.logVolume() > 0 ? UnitCube.sample(problem.dimension(), random) : bound.sample(random, normal);
            if (cubes[i] == null) {
                slicing = true;
                return;
            }
        }
        queue.addAll(List.of(evaluate(cubes)));
    }

    /** Walks side by side; all are waited for, since those that end first are not a fair sample. */
    private void walk(List<LivePoint> live, double threshold) {
        List<LivePoint> above =
                live.stream().filter(p -> p.logLikelihood() > threshold).toList();
        SliceWalk[] walks = new SliceWalk[batchSize];
        for (int i = 0; i < batchSize; i++) {
            LivePoint start = above.get(random.nextInt(above.size()));
            walks[i] = new SliceWalk(start, threshold, slices, () -> direction(live), random);
        }
        boolean[] asks = new boolean[batchSize];
        while (true) {
            double[][] wanted = new double[batchSize][];
            int count = 0;
            for (int i = 0; i < batchSize; i++) {
                double[] point = walks[i].ask();
                asks[i] = point != null;
                if (asks[i]) {
                    wanted[count++] = point;
                }
            }
            if (count == 0) {
                break;
            }
            LivePoint[] answers = evaluate(Arrays.copyOf(wanted, count));
            int next = 0;
            for (int i = 0; i < batchSize; i++) {
                if (asks[i]) {
                    walks[i].tell(answers[next++]);
                }
            }
        }
        for (SliceWalk walk : walks) {
            queue.add(walk.point());
        }
    }

    /** Half of the directions are from one live point to another, half follow an ellipsoid; neither knows the point that will move. */
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
            prior[i] = focus.spread(cubes[i]);
            values[i] = problem.values(prior[i]);
        }
        double[] answers = problem.evaluate(values);
        evaluations += cubes.length;
        LivePoint[] points = new LivePoint[cubes.length];
        for (int i = 0; i < cubes.length; i++) {
            points[i] = new LivePoint(cubes[i], values[i], answers[i] - focus.logDensity(prior[i]), answers[i]);
        }
        return points;
    }
}
