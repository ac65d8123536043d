// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.steelyard.campaign.TaskResult;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;

/**
 * The result of a refit as numbers: the values of all parameters, chi^2, the number of evaluations, and 1 if the refit
 * converged. The note gives the reason why it did not converge, or the parameters at a bound.
 *
 * @param result the numbers and the note
 */
record RefitRecord(TaskResult result) {

    /** Numbers after the parameter values. */
    private static final int EXTRA = 3;

    /** Encodes the minimum of a problem. */
    static TaskResult of(int index, Solution solution, ParameterSpace space) {
        double[] values = space.physical(solution.point());
        double[] numbers = Arrays.copyOf(values, values.length + EXTRA);
        numbers[values.length] = solution.chiSquared();
        numbers[values.length + 1] = solution.evaluations();
        numbers[values.length + 2] = solution.converged() ? 1 : 0;
        return new TaskResult(index, numbers, note(solution, space));
    }

    private static String note(Solution solution, ParameterSpace space) {
        if (!solution.converged()) {
            return solution.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        List<String> bounds = new ArrayList<>();
        for (int j = 0; j < solution.point().length; j++) {
            if (solution.atBound()[j]) {
                bounds.add(space.freeNames().get(j) + " at its bound");
            }
        }
        return String.join(", ", bounds);
    }

    private int size() {
        return result.values().length - EXTRA;
    }

    double[] values() {
        return Arrays.copyOf(result.values(), size());
    }

    double chiSquared() {
        return result.values()[size()];
    }

    boolean converged() {
        return result.values()[size() + 2] == 1;
    }
}
