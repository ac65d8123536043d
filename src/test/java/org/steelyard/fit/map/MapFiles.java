// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.GalaxyConfig;
import org.steelyard.config.ModelConfig;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.inference.FitObserver;

/** Velocity maps in files, and configurations that fit them. */
public final class MapFiles {

    private MapFiles() {}

    /** The shipped velocity map, with 2 x 2 sub-pixels. */
    public static Configuration shipped() {
        Path data = Path.of("data").toAbsolutePath();
        return Configuration.ofCube("map", data.resolve("none.fits"), data.resolve("ngc3258_mge.ecsv"), 31.3)
                .withData(data(
                        data.resolve("ngc3258_like_m1.fits.gz"),
                        data.resolve("ngc3258_like_m0.fits.gz"),
                        data.resolve("ngc3258_like_m1_error.fits.gz"),
                        null,
                        null,
                        null,
                        null,
                        null))
                .withModel(new ModelConfig(2, 1e-4, null, ModelConfig.LineProfile.INTEGRATED));
    }

    /** Writes a map without sky coordinates. */
    static Path write(Path file, double[] values, int nx, String unit) {
        return write(file, values, nx, unit, SkyFrame.linear(1), Map.of());
    }

    static Path write(Path file, double[] values, int nx, String unit, SkyFrame frame, Map<String, Object> cards) {
        Image image = new Image(values, nx, values.length / nx, frame, 0, 0, unit);
        CubeWriter.write(file, List.of(Hdu.of("MAP", image).withCards(cards)), new FitsProvenance("test", List.of()));
        return file;
    }

    /** What says where the data are, with a pixel size and a beam for headers that have none. */
    public static DataConfig data(
            Path velocity,
            Path flux,
            Path error,
            Double errorValue,
            Path bins,
            Double pixel,
            Beam beam,
            VelocityConvention convention) {
        return new DataConfig(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                flux,
                velocity,
                error,
                errorValue,
                bins,
                pixel,
                beam,
                false,
                null,
                convention,
                SpectralResponse.NONE,
                null,
                null);
    }

    static PotentialConfig potential(Path mge) {
        return new PotentialConfig(
                mge,
                null,
                List.of(),
                null,
                mge == null,
                null,
                null,
                PotentialConfig.MassToLight.CONSTANT,
                PotentialConfig.GasSource.NONE,
                null,
                0,
                3.1,
                0.7,
                1.36,
                false);
    }

    static DiskConfig disk(SurfaceBrightness light) {
        return DiskConfig.defaults().withSurfaceBrightness(light, null);
    }

    static Configuration config(
            Path folder, DataConfig data, double angularDistance, Path mge, SurfaceBrightness light) {
        return new Configuration(
                folder,
                data,
                new GalaxyConfig("test", null, angularDistance),
                potential(mge),
                null,
                disk(light),
                ModelConfig.defaults().withTolerance(1e-4),
                FitConfig.defaults(),
                null,
                null,
                Map.of());
    }

    static FitOutcome fit(Configuration config, int threads) {
        return GalaxyFit.run(
                config, new FitOptions("test", threads, 1, FitObserver.NONE, () -> System.nanoTime() * 1e-9));
    }
}
