// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.fit.cube.CubeData;
import org.steelyard.fit.map.MapData;
import org.steelyard.fit.search.DataSelection;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FittableData;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InputFiles;
import org.steelyard.fit.search.Minimum;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.fit.search.Refit;
import org.steelyard.fit.search.ResultAssembly;
import org.steelyard.inference.FitObserver;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.units.InputException;

/**
 * Fits of other models to the data of one fit. Models with the same data share one reading of the files. Immutable, shared
 * by threads.
 */
public final class ModelRefits {

    /** Bits of a checksum that a number of 53 binary digits has no place for. */
    private static final int UNUSED_BITS = 16;

    private final Configuration base;
    private final FittableData<?> data;

    private ModelRefits(Configuration base, FittableData<?> data) {
        this.base = base;
        this.data = data;
    }

    /**
     * @param base resolved configuration of a fit
     * @return refits of its data
     * @throws org.steelyard.units.InputException if a file cannot be read
     */
    public static ModelRefits of(Configuration base) {
        return new ModelRefits(base, GalaxyFit.read(base));
    }

    /**
     * Checks, before the data are read, that a model suits them.
     *
     * @param model configuration of the model
     * @throws InputException if such data cannot tell what the model needs
     */
    public static void requireSuitable(Configuration model) {
        if (model.data().velocityMap() != null) {
            MapData.requireSuitable(model);
        } else if (model.fit().noise() == FitConfig.Noise.VARYING
                && model.data().primaryBeam() == null) {
            throw new InputException(
                    "fit.noise = \"varying\" needs data.primary_beam = \"FILE.fits\", the primary beam on the cube's grid");
        }
    }

    /**
     * @param model configuration of a model
     * @return every file that its fit reads
     */
    public static List<Path> files(Configuration model) {
        return InputFiles.files(model);
    }

    /**
     * One model at its minimum.
     *
     * @param result the numbers of the fit, without images and diagnosis
     * @param fitted the galaxy at the minimum, ready for refits
     * @param exactChiSquared [-] lowest chi^2 of the data in the likelihood of correlated noise, whatever the configuration's:
     *     the minimum of that likelihood, found from the fit. Where the correlation is not known, chi^2 of independent data
     * @param correlated whether the correlation of the noise is known
     * @param data as a number that differs for other data or another noise: 48 bits of their SHA-256
     */
    public record Model(FitResult result, FittedGalaxy fitted, double exactChiSquared, boolean correlated, long data) {}

    /**
     * Fits a model from the starts of its configuration, with the search for other minima that {@code fit.starts} asks.
     *
     * @param model configuration of the model
     * @param version of the program
     * @param seed of that search
     * @return the model at its minimum
     * @throws org.steelyard.units.InputException if the model does not go together with the data
     */
    public Model fit(Configuration model, String version, long seed) {
        FitOptions options = new FitOptions(version, 1, seed, FitObserver.NONE, () -> 0, false);
        try (ParallelFor one = new ParallelFor(1)) {
            StellarPotential stars = GalaxySetup.stars(model);
            FittableData<?> its =
                    data instanceof CubeData && sharesData(model) ? data.with(model) : GalaxyFit.read(model);
            return fit(its, stars, options, one);
        }
    }

    /** Whether reading the files of a model would give the same data. */
    private boolean sharesData(Configuration model) {
        return alike(model.data(), base.data())
                && alike(
                        model.fit()
                                .withLikelihood(base.fit().likelihood())
                                .withStarts(base.fit().starts()),
                        base.fit())
                && Stream.of("x", "y", "ra", "dec")
                        .allMatch(name -> Objects.equals(
                                model.parameter(name).start(),
                                base.parameter(name).start()));
    }

    /** Whether two records have the same components, arrays by their elements. */
    private static boolean alike(Record one, Record other) {
        try {
            for (RecordComponent component : one.getClass().getRecordComponents()) {
                Method value = component.getAccessor();
                if (!Objects.deepEquals(value.invoke(one), value.invoke(other))) {
                    return false;
                }
            }
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <F extends PreparedFit<F>> Model fit(
            FittableData<F> data, StellarPotential stars, FitOptions options, ParallelFor threads) {
        ModelSearch<F> found = ModelSearch.of(data, stars, options, threads);
        Minimum<F> minimum = found.minimum();
        FitResult result = new ResultAssembly(found.data().config(), options, threads, new ArrayList<>())
                .result(minimum, found.starts(), new LinkedHashMap<>(), 0, 0, 0);
        F fit = minimum.fit();
        boolean correlated = fit.correlation() != null && fit.correlation().missing() == null;
        double exact = result.chi2();
        if (correlated && result.converged()) {
            DiskProblem problem = fit.withStarts(minimum.values()).exact(threads);
            exact = problem.chiSquaredOfData(
                    Refit.polish(problem, FitObserver.NONE).point());
        }
        return new Model(
                result,
                FittedGalaxy.of(found.resolved(), fit, minimum.values()),
                exact,
                correlated,
                checksum(fit.data(), fit.noise()));
    }

    private static long checksum(double[] data, double[] noise) {
        int[] used = DataSelection.usable(data, noise);
        ByteBuffer bytes = ByteBuffer.allocate(2 * Double.BYTES * used.length);
        for (int k : used) {
            bytes.putDouble(data[k]).putDouble(noise[k]);
        }
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.array()))
                            .getLong()
                    >>> UNUSED_BITS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
