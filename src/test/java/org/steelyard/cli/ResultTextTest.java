// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;

class ResultTextTest {

    private static FittedParameter parameter(String name, double value, double error, boolean free) {
        return new FittedParameter(name, "Msun", value, error, free, false, true, value, 0, 1e12);
    }

    private static FitResult result(String status, FittedParameter... parameters) {
        FitResult.Timing timing = new FitResult.Timing(0.1, 0.2, 0.3, 1, 2);
        return new FitResult(
                "0",
                status,
                List.of(parameters),
                100,
                101,
                1,
                100,
                1,
                Double.NaN,
                7,
                null,
                timing,
                new FitResult.Machine("", "", ""),
                List.of(),
                Map.of(),
                List.of("a note"));
    }

    @ParameterizedTest
    @CsvSource({
        "1.46789e8, 1.234e6, 1.468e8, 0.012e8",
        "1.46789e8, 2.234e8, 1.5e8, 2.2e8",
        "77.08765, 0.0478, 77.088, 0.048",
        "1865.33063, 0.149, 1865.33, 0.15",
        "1865.33063, 14.9, 1865, 15",
        "0.99870, 0.0043, 0.9987, 0.0043",
        "-0.000021, 0.000003, -2.10e-5, 0.30e-5",
        "0, 0.25, 0.00, 0.25",
        "0.02, 0.25, 0.02, 0.25",
        "48850, 414515, 0.5e5, 4.1e5",
        "61.48, NaN, 61.4800, NaN",
    })
    void twoDigitsOfTheError(double value, double error, String shown, String shownError) {
        FittedParameter p = parameter("mbh", value, error, true);
        assertEquals(shown, ResultText.value(p));
        assertEquals(shownError, ResultText.error(p));
    }

    @Test
    void theHeadlineIsTheMass() {
        assertEquals(
                "Black hole mass: 1.468e8 +- 0.012e8 Msun",
                ResultText.headline(result(FitResult.CONVERGED, parameter("mbh", 1.46789e8, 1.234e6, true))));
        assertEquals(
                "Black hole mass: 1.00000e8 Msun (fixed)",
                ResultText.headline(result(FitResult.CONVERGED, parameter("mbh", 1e8, Double.NaN, false))));
        assertEquals("No black hole in this model", ResultText.headline(result(FitResult.CONVERGED)));
    }

    @Test
    void aMassConsistentWithZeroIsAnUpperLimit() {
        FitResult fit = result(FitResult.CONVERGED, parameter("mbh", 1.3e5, 2.7e5, true));
        Map<String, Object> limit = Map.of("upper_limit", Map.of("value", 5.634e5, "unit", "Msun"));
        assertEquals(
                "Black hole mass: below 5.63e5 Msun (95 % upper limit; chi2 is lowest at 1.3e5 +- 2.7e5 Msun)",
                ResultText.headline(with(fit, limit)));
    }

    @Test
    void withoutStarsTheMassIsEnclosedMass() {
        FitResult fit = result(FitResult.CONVERGED, parameter("mbh", 1.46789e8, 1.234e6, true));
        assertEquals(
                "Enclosed mass: 1.468e8 +- 0.012e8 Msun (the model has no stars)",
                ResultText.headline(with(fit, Map.of("enclosed_mass", "the model has no stars"))));
    }

    @Test
    void aMassAtItsBoundIsNoMeasurement() {
        FittedParameter bound = new FittedParameter("mbh", "Msun", 1e12, Double.NaN, true, true, true, 1e8, 1e3, 1e12);
        assertEquals(
                "No black hole mass: the fit ended at a bound of mbh, which is no measurement (the fit ended at 1.00000e12 Msun)",
                ResultText.headline(result(FitResult.CONVERGED, bound)));
    }

    private static FitResult with(FitResult r, Map<String, Object> derived) {
        return new FitResult(
                r.version(),
                r.status(),
                r.parameters(),
                r.chi2(),
                r.nData(),
                r.nFree(),
                r.dof(),
                r.reducedChi2(),
                r.chi2Correlated(),
                r.evaluations(),
                r.search(),
                r.timing(),
                r.machine(),
                r.inputs(),
                derived,
                r.messages());
    }

    @Test
    void aFitThatFailedClaimsNoMass() {
        String line = ResultText.headline(result("not a disk", parameter("mbh", 1.46789e8, 1.234e6, true)));
        assertTrue(line.startsWith("No black hole mass: not a disk"), line);
    }

    @Test
    void boundsAndNotesAreSaid() {
        FittedParameter bound = new FittedParameter("kappa", "", 1, 0.1, true, true, true, 0, 0, 1);
        FittedParameter loose = new FittedParameter("omega", "", 1, 0.1, true, false, false, 0, 0, 1);
        String table = ResultText.table(result(FitResult.CONVERGED, bound, loose));
        assertTrue(
                table.contains("at its bound")
                        && table.contains("not constrained by the data")
                        && table.contains("note: a note"),
                table);
    }
}
