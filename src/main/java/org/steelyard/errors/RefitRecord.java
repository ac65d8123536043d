package org.steelyard.errors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.steelyard.campaign.TaskResult;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;

/**
 * The result of a refit, as a row of numbers: the values of all parameters, chi^2, the number of evaluations, 1 if it
 * converged. The note gives the reason if not, or the parameters at a bound.
 *
 * @param row the numbers
 */
record RefitRecord(TaskResult row) {

    /** Numbers behind the values. */
    private static final int EXTRA = 3;

    /** The minimum of a problem of some parameters. */
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
        return row.values().length - EXTRA;
    }

    double[] values() {
        return Arrays.copyOf(row.values(), size());
    }

    double chiSquared() {
        return row.values()[size()];
    }

    boolean converged() {
        return row.values()[size() + 2] == 1;
    }
}
