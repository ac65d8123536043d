import java.nio.file.Path;
import java.util.Map;
import org.steelyard.fit.FitConfig;
import org.steelyard.fit.FitResult;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.inference.FitObserver;

/** Weighs the black hole of the shipped example. */
public final class FitAGalaxy {

    public static void main(String[] arguments) {
        Path data = Path.of("data").toAbsolutePath();
        FitConfig config = new FitConfig(
                data,
                new FitConfig.Data(data.resolve("ngc1380_like.fits.gz"), null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
                new FitConfig.Galaxy("NGC 1380-like", null, 17.1),
                new FitConfig.Potential(data.resolve("ngc1380_like_mge.ecsv"), null, false, null, null, FitConfig.GasSource.NONE, null, 0, 3.1, 0.7, 1.36),
                new FitConfig.Disk(FitConfig.Dispersion.FLAT, FitConfig.Flow.NONE, 1, FitConfig.Brightness.DECONVOLVED, null, 10, false),
                new FitConfig.Model(null, 1e-5, null, FitConfig.LineProfile.INTEGRATED),
                new FitConfig.Fit(null, null, FitConfig.Noise.UNIFORM, null, null, FitConfig.Likelihood.INDEPENDENT, FitConfig.Optimiser.LEVENBERG_MARQUARDT),
                null,
                Map.of());
        FitResult result = GalaxyFit.run(config, new GalaxyFit.Run("example", 2, 1, FitObserver.NONE, () -> 1e-9 * System.nanoTime())).result();
        FitResult.FittedParameter mass = result.parameter("mbh");
        System.out.printf("%s: M_BH = %.3e +- %.1e Msun, reduced chi2 = %.3f%n", result.status(), mass.value(), mass.error(), result.reducedChi2());
    }
}
