package org.steelyard.fit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * A galaxy whose fit is done, ready to be fitted again: flux map, region, beams and tables are prepared once. Immutable and shared by threads; each makes a
 * problem of its own, and a refit then costs the optimiser alone.
 */
public final class FittedGalaxy {

    private final FitConfig config;
    private final PreparedFit<?> fit;
    private final double[] best;

    private FittedGalaxy(FitConfig config, PreparedFit<?> fit, double[] best) {
        this.config = config;
        this.fit = fit;
        this.best = best;
    }

    static FittedGalaxy of(FitConfig resolved, PreparedFit<?> fit, double[] best) {
        return new FittedGalaxy(resolved, fit.withStarts(best), best);
    }

    /**
     * Prepares a finished fit again.
     *
     * @param resolved the configuration that the fit wrote down, {@code config.resolved.toml}
     * @param result what it found
     * @return the galaxy
     * @throws InputException if a file is missing, or configuration and result do not belong together
     */
    public static FittedGalaxy open(FitConfig resolved, FitResult result) {
        Map<String, Double> values = new LinkedHashMap<>();
        result.parameters().forEach(parameter -> values.put(parameter.name(), parameter.value()));
        return open(resolved, values, scale(result));
    }

    private static double scale(FitResult result) {
        if (result.derived().get("pc_per_arcsec") instanceof Map<?, ?> quantity
                && quantity.get("value") instanceof Number number) {
            return number.doubleValue();
        }
        throw new InputException("result.json: derived.pc_per_arcsec is missing; make the fit again");
    }

    /**
     * Prepares a finished fit again.
     *
     * @param resolved the configuration that the fit wrote down
     * @param values of all parameters at the minimum, by name
     * @param pcPerArcsec [pc/arcsec] the scale at which it was found
     * @return the galaxy
     * @throws InputException if a file is missing, or configuration and values do not belong together
     */
    public static FittedGalaxy open(FitConfig resolved, Map<String, Double> values, double pcPerArcsec) {
        MgeTable mge = resolved.potential().mge() == null
                ? null
                : MgeTable.read(resolved.potential().mge());
        double vsys = systemicVelocity(resolved, pcPerArcsec);
        PreparedFit<?> fit = resolved.data().velocityMap() != null
                ? VelocityMapFit.prepare(resolved, mge, vsys)
                : CubeFit.prepare(resolved, mge, vsys);
        return of(resolved, fit, inOrder(fit.space(), values));
    }

    /** [km/s] at which a luminosity distance has that scale. */
    private static double systemicVelocity(FitConfig config, double pcPerArcsec) {
        Double luminosity = config.galaxy().distance();
        double angular = pcPerArcsec / Constants.PC_PER_ARCSEC_AT_MPC;
        return luminosity == null ? 0 : Constants.SPEED_OF_LIGHT * (Math.sqrt(luminosity / angular) - 1);
    }

    private static double[] inOrder(ParameterSpace space, Map<String, Double> values) {
        double[] best = new double[space.size()];
        for (int i = 0; i < best.length; i++) {
            String name = space.names().get(i);
            Double value = values.get(name);
            if (value == null) {
                throw new InputException("result.json: the configuration's parameter " + name
                        + " is missing; configuration and result are not of one fit");
            }
            best[i] = value;
        }
        return best;
    }

    /** @return the configuration with every start, the region and the channels written down */
    public FitConfig config() {
        return config;
    }

    /** @return the parameters, started at the minimum */
    public ParameterSpace space() {
        return fit.space();
    }

    /** @return values of all parameters at the minimum, a new array */
    public double[] best() {
        return best.clone();
    }

    /** @return [pc/arcsec] scale at the galaxy */
    public double pcPerArcsec() {
        return fit.galaxy().pcPerArcsec();
    }

    /** @return the data, {@code [block * channels + channel]} of a cube, NaN where there are none. Lent */
    public double[] data() {
        return fit.data();
    }

    /** @return one standard deviation of each of the data, taken by itself. Lent */
    public double[] noise() {
        return fit.noise();
    }

    /**
     * The comparison with the data, in the configuration's likelihood, started at the minimum. Every thread makes its own.
     *
     * @param threads who shares the work of one evaluation
     * @return the least-squares problem
     */
    public DiskProblem problem(ParallelFor threads) {
        return fit.problem(threads);
    }

    /** @return this galaxy in a form that travels: configuration, values and the bytes of all files */
    public GalaxyParcel pack() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < best.length; i++) {
            values.put(space().names().get(i), best[i]);
        }
        return GalaxyParcel.of(config, values, pcPerArcsec());
    }
}
