package org.steelyard.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.cube.CubeObservation;
import org.steelyard.fit.cube.CubeProducts;
import org.steelyard.fit.map.VelocityMapFit;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.Search;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.KernelProvider;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.MgeTable;

/** Fits one galaxy, from its configuration to numbers and products (METHOD sections 9 to 11). */
public final class GalaxyFit {

    private GalaxyFit() {}

    /**
     * How a fit is run.
     *
     * @param version of the program, for the record
     * @param threads who share the work; the result does not depend on it
     * @param seed of the optimisers that draw random numbers
     * @param observer is told how it goes
     * @param clock [s] a time, for the record
     */
    public record Run(String version, int threads, long seed, FitObserver observer, DoubleSupplier clock) {}

    /**
     * @param config what to fit
     * @param run how
     * @return what was found; {@link FitResult#status()} says whether it converged
     * @throws org.steelyard.units.InputException if the input is at fault
     */
    public static FitOutcome run(FitConfig config, Run run) {
        KernelProvider.warning().ifPresent(run.observer()::message);
        try (ParallelFor threads = new ParallelFor(run.threads())) {
            return config.data().velocityMap() != null
                    ? VelocityMapFit.run(config, run, threads)
                    : cube(CubeObservation.centred(config), run, threads);
        }
    }

    private static FitOutcome cube(FitConfig config, Run run, ParallelFor threads) {
        double begin = run.clock().getAsDouble();
        MgeTable mge = config.potential().mgeTable();
        CubeObservation observation = CubeObservation.read(config);
        Search search = new Search(config, run, threads, warnings(config, mge, observation.warnings()));
        InitialGuess guess = InitialGuess.measure(observation, config, mge);
        double read = run.clock().getAsDouble();
        Search.Found<CubeFit> found = search.find(
                CubeFit.prepare(config, observation, guess, mge, startOf(config, guess, "vsys")),
                vsys -> CubeFit.prepare(config, observation, guess, mge, vsys),
                () -> InitialGuess.measure(observation, config.withParameters(Map.of()), mge));
        double fitted = run.clock().getAsDouble();
        CubeFit fit = found.fit();
        CubeProducts products = CubeProducts.of(fit, found.values(), threads);
        ParameterSpace starts = search.starts(fit.space(), guess);
        FitResult result = search.result(found, starts, products.derived(fit, found.values()), begin, read, fitted);
        FitConfig resolved = resolved(config, observation, starts, fit.ellipse());
        return new FitOutcome(
                result, products.products(), null, resolved, FittedGalaxy.of(resolved, fit, found.values()));
    }

    /** Those of the data and those of the starlight, a new list. */
    public static List<String> warnings(FitConfig config, MgeTable mge, List<String> ofData) {
        List<String> warnings = new ArrayList<>(ofData);
        if (mge != null) {
            mge.warnings().forEach(line -> warnings.add(config.potential().mge() + ": " + line));
        }
        return warnings;
    }

    public static double startOf(FitConfig config, InitialGuess guess, String name) {
        Double start = config.parameter(name).start();
        return start != null ? start : guess.values().get(name);
    }

    /** The configuration with every start, the region and the channels written down: it makes the same run again. */
    private static FitConfig resolved(
            FitConfig config, CubeObservation observation, ParameterSpace starts, FitConfig.Region region) {
        return config.withData(config.data()
                        .withChannels(
                                observation.firstChannel() + 1, observation.firstChannel() + observation.channels()))
                .withParameters(settings(config, starts))
                .withFit(region == null ? config.fit() : config.fit().withRegion(region));
    }

    /** The parameters as a configuration states them. */
    public static Map<String, ParameterSetting> settings(FitConfig config, ParameterSpace starts) {
        Map<String, ParameterSetting> settings = new LinkedHashMap<>();
        for (Parameter p : starts.parameters()) {
            if (p.tieOrNull() != null) {
                settings.put(p.name(), config.parameter(p.name()));
            } else if (p.isFree()) {
                settings.put(p.name(), new ParameterSetting(p.start(), p.min(), p.max(), false, p.scale(), null));
            } else {
                settings.put(p.name(), new ParameterSetting(p.start(), null, null, true, null, null));
            }
        }
        return settings;
    }
}
