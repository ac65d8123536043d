// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.steelyard.config.Configuration;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.potential.MgeCovariance;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.stars.MgePotential;
import org.steelyard.potential.stars.MgeSpeeds;
import org.steelyard.potential.stars.StellarSpeeds;
import org.steelyard.units.InputException;

/**
 * Draws of the starlight: the table of a fit, or one of the set of {@code budget.mge} by their weights, and a draw of the errors of the
 * fit's table on it. The tables of a set are of one image, so that its noise moves all of them alike. Immutable; shared by threads.
 */
final class StarlightDraws {

    private final MgeCovariance light;
    private final MgeSpeeds basis;
    /** {@code [table]} sums of the weights, the last one is 1. */
    private final double[] cumulated;
    /** {@code [table]} first Gaussian of each in the basis; that of the fit's own table is 0. Then the number of Gaussians. */
    private final int[] first;

    private StarlightDraws(MgeCovariance light, MgeSpeeds basis, double[] cumulated, int[] first) {
        this.light = light;
        this.basis = basis;
        this.cumulated = cumulated;
        this.first = first;
    }

    /**
     * The tables of {@code budget.mge}, of which those with a weight are drawn, where the configuration has the errors of the starlight.
     *
     * @param config the choices of the model
     * @return the tables, without that of the fit
     */
    static List<Path> set(Configuration config) {
        if (config.potential().mgeCovariance() == null
                || config.budget() == null
                || config.budget().mge() == null) {
            return List.of();
        }
        return config.budget().mge().stream()
                .filter(table -> !table.equals(config.potential().mge()))
                .toList();
    }

    /**
     * Reads the covariance and the set of a configuration.
     *
     * @param config the choices of the model
     * @param galaxy the model on the pixels of the data
     * @param inclination [deg] of the minimum
     * @return its draws, null where the starlight counts as known
     * @throws InputException if a file cannot be read, or a table has no deprojection at that inclination
     */
    static StarlightDraws ofOrNull(Configuration config, GalaxyModel galaxy, double inclination) {
        if (config.potential().mgeCovariance() == null) {
            return null;
        }
        MgeTable own = GalaxySetup.mge(config);
        MgeCovariance light = MgeCovariance.read(config.potential().mgeCovariance(), own);
        List<Path> set =
                set(config).stream().filter(table -> MgeTable.weight(table) > 0).toList();
        List<MgeTable> tables = new ArrayList<>(List.of(light.basis()));
        double ownWeight = MgeTable.weight(config.potential().mge());
        List<Double> weights = new ArrayList<>(List.of(set.isEmpty() ? 1 : ownWeight > 0 ? ownWeight : 0));
        for (Path file : set) {
            MgeTable table = MgeTable.read(file, config.galaxy().given());
            MgePotential stars = GalaxySetup.stars(config.potential(), table);
            if (!(stars.lowestInclination() < inclination)) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: has no deprojection at the fitted inclination of %.4g deg, it needs more than %.4g deg; remove it from budget.mge or give potential.mge_inclination",
                        file,
                        inclination,
                        stars.lowestInclination()));
            }
            tables.add(table);
            weights.add(MgeTable.weight(file));
        }
        double total = weights.stream().mapToDouble(Double::doubleValue).sum();
        double[] cumulated = new double[tables.size()];
        int[] first = new int[tables.size() + 1];
        for (int t = 0; t < cumulated.length; t++) {
            cumulated[t] = weights.get(t) / total + (t > 0 ? cumulated[t - 1] : 0);
            first[t + 1] = first[t] + tables.get(t).sigmaArcsec().length;
        }
        cumulated[cumulated.length - 1] = 1;
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
        MgeSpeeds basis = GalaxySetup.stars(config.potential(), all).at(galaxy.radii(), galaxy.pcPerArcsec());
        return new StarlightDraws(light, basis, cumulated, first);
    }

    /**
     * Draws the starlight.
     *
     * @param random stream of the draw
     * @return the speeds of the drawn stars
     */
    StellarSpeeds draw(UniformRandomProvider random) {
        double[] normal = ZigguratSampler.NormalizedGaussian.of(random)
                .samples(light.size())
                .toArray();
        double[] weights = Arrays.copyOf(light.weights(normal), first[first.length - 1]);
        double place = random.nextDouble();
        int table = 0;
        while (place >= cumulated[table]) {
            table++;
        }
        if (table > 0) {
            double[] known = light.weights(new double[normal.length]);
            for (int k = 0; k < known.length; k++) {
                weights[k] -= known[k];
            }
            Arrays.fill(weights, first[table], first[table + 1], 1);
        }
        return basis.weighted(weights);
    }
}
