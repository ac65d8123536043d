// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.disk.shape.FlatDisk;
import org.steelyard.fit.minimum.WarpChoice;
import org.steelyard.fit.search.FittableData;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/**
 * The data of a galaxy, read once, of which models with other laws, regions and blocks are prepared in a moment. Stars, gas,
 * data and distance stay as they are. Close it to end its worker threads.
 */
public final class TrialData implements AutoCloseable {

    private final Configuration config;
    private final List<String> notes;
    private final FittableData<?> data;
    private final StellarPotential stars;
    private final ParallelFor threads;

    private TrialData(Configuration given, int threads) {
        this.notes = new ArrayList<>();
        Configuration closed = given;
        if (WarpChoice.isOpen(given)) {
            DiskShape shape = given.disk().shape();
            closed = given.withDisk(given.disk().withShape(new DiskShape(new FlatDisk(), shape.thickness())));
            notes.add("disk.warp = \"auto\": the model starts flat; choose a warp, or let `steelyard fit` choose it");
        }
        this.stars = GalaxySetup.stars(closed);
        this.data = GalaxyFit.read(closed);
        this.config = data.config();
        this.notes.addAll(data.warnings());
        this.threads = new ParallelFor(threads);
    }

    /**
     * @param config what to fit
     * @param threads number of worker threads that evaluate models
     * @return its data
     * @throws org.steelyard.units.InputException if the input is at fault
     */
    public static TrialData read(Configuration config, int threads) {
        return new TrialData(config, threads);
    }

    /** @return the configuration of the data, its centre in pixels */
    public Configuration config() {
        return config;
    }

    /** @return one line each for the user */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * Prepares a model.
     *
     * @param choices a configuration of the same data, stars, gas and distance, for example with another law of the
     *     dispersion. Settings of parameters that this model lacks are ignored
     * @param profile values of parameters, by name, whose line profiles weight a flux map of the cube's own, as after a
     *     fit; none for the map before a fit
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy, as after a fit; null for that of the systemic velocity at the start
     * @return the model, started where the configuration or the data have its parameters
     * @throws org.steelyard.units.InputException if choices and data do not fit together
     */
    public TrialModel model(Configuration choices, Map<String, Double> profile, @Nullable Double pcPerArcsec) {
        return model(data.with(withOwnParameters(choices)), profile, pcPerArcsec);
    }

    private <F extends PreparedFit<F>> TrialModel model(
            FittableData<F> chosen, Map<String, Double> profile, @Nullable Double pcPerArcsec) {
        InitialGuess guess = chosen.guess(chosen.config(), stars);
        F fit = chosen.prepare(
                guess,
                stars,
                pcPerArcsec == null
                        ? systemicVelocity(guess)
                        : SavedFit.systemicVelocity(chosen.config(), pcPerArcsec));
        if (!profile.isEmpty()) {
            ParameterSpace space = fit.space();
            double[] values = space.physical(space.startFree());
            for (int i = 0; i < values.length; i++) {
                values[i] = profile.getOrDefault(space.names().get(i), values[i]);
            }
            fit = fit.refined(values, threads);
        }
        return TrialModel.of(chosen, fit, threads);
    }

    /** [km/s] at the start, at which the distance scale is taken. */
    private double systemicVelocity(InitialGuess guess) {
        Double given = config.parameter(KinematicCentre.SYSTEMIC_VELOCITY).start();
        return given != null ? given : guess.values().get(KinematicCentre.SYSTEMIC_VELOCITY);
    }

    /** The settings of the parameters that a model has; those that a law brings in start where a systematic test has them. */
    private Configuration withOwnParameters(Configuration choices) {
        Galaxy galaxy = GalaxySetup.galaxy(choices, stars, GalaxySetup.gas(choices), 1, 1);
        Map<String, ParameterSetting> settings = new LinkedHashMap<>(choices.parameters());
        settings.keySet()
                .removeIf(given -> galaxy.names().stream()
                        .noneMatch(name -> name.equals(given)
                                || galaxy.shape().warp().general(name).equals(given)));
        for (ParameterDeclaration declared : galaxy.parameters()) {
            boolean brought = declared.testStart() != declared.start() && !Double.isNaN(declared.testStart());
            if (brought && choices.parameter(declared.name()).start() == null) {
                settings.put(declared.name(), choices.parameter(declared.name()).withStart(declared.testStart()));
            }
        }
        return choices.withParameters(settings);
    }

    /** Ends the worker threads. */
    @Override
    public void close() {
        threads.close();
    }
}
