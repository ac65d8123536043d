package org.steelyard.fit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.inference.FitObserver;

/** Velocity maps in files, and configurations that fit them. */
final class MapFiles {

    static final FitConfig.Fit PLAIN = new FitConfig.Fit(
            null,
            null,
            FitConfig.Noise.UNIFORM,
            null,
            null,
            FitConfig.Likelihood.INDEPENDENT,
            FitConfig.Optimiser.LEVENBERG_MARQUARDT,
            FitConfig.Loss.LEAST_SQUARES);

    private MapFiles() {}

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
    static FitConfig.Data data(
            Path velocity,
            Path flux,
            Path error,
            Double errorValue,
            Path bins,
            Double pixel,
            Beam beam,
            VelocityConvention convention) {
        return new FitConfig.Data(
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
                null,
                convention);
    }

    static FitConfig.Potential potential(Path mge) {
        return new FitConfig.Potential(
                mge, null, mge == null, null, null, FitConfig.GasSource.NONE, null, 0, 3.1, 0.7, 1.36);
    }

    static FitConfig.Disk disk(FitConfig.Brightness light) {
        return new FitConfig.Disk(
                FitConfig.Dispersion.FLAT,
                FitConfig.Flow.NONE,
                1,
                light,
                null,
                FitConfig.FluxExtraction.OPTIMAL,
                10,
                false);
    }

    static FitConfig config(
            Path folder, FitConfig.Data data, double angularDistance, Path mge, FitConfig.Brightness light) {
        return new FitConfig(
                folder,
                data,
                new FitConfig.Galaxy("test", null, angularDistance),
                potential(mge),
                disk(light),
                new FitConfig.Model(null, 1e-4, null, FitConfig.LineProfile.INTEGRATED),
                PLAIN,
                null,
                Map.of());
    }

    static FitConfig with(FitConfig c, FitConfig.Disk disk) {
        return new FitConfig(
                c.folder(), c.data(), c.galaxy(), c.potential(), disk, c.model(), c.fit(), c.grid(), c.parameters());
    }

    static FitOutcome fit(FitConfig config, int threads) {
        return GalaxyFit.run(
                config, new GalaxyFit.Run("test", threads, 1, FitObserver.NONE, () -> System.nanoTime() * 1e-9));
    }
}
