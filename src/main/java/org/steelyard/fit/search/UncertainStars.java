// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.steelyard.config.Configuration;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.MgeCovariance;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.stars.MgePotential;
import org.steelyard.potential.stars.MgeSpeeds;
import org.steelyard.potential.stars.StellarSpeeds;

/**
 * The stars of a fit whose light has errors, and what these errors do to the parameters. Immutable; shared by threads. The light has the
 * errors of its image, {@code potential.mge_covariance}. It may also be one of a set of tables of the same image, {@code
 * potential.mge_set} and {@code budget.mge}, each with the weight in its header, such as corrections for dust. The noise of the image
 * moves all tables alike.
 *
 * <p>At a minimum of chi^2 = r^T r, with residuals r, Jacobian J and covariance C = (J^T J)^-1 of the parameters (priors included), a
 * change dr of the residuals moves the parameters by -C J^T dr. Along the principal components of the light's errors the shifts are
 *
 * <pre>  s_k = -C J^T (r(+h) - r(-h)) / 2h </pre>
 *
 * with r(+-h) for stars h standard deviations along component k to either side; those of a table of the set are the same for stars that
 * are moved by the share h of the way to it.
 */
public final class UncertainStars {

    /** h: a line that is moved by more than its width does not change linearly. */
    private static final double STEP = 0.1;

    private final MgeCovariance light;
    private final MgeSpeeds basis;
    /** {@code [table]} weights that add up to 1; the first is that of the fit's own table. */
    private final double[] share;
    /** {@code [table]} first Gaussian of each in the basis; that of the fit's own table is 0. Then the number of Gaussians. */
    private final int[] first;

    private final List<Path> unusable;

    private UncertainStars(MgeCovariance light, MgeSpeeds basis, double[] share, int[] first, List<Path> unusable) {
        this.light = light;
        this.basis = basis;
        this.share = share;
        this.first = first;
        this.unusable = List.copyOf(unusable);
    }

    /**
     * The tables of {@code potential.mge_set} and {@code budget.mge}, of which those with a weight count, where the configuration has the
     * errors of the starlight.
     *
     * @param config the choices of the model
     * @return the tables, without that of the fit
     */
    public static List<Path> set(Configuration config) {
        if (config.potential().mgeCovariance() == null) {
            return List.of();
        }
        boolean named = config.budget() != null && config.budget().mge() != null;
        Stream<Path> budget = named ? config.budget().mge().stream() : Stream.empty();
        return Stream.concat(config.potential().mgeSet().stream(), budget)
                .filter(table -> !table.equals(config.potential().mge()))
                .distinct()
                .toList();
    }

    /**
     * Reads the covariance and the set of a configuration.
     *
     * @param config the choices of the model
     * @param galaxy the model on the pixels of the data
     * @param inclination [deg] of the minimum
     * @return its stars, null where the configuration names no covariance
     * @throws org.steelyard.units.InputException if a file cannot be read, or the covariance belongs to another table
     */
    public static UncertainStars ofOrNull(Configuration config, GalaxyModel galaxy, double inclination) {
        if (config.potential().mgeCovariance() == null) {
            return null;
        }
        MgeCovariance light = MgeCovariance.read(config.potential().mgeCovariance(), GalaxySetup.mge(config));
        List<MgeTable> tables = new ArrayList<>(List.of(light.basis()));
        List<Double> weights = new ArrayList<>();
        List<Path> unusable = new ArrayList<>();
        for (Path file : set(config)) {
            double weight = MgeTable.weight(file);
            if (weight > 0) {
                MgeTable table = MgeTable.read(file, config.galaxy().given());
                MgePotential stars = GalaxySetup.stars(config.potential(), table);
                if (stars.lowestInclination() < inclination) {
                    tables.add(table);
                    weights.add(weight);
                } else {
                    unusable.add(file);
                }
            }
        }
        double own = MgeTable.weight(config.potential().mge());
        weights.add(0, weights.isEmpty() ? 1 : own > 0 ? own : 0);
        double total = weights.stream().mapToDouble(Double::doubleValue).sum();
        int[] first = new int[tables.size() + 1];
        for (int t = 0; t < tables.size(); t++) {
            first[t + 1] = first[t] + tables.get(t).sigmaArcsec().length;
        }
        MgeTable all = new MgeTable(
                tables.stream()
                        .flatMapToDouble(t -> DoubleStream.of(t.surfaceBrightness()))
                        .toArray(),
                tables.stream()
                        .flatMapToDouble(t -> DoubleStream.of(t.sigmaArcsec()))
                        .toArray(),
                tables.stream()
                        .flatMapToDouble(t -> DoubleStream.of(t.axisRatio()))
                        .toArray());
        return new UncertainStars(
                light,
                GalaxySetup.stars(config.potential(), all).at(galaxy.radii(), galaxy.pcPerArcsec()),
                weights.stream().mapToDouble(weight -> weight / total).toArray(),
                first,
                unusable);
    }

    /** @return number of principal components of the errors */
    public int size() {
        return light.size();
    }

    /** @return tables of the set that have a weight and no deprojection at the inclination of the minimum; they do not count */
    public List<Path> unusable() {
        return unusable;
    }

    /**
     * @param deviations [standard deviation] along each principal component. Not modified
     * @return the speeds of the shifted light of the fit's own table
     */
    public StellarSpeeds shifted(double... deviations) {
        return moved(0, 0, deviations);
    }

    /**
     * Draws the starlight.
     *
     * @param random stream of the draw
     * @return the speeds of the drawn stars
     */
    public StellarSpeeds draw(UniformRandomProvider random) {
        double[] normal = ZigguratSampler.NormalizedGaussian.of(random)
                .samples(light.size())
                .toArray();
        return moved(table(share, random), 1, normal);
    }

    /** Draws a table by the weights, which add up to 1. */
    private static int table(double[] weights, UniformRandomProvider random) {
        double place = random.nextDouble();
        int table = 0;
        double sum = weights[0];
        while (place >= sum && table < weights.length - 1) {
            table++;
            sum += weights[table];
        }
        return table;
    }

    /** The fit's own table, moved by a share of the way to another one, and by deviations. */
    private StellarSpeeds moved(int table, double part, double... deviations) {
        double[] weights = Arrays.copyOf(light.weights(deviations), first[share.length]);
        if (table > 0) {
            double[] known = light.weights(new double[deviations.length]);
            for (int k = 0; k < known.length; k++) {
                weights[k] -= part * known[k];
            }
            Arrays.fill(weights, first[table], first[table + 1], part);
        }
        return basis.weighted(weights);
    }

    /**
     * What the errors of the light do to the minimum of a fit.
     *
     * @param fit any
     * @param solution of its problem, with the covariance at its point
     * @param rows {@code [coordinate][datum]} weights of the residuals of independent data in J^T r, of {@link CorrelatedErrors}. Not modified
     * @param threads worker threads that evaluate the model
     * @return the shifts of the coordinates, 0 for coordinates without error
     */
    Shifts shifts(PreparedFit<?> fit, Solution solution, double[][] rows, ParallelFor threads) {
        DiskProblem problem = fit.independent(threads);
        double[][] noise = new double[size()][];
        double[] deviations = new double[size()];
        for (int k = 0; k < noise.length; k++) {
            deviations[k] = STEP;
            double[] change = residuals(problem, solution, shifted(deviations));
            deviations[k] = -STEP;
            double[] opposite = residuals(problem, solution, shifted(deviations));
            deviations[k] = 0;
            noise[k] = shift(change, opposite, solution, rows);
        }
        double[][] tables = new double[share.length][solution.point().length];
        for (int t = 1; t < tables.length; t++) {
            tables[t] = shift(
                    residuals(problem, solution, moved(t, STEP, deviations)),
                    residuals(problem, solution, moved(t, -STEP, deviations)),
                    solution,
                    rows);
        }
        return new Shifts(noise, share, tables);
    }

    private static double[] residuals(DiskProblem problem, Solution solution, StellarSpeeds stars) {
        double[] residuals = new double[problem.residualCount()];
        problem.withStars(stars).evaluate(solution.point(), residuals, null);
        return residuals;
    }

    private static double[] shift(double[] change, double[] opposite, Solution solution, double[][] rows) {
        double[][] known = solution.covariance();
        double[] slope = new double[change.length];
        Arrays.setAll(slope, d -> (change[d] - opposite[d]) / (2 * STEP));
        double[] pull = new double[known.length];
        Arrays.setAll(pull, j -> DotProduct.of(rows[j], slope));
        double[] shift = new double[known.length];
        for (int i = 0; i < shift.length; i++) {
            for (int j = 0; j < shift.length; j++) {
                shift[i] -= Double.isNaN(known[i][j]) ? 0 : known[i][j] * pull[j];
            }
        }
        return shift;
    }

    /**
     * Shifts of the minimum by the errors of the starlight, to first order.
     *
     * @param noise {@code [component][coordinate]} by one standard deviation along each principal component of the image's errors. Lent
     * @param weight {@code [table]} of the set, the sum is 1. Lent
     * @param table {@code [table][coordinate]} from the fit's own table to each; 0 for the first, which is that table. Lent
     */
    public record Shifts(double[][] noise, double[] weight, double[][] table) {

        /** Stars that count as known. */
        public static final Shifts NONE = new Shifts(new double[0][], new double[] {1}, new double[][] {{}});

        /** @return whether the stars count as known */
        public boolean isEmpty() {
            return noise.length == 0 && weight.length == 1;
        }

        /**
         * The mean square shifts, sum_k s_k s_k^T + sum_t w_t s_t s_t^T: the fit has the stars of its own table.
         *
         * @param coordinates their number
         * @return the covariance that the photometry contributes
         */
        public double[][] covariance(int coordinates) {
            double[][] sum = new double[coordinates][coordinates];
            for (double[] shift : noise) {
                add(sum, shift, 1);
            }
            for (int t = 1; t < weight.length; t++) {
                add(sum, table[t], weight[t]);
            }
            return sum;
        }

        private static void add(double[][] sum, double[] shift, double weight) {
            for (int i = 0; i < sum.length; i++) {
                for (int j = 0; j < sum.length; j++) {
                    sum[i][j] += weight * shift[i] * shift[j];
                }
            }
        }

        /**
         * Draws a shift.
         *
         * @param coordinates their number
         * @param random stream of the draw
         * @return the shift of each coordinate
         */
        public double[] draw(int coordinates, UniformRandomProvider random) {
            ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
            double[] sum = new double[coordinates];
            for (double[] shift : noise) {
                double z = normal.sample();
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += z * shift[j];
                }
            }
            int drawn = weight.length == 1 ? 0 : UncertainStars.table(weight, random);
            for (int j = 0; drawn > 0 && j < sum.length; j++) {
                sum[j] += table[drawn][j];
            }
            return sum;
        }
    }
}
