// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ModelConfig;
import org.steelyard.fit.search.DerivedNumbers;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FittableData;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InputFiles;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.fit.search.UncertainStars;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * A completed fit in serialisable form: all that is needed to prepare it again from its input files, on any computer
 * that has them.
 *
 * @param config the configuration that the fit wrote down, {@code config.resolved.toml}
 * @param values of all parameters at the minimum, by name
 * @param pcPerArcsec [pc/arcsec] the scale at which it was found
 * @param profile values of all parameters, by name, whose line profiles weighted the flux map; none for any other map
 * @param opened the prepared galaxy, cached in this process
 */
public record SavedFit(
        Configuration config,
        Map<String, Double> values,
        double pcPerArcsec,
        Map<String, Double> profile,
        GalaxyCache opened) {

    /**
     * Relative difference of chi^2 below which two models are the same: far above rounding on any machine, far below
     * the effect of any change of the model.
     */
    private static final double SAME = 1e-6;

    /** Copies the values. */
    public SavedFit {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        profile = Collections.unmodifiableMap(new LinkedHashMap<>(profile));
    }

    /**
     * @param config the configuration that the fit wrote down
     * @param values of all parameters at the minimum, by name
     * @param pcPerArcsec [pc/arcsec] the scale at which it was found
     * @param profile values of all parameters, by name, whose line profiles weighted the flux map; none for any other
     *     map
     */
    public SavedFit(Configuration config, Map<String, Double> values, double pcPerArcsec, Map<String, Double> profile) {
        this(config, values, pcPerArcsec, profile, new GalaxyCache());
    }

    /**
     * @param resolved the configuration that the fit wrote down
     * @param result its numbers, {@code result.json}
     * @return the fit
     * @throws InputException if the result does not say at which scale it was found
     */
    public static SavedFit of(Configuration resolved, FitResult result) {
        Map<String, Double> values = new LinkedHashMap<>();
        result.parameters().forEach(parameter -> values.put(parameter.name(), parameter.value()));
        if (result.derived().get("pc_per_arcsec") instanceof Map<?, ?> quantity
                && quantity.get("value") instanceof Number scale) {
            Map<String, Double> profile = new LinkedHashMap<>();
            if (result.derived().get(DerivedNumbers.FLUX_PROFILE) instanceof Map<?, ?> at) {
                at.forEach((name, value) -> profile.put((String) name, ((Number) value).doubleValue()));
            }
            return new SavedFit(resolved, values, scale.doubleValue(), profile);
        }
        throw new InputException("result.json: derived.pc_per_arcsec is missing; make the fit again");
    }

    /**
     * @param galaxy a galaxy at its minimum
     * @return the fit from which such a galaxy is prepared
     */
    public static SavedFit of(FittedGalaxy galaxy) {
        return new SavedFit(
                galaxy.config(),
                galaxy.space().byName(galaxy.best()),
                galaxy.pcPerArcsec(),
                galaxy.fit().profile());
    }

    /**
     * The same fit with a coarser model, for work with hundreds of thousands of evaluations.
     *
     * @param tolerance of adaptive sub-pixels, relative to the peak; a coarser one of the configuration is kept, and so
     *     are uniform sub-pixels
     * @return the fit with that tolerance
     */
    public SavedFit coarser(double tolerance) {
        ModelConfig model = config.model().coarser(tolerance);
        return model.equals(config.model())
                ? this
                : new SavedFit(config.withModel(model), values, pcPerArcsec, profile);
    }

    /**
     * @param likelihood correlation of the noise between blocks
     * @return the same minimum in that likelihood
     */
    public SavedFit withLikelihood(FitConfig.Likelihood likelihood) {
        return new SavedFit(config.withFit(config.fit().withLikelihood(likelihood)), values, pcPerArcsec, profile);
    }

    /** @return every file that {@link #open} reads */
    public List<Path> files() {
        return InputFiles.files(config);
    }

    /** @return further tables of the stars that realisations read, those of {@code potential.mge_set} and {@code budget.mge} where the starlight has errors */
    public List<Path> starlightSet() {
        return UncertainStars.set(config);
    }

    /**
     * @param file any
     * @return the SHA-256 of its bytes, 64 hexadecimal digits
     */
    public static String checksum(Path file) {
        return InputFiles.sha256(file);
    }

    /**
     * Compares the files of the configuration with those that the fit had read, by their SHA-256: a file may have
     * moved.
     *
     * @param fitted files that the fit had read
     * @throws InputException if a file has changed, is new, or is missing from the configuration
     */
    public void requireInputs(List<FitResult.InputFile> fitted) {
        List<FitResult.InputFile> present = InputFiles.of(config);
        for (FitResult.InputFile now : present) {
            if (fitted.stream().noneMatch(then -> then.sha256().equals(now.sha256()))) {
                Path name = Path.of(now.file()).getFileName();
                boolean known = fitted.stream()
                        .anyMatch(then -> Path.of(then.file()).getFileName().equals(name));
                throw new InputException(now.file()
                        + (known
                                ? ": has changed since the fit (its SHA-256 is another); fit again"
                                : ": is not what the fit had read (no input has its SHA-256); fit again"));
            }
        }
        for (FitResult.InputFile then : fitted) {
            if (then.into().isEmpty()
                    && present.stream().noneMatch(now -> now.sha256().equals(then.sha256()))) {
                throw new InputException(then.file()
                        + ": the fit had read this file, and the configuration does not name it; fit again");
            }
        }
    }

    /**
     * Reads the files and evaluates chi^2 at the minimum, to detect a configuration that was edited after the fit.
     *
     * @param result numbers of the fit
     * @throws InputException if chi^2 at the minimum or the number of data differs
     */
    public void requireMinimum(FitResult result) {
        try (ParallelFor alone = new ParallelFor(1)) {
            DiskProblem problem = open().independent(alone);
            double now = problem.chiSquared(problem.space().startFree());
            if (problem.residualCount() != result.nData()
                    || !(Math.abs(now - result.chi2()) <= SAME * Math.max(1, result.chi2()))) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "config.resolved.toml: has changed since the fit: chi^2 at its minimum is %.6g of %d data, and was %.6g of %d; fit again",
                        now,
                        problem.residualCount(),
                        result.chi2(),
                        result.nData()));
            }
        }
    }

    /**
     * Reads the files and prepares the fit again. The galaxy is cached while memory allows.
     *
     * @return the galaxy
     * @throws InputException if a file is missing, or configuration and values do not belong together
     */
    public FittedGalaxy open() {
        return opened.get(this::prepare);
    }

    private FittedGalaxy prepare() {
        return prepare(GalaxyFit.read(config), GalaxySetup.stars(config));
    }

    private <F extends PreparedFit<F>> FittedGalaxy prepare(FittableData<F> data, StellarPotential stars) {
        F fit = data.prepare(data.guess(data.config(), stars), stars, systemicVelocity());
        if (!profile.isEmpty()) {
            try (ParallelFor alone = new ParallelFor(1)) {
                fit = fit.refined(vector(fit.space(), profile), alone);
            }
        }
        return FittedGalaxy.of(config, fit, vector(fit.space(), values));
    }

    private static double[] vector(ParameterSpace space, Map<String, Double> values) {
        double[] vector = new double[space.size()];
        for (int i = 0; i < vector.length; i++) {
            String name = space.names().get(i);
            Double value = values.get(name);
            if (value == null) {
                throw new InputException("result.json: the configuration's parameter " + name
                        + " is missing; configuration and result are not of one fit");
            }
            vector[i] = value;
        }
        return vector;
    }

    /** [km/s] at which a luminosity distance has that scale. */
    private double systemicVelocity() {
        return systemicVelocity(config, pcPerArcsec);
    }

    /**
     * @param config with a distance
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @return [km/s] systemic velocity at which a luminosity distance has that scale; 0 for an angular-diameter distance
     */
    static double systemicVelocity(Configuration config, double pcPerArcsec) {
        Double luminosity = config.galaxy().distance();
        double angular = pcPerArcsec / Constants.PC_PER_ARCSEC_AT_MPC;
        return luminosity == null ? 0 : Constants.SPEED_OF_LIGHT * (Math.sqrt(luminosity / angular) - 1);
    }
}
