package org.steelyard.inference.diagnose;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.inference.Prior;
import org.steelyard.inference.SampledParameter;

/** Comparison with the R package posterior and with emcee; the scripts are next to the reference files. */
class ChainDiagnosticsTest {

    /** Sums of some 1000 numbers in another order, and another inverse normal integral, differ by about 1e-13. */
    private static final double ROUNDING = 1e-10;

    /** Chains with the results of another program. */
    private record Reference(String name, double[] expected, double[][] chains) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Reference> diagnostics() throws IOException {
        return read("diagnostics.csv");
    }

    static List<Reference> autocorrelations() throws IOException {
        return read("autocorrelation.csv");
    }

    @ParameterizedTest
    @MethodSource("diagnostics")
    void agreesWithPosterior(Reference reference) {
        double[][] x = reference.chains();
        double[] expected = reference.expected();
        assertAll(
                () -> assertRelative(expected[0], ChainDiagnostics.rHat(x)),
                () -> assertRelative(expected[1], ChainDiagnostics.essBulk(x)),
                () -> assertRelative(expected[2], ChainDiagnostics.essTail(x)),
                () -> assertRelative(expected[3], ChainDiagnostics.essMean(x)),
                () -> assertRelative(expected[4], ChainDiagnostics.meanError(x)));
    }

    @ParameterizedTest
    @MethodSource("autocorrelations")
    void agreesWithEmcee(Reference reference) {
        assertRelative(reference.expected()[0], Autocorrelation.time(reference.chains()));
    }

    @Test
    void constantsAndInfinitiesHaveNoDiagnostics() {
        double[][] constant = {{1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}};
        double[][] infinite = {{1, 2, 3, 4, Double.POSITIVE_INFINITY, 6}};
        for (double[][] x : List.of(constant, infinite)) {
            assertEquals(Double.NaN, ChainDiagnostics.rHat(x));
            assertEquals(Double.NaN, ChainDiagnostics.essBulk(x));
            assertEquals(Double.NaN, ChainDiagnostics.essTail(x));
        }
    }

    @Test
    void quantilesAreLinearBetweenOrderStatistics() {
        double[] sorted = {1, 2, 4, 8};
        assertEquals(1, SampleStatistics.quantile(sorted, 0));
        assertEquals(3, SampleStatistics.quantile(sorted, 0.5));
        assertEquals(8, SampleStatistics.quantile(sorted, 1));
    }

    @Test
    void summaryOfEvenlySpacedDraws() {
        double[] draws = new double[10_001];
        Arrays.setAll(draws, i -> (i * 7919L % 10_001) / 10_000.0);
        ParameterSummary summary =
                ParameterSummary.of(new SampledParameter("x", "m", new Prior.Uniform(0, 1)), new double[][] {draws});
        double spacing = 1e-4;
        assertEquals(0.5, summary.mean(), ROUNDING);
        assertEquals(Math.sqrt(1.0 / 12), summary.standardDeviation(), spacing);
        assertEquals(0.5, summary.median(), ROUNDING);
        assertEquals(0.158655, summary.low68(), spacing);
        assertEquals(0.977250, summary.high95(), spacing);
        assertEquals(0.001350, summary.low997(), spacing);
        assertTrue(summary.meanError() > 0);
    }

    private static void assertRelative(double expected, double actual) {
        assertEquals(expected, actual, ROUNDING * Math.abs(expected));
    }

    private static List<Reference> read(String file) throws IOException {
        List<Reference> references = new ArrayList<>();
        try (InputStream stream = ChainDiagnosticsTest.class.getResourceAsStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] head = line.split(",", -1);
                double[] expected = numbers(Arrays.copyOfRange(head, 2, head.length));
                double[][] chains = new double[Integer.parseInt(head[1])][];
                for (int c = 0; c < chains.length; c++) {
                    chains[c] = numbers(reader.readLine().split(",", -1));
                }
                references.add(new Reference(head[0], expected, chains));
            }
        }
        return references;
    }

    private static double[] numbers(String[] cells) {
        return Arrays.stream(cells)
                .mapToDouble(cell -> Double.parseDouble(cell.trim()))
                .toArray();
    }
}
