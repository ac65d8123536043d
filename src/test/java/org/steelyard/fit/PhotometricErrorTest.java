// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.config.Configuration;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ModelConfig;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.fit.map.MapFiles;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.inference.FitObserver;
import org.steelyard.potential.MgeCovariance;
import org.steelyard.potential.MgeTable;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;

/** The error of the starlight in the errors of a fit, against fits with the shifted starlight. */
class PhotometricErrorTest {

    /** Relative error of a Gaussian's sigma, small enough that M_BH follows it linearly. */
    private static final double SIGMA = 0.02;

    /**
     * Of the larger one of shift and standard error of the gas: both fits stop within some hundredths of a standard error of their minima.
     */
    private static final double SETTLED = 0.1;

    @TempDir
    Path folder;

    /** What is fitted. */
    enum Kind {
        CUBE,
        CORRELATED,
        MAP
    }

    private static Configuration config(Kind kind) {
        if (kind == Kind.MAP) {
            return MapFiles.shipped();
        }
        Configuration cube =
                Shipped.ngc1380().withModel(new ModelConfig(2, 1e-4, 6, ModelConfig.LineProfile.INTEGRATED));
        DiskConfig d = cube.disk();
        // A flux map with weights of its own would be extracted again, by up to 0.3 standard errors away.
        cube = cube.withDisk(new DiskConfig(
                DiskShape.PLAIN,
                d.dispersion(),
                d.flow(),
                d.nearSide(),
                d.surfaceBrightness(),
                false,
                d.outerRadius(),
                DiskConfig.FluxExtraction.MASKED,
                d.lucyIterations(),
                d.relativistic()));
        return kind == Kind.CUBE ? cube : cube.withFit(cube.fit().withLikelihood(FitConfig.Likelihood.CORRELATED));
    }

    private static FitResult fit(Configuration config, MgeTable ownOrNull, Path mge, Path covarianceOrNull) {
        if (ownOrNull != null) {
            TableWriter.write(
                    ColumnTable.builder()
                            .numbers("surface_brightness", "Lsun/pc2", ownOrNull.surfaceBrightness())
                            .numbers("sigma", "arcsec", ownOrNull.sigmaArcsec())
                            .numbers("axis_ratio", "", ownOrNull.axisRatio())
                            .build(),
                    mge);
        }
        Configuration changed = config.withPotential(config.potential().withMge(mge, covarianceOrNull, List.of()));
        return GalaxyFit.run(changed, new FitOptions("test", 2, 1, FitObserver.NONE, () -> 0))
                .result();
    }

    @Test
    void itIsTheShiftOfARefitOfAMap() {
        compare(Kind.MAP);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MAP")
    @Tag("slow")
    void itIsTheShiftOfARefitOfACube(Kind kind) {
        compare(kind);
    }

    private void compare(Kind kind) {
        Configuration config = config(kind);
        Path mge = config.potential().mge();
        MgeTable table = MgeTable.read(mge);
        int n = table.sigmaArcsec().length;
        // The narrowest Gaussian, which weighs as a black hole does.
        int narrowest = 0;
        for (int k = 1; k < n; k++) {
            narrowest = table.sigmaArcsec()[k] < table.sigmaArcsec()[narrowest] ? k : narrowest;
        }
        double[][] covariance = new double[3 * n][3 * n];
        double brightness = SIGMA * table.surfaceBrightness()[narrowest];
        double sigma = SIGMA * table.sigmaArcsec()[narrowest];
        covariance[narrowest][narrowest] = brightness * brightness;
        covariance[n + narrowest][n + narrowest] = sigma * sigma;
        covariance[narrowest][n + narrowest] = 0.999999 * sigma * brightness;
        covariance[n + narrowest][narrowest] = 0.999999 * sigma * brightness;
        MgeCovariance errors = MgeCovariance.of(table, covariance);
        Path file = folder.resolve("mge_covariance.ecsv");
        errors.write(file);
        FitResult known = fit(config, null, mge, null);
        FitResult uncertain = fit(config, null, mge, file);
        FitResult more = fit(config, errors.shifted(1, 0), folder.resolve("more.ecsv"), null);
        FitResult less = fit(config, errors.shifted(-1, 0), folder.resolve("less.ecsv"), null);
        for (String name : List.of("mbh", "mass_to_light", "inclination")) {
            FittedParameter with = uncertain.parameter(name);
            FittedParameter without = known.parameter(name);
            double shift = 0.5
                    * Math.abs(
                            more.parameter(name).value() - less.parameter(name).value());
            assertEquals(shift, with.photometricError(), SETTLED * Math.max(shift, without.error()), kind + " " + name);
            assertEquals(without.value(), with.value(), "the minimum stays");
            assertEquals(Math.hypot(without.error(), with.photometricError()), with.error(), 1e-12 * with.error());
            assertTrue(Double.isNaN(without.photometricError()), "not known without a covariance");
        }
        assertTrue(uncertain.messages().stream()
                .anyMatch(line -> line.startsWith("the errors include that of the starlight")));
    }
}
