package org.steelyard.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.steelyard.inference.diagnose.ParameterSummary;
import org.steelyard.inference.optimise.FiniteDifferences;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.inference.sample.NestedResult;
import org.steelyard.inference.sample.NestedSampler;
import org.steelyard.inference.sample.SamplingProblem;

/** The examples of the package descriptions run, and are the code between the marks of this file. */
class InferenceExamplesTest {

    private static final Path MAIN = Path.of("src/main/java/org/steelyard/inference");
    private static final Path HERE = Path.of("src/test/java/org/steelyard/inference/InferenceExamplesTest.java");

    /** Monte Carlo errors; the seed is fixed, and one true result in 15000 is farther off. */
    private static final double SIGMAS = 4;

    @Test
    void straightLine() throws IOException {
        // begin line
        record Line(double[] x, double[] y, double sigma) implements LeastSquaresProblem {
            @Override
            public double[] start() {
                return new double[] {0, 0};
            }

            @Override
            public int residualCount() {
                return x.length;
            }

            @Override
            public void evaluate(double[] p, double[] residuals, double[][] jacobianOrNull) {
                Arrays.setAll(residuals, k -> (p[0] + p[1] * x[k] - y[k]) / sigma);
            }
        }
        LeastSquaresProblem line = new Line(new double[] {0, 1, 2}, new double[] {1, 3, 5}, 0.1);
        Solution fit = LevenbergMarquardt.defaults().minimise(FiniteDifferences.differentiated(line), FitObserver.NONE);
        String text = String.format(Locale.ROOT, "slope %.3f +- %.3f", fit.point()[1], fit.error(1));
        // end line
        assertTrue(fit.converged(), fit.reason());
        // sigma / sqrt(sum (x - mean)^2) = 0.1 / sqrt(2)
        assertEquals("slope 2.000 +- 0.071", text);
        assertEquals(example(MAIN.resolve("package-info.java")), marked("line"));
    }

    @Test
    void normalPosterior() throws IOException {
        // begin posterior
        Prior prior = new Prior.Uniform(-10, 10);
        SampledParameter x = new SampledParameter("x", "pc", prior);
        SampledParameter y = new SampledParameter("y", "pc", prior);
        LogLikelihood normal = (points, count, logLikelihood) -> {
            for (int i = 0; i < count; i++) {
                double dx = points[i][0] - 1;
                double dy = (points[i][1] - 2) / 0.5;
                logLikelihood[i] = -0.5 * (dx * dx + dy * dy);
            }
        };
        SamplingProblem problem = new SamplingProblem(List.of(x, y), normal);
        NestedResult result = NestedSampler.seeded(1).sample(problem, SamplerObserver.NONE);
        List<ParameterSummary> summaries = result.draws(2000, 1).summaries();
        // end posterior
        assertTrue(result.converged(), result.reason());
        // Z = 2 pi 0.5 / 20^2
        assertEquals(Math.log(2 * Math.PI * 0.5 / 400), result.logEvidence(), SIGMAS * result.logEvidenceError());
        double draws = result.effectiveSampleSize(1);
        assertEquals(1, summaries.get(0).mean(), SIGMAS / Math.sqrt(draws));
        assertEquals(0.5, summaries.get(1).standardDeviation(), SIGMAS * 0.5 / Math.sqrt(2 * draws));
        assertEquals(example(MAIN.resolve("sample/package-info.java")), marked("posterior"));
    }

    /** The lines of the example in a package description, without indentation and empty lines. */
    private static List<String> example(Path file) throws IOException {
        return between(file, "<pre>{@code", "}</pre>", " * ");
    }

    private static List<String> marked(String name) throws IOException {
        return between(HERE, "// begin " + name, "// end " + name, "");
    }

    private static List<String> between(Path file, String begin, String end, String prefix) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .map(line -> line.startsWith(prefix) ? line.substring(prefix.length()) : line)
                .map(String::strip)
                .toList();
        List<String> found = lines.subList(lines.indexOf(begin) + 1, lines.indexOf(end)).stream()
                .filter(line -> !line.isEmpty())
                .toList();
        assertTrue(found.size() > 5, file + " has an example");
        return found;
    }
}
