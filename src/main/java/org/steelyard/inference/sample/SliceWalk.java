package org.steelyard.inference.sample;

import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One walk inside the region above a likelihood, by slices along random directions with stepping out and shrinkage (Neal 2003, Annals
 * of Statistics 31, 705). It asks for one likelihood at a time, so that many walks can go side by side.
 */
final class SliceWalk {

    /** Stepping out ends here when a direction is far too short; how many of the steps go to the left is drawn at random. */
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
     * @param start above the threshold
     * @param threshold which the walk never crosses
     * @param slices how many moves, at least 1
     * @param directions with a length about that of the region
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

    boolean isDone() {
        return slicesLeft == 0;
    }

    LivePoint point() {
        return point;
    }

    /** The next point inside the cube whose likelihood is needed; null when the walk is done. */
    double[] ask() {
        while (!isDone()) {
            double[] wanted = place();
            if (UnitCube.holds(wanted)) {
                return wanted;
            }
            move(false, null);
        }
        return null;
    }

    /** The point that was asked for, evaluated. */
    void tell(LivePoint answer) {
        move(answer.logLikelihood() > threshold, answer);
    }

    private void move(boolean inside, LivePoint answerOrNull) {
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
                    point = answerOrNull;
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
