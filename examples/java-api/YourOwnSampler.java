import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.steelyard.Steelyard;
import org.steelyard.config.Configuration;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.kernel.ParallelFor;

/** A random walk of one's own over the likelihood of a fit: residuals at a point are all that it needs. */
public final class YourOwnSampler {

    public static void main(String[] arguments) {
        int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        Configuration config = Configuration.ofCube(
                "NGC 1380-like", Path.of("data/ngc1380_like.fits.gz"), Path.of("data/ngc1380_like_mge.ecsv"), 17.1);
        FitOutcome outcome = Steelyard.fit(config);
        try (ParallelFor threads = new ParallelFor(2)) {
            DiskProblem problem = outcome.fitted().problem(threads);
            // The coordinates: free parameters, log10 of M_BH. A Jacobian comes with evaluate(point, residuals,
            // jacobian).
            double[] point = problem.start();
            double[] width = new double[point.length];
            double[][] jacobian = new double[point.length][problem.residualCount()];
            problem.evaluate(point, new double[problem.residualCount()], jacobian);
            for (int k = 0; k < width.length; k++) {
                width[k] = 0.5 / Math.sqrt(Arrays.stream(jacobian[k]).map(j -> j * j).sum());
            }
            Random random = new Random(1);
            double chi2 = problem.chiSquared(point);
            double sum = 0;
            double squares = 0;
            for (int step = 0; step < steps; step++) {
                double[] trial = point.clone();
                for (int k = 0; k < trial.length; k++) {
                    trial[k] += width[k] * random.nextGaussian();
                }
                double there = problem.chiSquared(trial);
                if (Math.log(random.nextDouble()) < (chi2 - there) / 2) {
                    point = trial;
                    chi2 = there;
                }
                sum += point[0];
                squares += point[0] * point[0];
            }
            double mean = sum / steps;
            System.out.printf(
                    Locale.ROOT,
                    "log10 M_BH = %.4f +- %.4f after %d evaluations%n",
                    mean,
                    Math.sqrt(squares / steps - mean * mean),
                    steps);
        }
    }
}
