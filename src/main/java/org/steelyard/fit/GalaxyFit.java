// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.List;
import org.steelyard.config.Configuration;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.fit.cube.CubeData;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.fit.map.MapData;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.map.VelocityMapFit;
import org.steelyard.fit.misfit.CubeDiagnosis;
import org.steelyard.fit.misfit.MapDiagnosis;
import org.steelyard.fit.misfit.QuickRefit;
import org.steelyard.fit.search.FitImages;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FittableData;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.Minimum;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.fit.search.ResultAssembly;
import org.steelyard.galaxy.PressureCheck;
import org.steelyard.kernel.KernelProvider;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/** Fits one galaxy, from its configuration to numbers and images (method page, sections 9 to 11). */
public final class GalaxyFit {

    private GalaxyFit() {}

    /**
     * @param config what to fit
     * @return the result of a fit with {@link FitOptions#defaults()}
     * @throws org.steelyard.units.InputException if the input is at fault
     */
    public static FitOutcome run(Configuration config) {
        return run(config, FitOptions.defaults());
    }

    /**
     * @param config what to fit
     * @param options how
     * @return the result; {@link FitResult#status()} says whether the fit converged
     * @throws org.steelyard.units.InputException if the input is at fault
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static FitOutcome run(Configuration config, FitOptions options) {
        KernelProvider.warning().ifPresent(options.observer()::message);
        try (ParallelFor threads = new ParallelFor(options.threads())) {
            double begin = options.clock().getAsDouble();
            StellarPotential stars = GalaxySetup.stars(config);
            return fit(read(config), stars, options, threads, begin);
        }
    }

    /** The data of a configuration, of whichever kind. */
    static FittableData<?> read(Configuration config) {
        return config.data().velocityMap() != null ? MapData.read(config) : CubeData.read(config);
    }

    private static <F extends PreparedFit<F>> FitOutcome fit(
            FittableData<F> given, StellarPotential stars, FitOptions options, ParallelFor threads, double begin) {
        double read = options.clock().getAsDouble();
        ModelSearch<F> found = ModelSearch.of(given, stars, options, threads);
        FittableData<F> data = found.data();
        Configuration config = data.config();
        List<String> messages = found.messages();
        Minimum<F> minimum = found.minimum();
        double fitted = options.clock().getAsDouble();
        F fit = minimum.fit();
        double radius = fit.ellipse() == null ? Double.NaN : fit.ellipse().semiMajor();
        stars.warnings(radius).forEach(line -> messages.add(config.potential().mge() + ": " + line));
        FittableData.BestModel best = data.best(fit, minimum.values(), threads);
        messages.addAll(best.messages());
        messages.addAll(
                DistanceCheck.of(config, minimum.values()[fit.space().index(KinematicCentre.SYSTEMIC_VELOCITY)]));
        messages.addAll(RegionCheck.of(
                config,
                fit.ellipse(),
                fit.galaxy().frame().pixelSize(),
                minimum.values()[fit.space().index(KinematicCentre.X)],
                minimum.values()[fit.space().index(KinematicCentre.Y)]));
        if (minimum.warpOrNull() != null) {
            best.derived().put("warp", minimum.warpOrNull().numbers());
        }
        messages.addAll(PressureCheck.of(
                fit.galaxy(),
                minimum.values(),
                fit.galaxy().frame().pixelSize(),
                fit.ellipse() == null ? GalaxySetup.reach(fit.galaxy()) : radius));
        FitResult result = new ResultAssembly(config, options, threads, messages)
                .result(minimum, found.starts(), best.derived(), begin, read, fitted);
        if (result.converged()) {
            result = result.with(diagnosis(data, found.guess(), stars, minimum, best.images(), result, threads));
        }
        Configuration resolved = found.resolved();
        return new FitOutcome(
                result,
                best.images() instanceof ModelProducts cube ? cube : null,
                best.images() instanceof MapProducts map ? map : null,
                resolved,
                FittedGalaxy.of(resolved, fit, minimum.values()));
    }

    /** Whether the model describes the data; null for data without diagnosis. */
    private static Diagnosis diagnosis(
            FittableData<?> data,
            InitialGuess guess,
            StellarPotential stars,
            Minimum<?> minimum,
            FitImages images,
            FitResult result,
            ParallelFor threads) {
        if (minimum.fit() instanceof CubeFit fit && data instanceof CubeData cube) {
            return new CubeDiagnosis(fit, minimum.solution(), threads)
                    .diagnose((ModelProducts) images, new QuickRefit(cube, guess, stars, threads), result);
        }
        if (minimum.fit() instanceof VelocityMapFit fit) {
            return MapDiagnosis.of(fit, minimum.solution(), (MapProducts) images, result, threads);
        }
        return null;
    }
}
