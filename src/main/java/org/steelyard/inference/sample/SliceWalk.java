package org.steelyard.inference.sample;

import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A walk inside the region above a likelihood by slice sampling along random directions, with stepping out and
 * shrinkage (Neal 2003, Annals of Statistics 31, 705). The caller evaluates one point at a time, so that many walks can
 * advance in one batch.
 */
final class SliceWalk {

    /** Largest number of steps outward, divided at random between left and right. */
    private static final int MAX_STEPS = 32;

    private enum Stage {
        LEFT,
        RIGHT,
        SHRINK
    }

    private final double threshold;
    private final UniformRandomProvider random;
    private final Supplier<double[]> directions;
    private int slicesLeft;

    private LivePoint point;
    private double[] direction;
    private double left;
    private double right;
    private double at;
    private int leftSteps;
    private int rightSteps;
    private Stage stage = Stage.LEFT;

    /**
     * @param start point above the threshold
     * @param threshold lower limit of the likelihood in the region
     * @param slices number of moves, at least 1
     * @param directions vectors of about the size of the region
     * @param random generator
     */
    SliceWalk(
            LivePoint start,
            double threshold,
            int slices,
            Supplier<double[]> directions,
            UniformRandomProvider random) {
        this.point = start;
        this.threshold = threshold;
        this.slicesLeft = slices;
        this.directions = directions;
        this.random = random;
        begin();
    }

    LivePoint point() {
        return point;
    }

    /** The next point to evaluate, inside the unit cube; null at the end of the walk. */
    double[] nextOrNull() {
        while (slicesLeft > 0) {
            double[] wanted = place();
            if (UnitCube.contains(wanted)) {
                return wanted;
            }
            move(false, null);
        }
        return null;
    }

    /** Continues the walk with the evaluated point. */
    void advance(LivePoint evaluated) {
        move(evaluated.logFocused() > threshold, evaluated);
    }

    private void move(boolean inside, LivePoint evaluatedOrNull) {
        switch (stage) {
            case LEFT -> {
                if (inside && leftSteps > 0) {
                    left--;
                    leftSteps--;
                } else {
                    stage = Stage.RIGHT;
                }
            }
            case RIGHT -> {
                if (inside && rightSteps > 0) {
                    right++;
                    rightSteps--;
                } else {
                    stage = Stage.SHRINK;
                    at = left + random.nextDouble() * (right - left);
                }
            }
            case SHRINK -> {
                if (inside) {
                    point = evaluatedOrNull;
                    slicesLeft--;
                    if (slicesLeft > 0) {
                        begin();
                    }
                } else {
                    if (at < 0) {
                        left = at;
                    } else {
                        right = at;
                    }
                    at = left + random.nextDouble() * (right - left);
                }
            }
        }
    }

    private void begin() {
        direction = directions.get();
        left = -random.nextDouble();
        right = left + 1;
        leftSteps = random.nextInt(MAX_STEPS);
        rightSteps = MAX_STEPS - 1 - leftSteps;
        stage = Stage.LEFT;
    }

    private double[] place() {
        double t = switch (stage) {
            case LEFT -> left;
            case RIGHT -> right;
            case SHRINK -> at;
        };
        double[] place = new double[direction.length];
        for (int j = 0; j < place.length; j++) {
            place[j] = point.cube()[j] + t * direction[j];
        }
        return place;
    }
}
