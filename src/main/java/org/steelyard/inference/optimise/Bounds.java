package org.steelyard.inference.optimise;

import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.units.InputException;

/**
 * Bounds of a problem.
 *
 * @param lower bounds, -infinity for none
 * @param upper bounds above the lower ones, +infinity for none
 */
record Bounds(double[] lower, double[] upper) {

    /** @throws InputException if a bound is NaN or a lower bound is not below the upper one */
    Bounds {
        for (int j = 0; j < lower.length; j++) {
            if (!(lower[j] < upper[j])) {
                throw new InputException("coordinate " + j + ": lower bound " + lower[j] + " must be below upper bound "
                        + upper[j] + "; change one of them");
            }
        }
    }

    /**
     * @param problem with its starting point
     * @return its bounds
     * @throws InputException if the starting point is outside the bounds or not finite
     */
    static Bounds of(LeastSquaresProblem problem) {
        Bounds bounds = new Bounds(problem.lower(), problem.upper());
        double[] start = problem.start();
        for (int j = 0; j < start.length; j++) {
            if (!Double.isFinite(start[j]) || start[j] < bounds.lower[j] || start[j] > bounds.upper[j]) {
                throw new InputException("coordinate " + j + ": start " + start[j] + " must be a finite number from "
                        + bounds.lower[j] + " to " + bounds.upper[j] + "; change the start or the bound");
            }
        }
        return bounds;
    }

    /** Whether a value is exactly a bound of coordinate j. */
    boolean touches(int j, double value) {
        return value == lower[j] || value == upper[j];
    }

    double range(int j) {
        return upper[j] - lower[j];
    }

    double clip(int j, double value) {
        return Math.max(lower[j], Math.min(upper[j], value));
    }
}
