// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.campaign.TaskResult;
import org.steelyard.fit.search.FitResult;

/**
 * The budget of systematic errors.
 *
 * @param mass [Msun] of the fit
 * @param lines one for each systematic test, in the order of the groups
 * @param groups sums of the groups, without distance
 * @param up [%] upward errors of the groups, added in quadrature, relative to the mass
 * @param down [%] downward errors of the groups, added in quadrature, relative to the mass; a positive number
 * @param quadrature whether the changes within a group are added in quadrature; if not, the largest counts
 * @param skipped default tests that were left out, with the reasons
 */
public record BudgetResult(
        double mass,
        List<Line> lines,
        List<Sum> groups,
        double up,
        double down,
        boolean quadrature,
        List<String> skipped) {

    /**
     * The result of one systematic test.
     *
     * @param group of the test
     * @param name describes the change
     * @param mass [Msun] found with the change
     * @param error [Msun] formal error of that mass; NaN if unknown
     * @param change [%] of the mass relative to the fit
     * @param chiSquared [-] of the refit, or of the fit itself if none was needed; NaN if the refit failed
     * @param dof degrees of freedom of the refit, or of the fit itself if none was needed; 0 if the refit failed
     * @param status {@code converged}, {@code scaled}, {@code at bound}, or the reason why there is no mass
     * @param counts whether the change enters the sums
     */
    public record Line(
            SystematicGroup group,
            String name,
            double mass,
            double error,
            double change,
            double chiSquared,
            int dof,
            String status,
            boolean counts) {

        static Line refitted(SystematicTest test, double base, TaskResult refit) {
            double[] v = refit.values();
            boolean good = v[5] == 1;
            String status = good ? v[4] == 1 ? "at bound" : FitResult.CONVERGED : refit.note();
            return new Line(
                    test.group(),
                    test.name(),
                    v[0],
                    v[1],
                    100 * (v[0] / base - 1),
                    v[2],
                    Double.isNaN(v[3]) ? 0 : (int) v[3],
                    status,
                    good);
        }

        static Line scaled(SystematicTest test, FitResult.FittedParameter mass, FitResult result) {
            return new Line(
                    test.group(),
                    test.name(),
                    test.factor() * mass.value(),
                    test.factor() * mass.error(),
                    100 * (test.factor() - 1),
                    result.chi2(),
                    result.dof(),
                    "scaled",
                    false);
        }
    }

    /**
     * The error of one group.
     *
     * @param group of the tests
     * @param up [%] upward error
     * @param down [%] downward error, a positive number
     */
    public record Sum(SystematicGroup group, double up, double down) {}

    static BudgetResult of(double mass, List<Line> lines, boolean quadrature, List<String> skipped) {
        List<Sum> groups = new ArrayList<>();
        double up = 0;
        double down = 0;
        for (SystematicGroup group : SystematicGroup.values()) {
            double[] changes = lines.stream()
                    .filter(line -> line.group() == group && line.counts())
                    .mapToDouble(Line::change)
                    .toArray();
            if (changes.length > 0) {
                Sum sum = new Sum(group, combined(changes, 1, quadrature), combined(changes, -1, quadrature));
                groups.add(sum);
                up = Math.hypot(up, sum.up());
                down = Math.hypot(down, sum.down());
            }
        }
        return new BudgetResult(mass, List.copyOf(lines), groups, up, down, quadrature, List.copyOf(skipped));
    }

    private static double combined(double[] changes, int sign, boolean quadrature) {
        double sum = 0;
        for (double change : changes) {
            double size = Math.max(0, sign * change);
            sum = quadrature ? Math.hypot(sum, size) : Math.max(sum, size);
        }
        return sum;
    }
}
