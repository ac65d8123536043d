package org.steelyard.inference.optimise;

import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.units.InputException;

/**
 * The box of a problem, checked.
 *
 * @param lower -infinity where there is none
 * @param upper +infinity where there is none, above lower
 */
record Bounds(double[] lower, double[] upper) {

    /** @throws InputException if a bound is NaN or the lower is not below the upper */
    Bounds {
        for (int j = 0; j < lower.length; j++) {
            if (!(lower[j] < upper[j])) {
                throw new InputException("coordinate " + j + ": lower bound " + lower[j] + " must be below upper bound "
                        + upper[j] + "; change one of them");
            }
        }
    }

    /**
     * @param problem whose box and start are looked at
     * @return its box
     * @throws InputException if the start is outside or not finite
     */
    static Bounds of(LeastSquaresProblem problem) {
        Bounds bounds = new Bounds(problem.lower(), problem.upper());
        double[] start = problem.start();
        for (int j = 0; j < start.length; j++) {
            if (!Double.isFinite(start[j]) || start[j] < bounds.lower[j] || start[j] > bounds.upper[j]) {
                throw new InputException("coordinate " + j + ": start " + start[j] + " is not a finite number from "
                        + bounds.lower[j] + " to " + bounds.upper[j] + "; move the start or the bound");
            }
        }
        return bounds;
    }

    /** Whether a coordinate lies exactly at a bound. */
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
