package org.steelyard.errors;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.campaign.TaskResult;
import org.steelyard.fit.search.FitResult;

/**
 * The budget of systematic errors.
 *
 * @param mass [Msun] of the fit
 * @param lines one a change, in the order of the groups
 * @param groups their sums, without distance
 * @param up [%] of the mass: upward sums of the groups in quadrature
 * @param down [%] of the mass: downward ones, a positive number
 * @param quadrature whether all rows of a group are added in quadrature; otherwise the largest counts
 * @param skipped what was left out, and why
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
     * One change.
     *
     * @param group of the change
     * @param name what was changed
     * @param mass [Msun] found
     * @param error [Msun] formal error of it; NaN if it is not known
     * @param change [%] of the fit's mass
     * @param chiSquared [-] NaN where no refit was needed
     * @param dof degrees of freedom; 0 where no refit was needed
     * @param status {@code converged}, {@code scaled}, {@code at bound}, or why there is no mass
     * @param counts whether it enters the sums
     */
    public record Line(
            SystematicTest.Group group,
            String name,
            double mass,
            double error,
            double change,
            double chiSquared,
            int dof,
            String status,
            boolean counts) {

        static Line refitted(SystematicTest variation, double base, TaskResult row) {
            double[] v = row.values();
            boolean good = v[5] == 1;
            String status = good ? v[4] == 1 ? "at bound" : FitResult.CONVERGED : row.note();
            return new Line(
                    variation.group(),
                    variation.name(),
                    v[0],
                    v[1],
                    100 * (v[0] / base - 1),
                    v[2],
                    Double.isNaN(v[3]) ? 0 : (int) v[3],
                    status,
                    good);
        }

        static Line scaled(SystematicTest variation, FitResult.FittedParameter mass, FitResult result) {
            return new Line(
                    variation.group(),
                    variation.name(),
                    variation.factor() * mass.value(),
                    variation.factor() * mass.error(),
                    100 * (variation.factor() - 1),
                    result.chi2(),
                    result.dof(),
                    "scaled",
                    false);
        }
    }

    /**
     * A group's part.
     *
     * @param group of the changes
     * @param up [%] upward
     * @param down [%] downward, a positive number
     */
    public record Sum(SystematicTest.Group group, double up, double down) {}

    static BudgetResult of(double mass, List<Line> lines, boolean quadrature, List<String> skipped) {
        List<Sum> groups = new ArrayList<>();
        double up = 0;
        double down = 0;
        for (SystematicTest.Group group : SystematicTest.Group.values()) {
            double[] changes = lines.stream()
                    .filter(line -> line.group() == group && line.counts())
                    .mapToDouble(Line::change)
                    .toArray();
            if (changes.length > 0) {
                Sum sum = new Sum(group, part(changes, 1, quadrature), part(changes, -1, quadrature));
                groups.add(sum);
                up = Math.hypot(up, sum.up());
                down = Math.hypot(down, sum.down());
            }
        }
        return new BudgetResult(mass, List.copyOf(lines), groups, up, down, quadrature, List.copyOf(skipped));
    }

    private static double part(double[] changes, int sign, boolean quadrature) {
        double sum = 0;
        for (double change : changes) {
            double size = Math.max(0, sign * change);
            sum = quadrature ? Math.hypot(sum, size) : Math.max(sum, size);
        }
        return sum;
    }
}
