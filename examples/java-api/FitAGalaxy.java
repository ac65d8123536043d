import java.nio.file.Path;
import java.util.Locale;
import org.steelyard.Steelyard;
import org.steelyard.config.Configuration;
import org.steelyard.fit.FitOutcome;

/** Weighs the black hole of the shipped cube and saves the run: {@code steelyard errors DIR} goes on from there. */
public final class FitAGalaxy {

    public static void main(String[] arguments) {
        Configuration config = Configuration.ofCube(
                "NGC 1380-like", Path.of("data/ngc1380_like.fits.gz"), Path.of("data/ngc1380_like_mge.ecsv"), 17.1);
        FitOutcome outcome = Steelyard.fit(config);
        outcome.result().parameters().forEach(p -> System.out.printf(
                Locale.ROOT, "%-16s %12.6g +- %-10.2g %s%n", p.name(), p.value(), p.error(), p.unit()));
        System.out.printf(
                Locale.ROOT, "%s, reduced chi2 %.3f%n", outcome.result().status(), outcome.result().reducedChi2());
        if (arguments.length > 0) {
            Steelyard.save(outcome, Path.of(arguments[0]));
        }
    }
}
