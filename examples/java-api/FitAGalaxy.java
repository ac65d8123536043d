import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.steelyard.config.Configuration;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.inference.FitObserver;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.RunContent;
import org.steelyard.report.RunFolder;

/** Weighs the black hole of the shipped cube; with a folder as argument, writes the run there. */
public final class FitAGalaxy {

    public static void main(String[] arguments) {
        Configuration config = Configuration.ofCube(
                "NGC 1380-like", Path.of("data/ngc1380_like.fits.gz"), Path.of("data/ngc1380_like_mge.ecsv"), 17.1);
        FitOutcome outcome = GalaxyFit.run(
                config, new GalaxyFit.Run("java-api", 2, 1, FitObserver.NONE, () -> 1e-9 * System.nanoTime()));
        FitResult result = outcome.result();
        for (FitResult.FittedParameter p : result.parameters()) {
            System.out.printf(Locale.ROOT, "%-16s %12.6g +- %-10.2g %s%n", p.name(), p.value(), p.error(), p.unit());
        }
        System.out.printf(Locale.ROOT, "%s, reduced chi2 %.3f%n", result.status(), result.reducedChi2());
        if (arguments.length > 0) {
            Run run = new RunContent(result, outcome.cube(), outcome.map(), "", "");
            RunFolder.write(Path.of(arguments[0]), run, Set.of(FigureFormat.PNG));
        }
    }
}
