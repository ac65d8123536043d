// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.inference.sample.Weights;

/**
 * A weighted sum of Student t distributions.
 *
 * @param shares weights of the components, which add up to 1. Lent
 * @param components at least one
 */
record StudentMixture(double[] shares, List<Student> components) implements Proposal {

    /** Degrees of freedom of tails that cover what a fit does not show. */
    static final double HEAVY = 4;

    /** Ratio of the axes of a wider mixture: in nine dimensions half of its draws are of use. */
    private static final double WIDER = 1.5;

    /** Density between two maxima relative to the lower one, below which they are separate. */
    private static final double VALLEY = 0.05;

    /** Steps along a line between two centres. */
    private static final int LINE = 20;

    static StudentMixture of(Student one) {
        return new StudentMixture(new double[] {1}, List.of(one));
    }

    /** The sum of this mixture and a share of another. */
    StudentMixture plus(StudentMixture other, double share) {
        List<Student> both = new ArrayList<>(components);
        both.addAll(other.components);
        int own = shares.length;
        double[] all = new double[both.size()];
        Arrays.setAll(all, k -> k < own ? (1 - share) * shares[k] : share * other.shares[k - own]);
        return new StudentMixture(all, both);
    }

    /** The same mixture with wider components and heavy tails. */
    StudentMixture widened() {
        return new StudentMixture(
                shares, components.stream().map(t -> t.wider(WIDER, HEAVY)).toList());
    }

    @Override
    public double[] draw(Randomness random) {
        return components.get(random.choose(shares)).draw(random);
    }

    @Override
    public double logDensity(double[] x) {
        double[] logs = new double[shares.length];
        for (int k = 0; k < shares.length; k++) {
            Student t = components.get(k);
            logs[k] = Math.log(shares[k]) + t.logDensityAt(t.distanceSquared(x));
        }
        return Weights.logSum(logs);
    }

    /**
     * The components in groups that the density connects: along the line between two centres it does not fall below
     * {@link #VALLEY} of the lower end.
     *
     * @return indices of the components of each group
     */
    List<List<Integer>> groups() {
        List<List<Integer>> groups = new ArrayList<>();
        boolean[] grouped = new boolean[shares.length];
        for (int first = 0; first < shares.length; first++) {
            if (!grouped[first]) {
                grouped[first] = true;
                List<Integer> group = new ArrayList<>(List.of(first));
                for (int g = 0; g < group.size(); g++) {
                    for (int k = 0; k < shares.length; k++) {
                        if (!grouped[k] && connected(group.get(g), k)) {
                            grouped[k] = true;
                            group.add(k);
                        }
                    }
                }
                groups.add(group);
            }
        }
        return groups;
    }

    private boolean connected(int a, int b) {
        double[] from = components.get(a).centre();
        double[] to = components.get(b).centre();
        double least = Math.min(logDensity(from), logDensity(to)) + Math.log(VALLEY);
        for (int step = 1; step < LINE; step++) {
            double[] x = new double[from.length];
            for (int j = 0; j < x.length; j++) {
                x[j] = from[j] + (to[j] - from[j]) * step / LINE;
            }
            if (logDensity(x) < least) {
                return false;
            }
        }
        return true;
    }
}
