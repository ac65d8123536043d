// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.fit.search.FitResult.FittedParameter;

/** The comparison of a fit with the known one notices what is wrong, and only that. */
class KnownFitTest {

    /** [chi^2] Beyond the limit of the comparison. */
    private static final double WORSE = 1.1 * KnownFit.SAME_CHI2;

    @Test
    void theReferencePasses() {
        assertEquals(List.of(), wrong(KnownFit.CHI2, parameters("", 0, 1)));
        assertEquals(
                1 + KnownFit.PARAMETERS.size(),
                KnownFit.compare(KnownFit.CHI2, parameters("", 0, 1)).size());
    }

    /** A value that moves by part of its error, or an error that grows. */
    @ParameterizedTest
    @CsvSource({
        "mbh, 0.09, 1, ''",
        "mbh, 0.11, 1, mbh",
        "mbh, -0.11, 1, mbh",
        "x, 0.11, 1, x",
        "dispersion, 0, 1.2, dispersion",
        "vsys, NaN, 1, vsys",
        "y, 0, NaN, y"
    })
    void aChangeIsNoticed(String parameter, double shift, double growth, String expected) {
        assertEquals(
                expected.isEmpty() ? List.of() : List.of(expected),
                wrong(KnownFit.CHI2, parameters(parameter, shift, growth)));
    }

    @Test
    void anotherChiSquaredIsNoticed() {
        assertEquals(List.of("chi2"), wrong(KnownFit.CHI2 + WORSE, parameters("", 0, 1)));
        assertEquals(List.of("chi2"), wrong(Double.NaN, parameters("", 0, 1)));
    }

    @Test
    void aMissingParameterIsNoticed() {
        List<FittedParameter> all = parameters("", 0, 1);
        assertEquals(List.of("mbh"), wrong(KnownFit.CHI2, all.subList(1, all.size())));
    }

    private static List<String> wrong(double chiSquared, List<FittedParameter> parameters) {
        return KnownFit.compare(chiSquared, parameters).stream()
                .filter(finding -> !finding.good())
                .map(Finding::step)
                .toList();
    }

    private static List<FittedParameter> parameters(String changed, double shift, double growth) {
        return KnownFit.PARAMETERS.stream()
                .map(known -> {
                    boolean here = known.name().equals(changed);
                    double value = known.reference() + (here ? shift * known.error() : 0);
                    double error = known.error() * (here ? growth : 1);
                    return new FittedParameter(known.name(), "", value, error, true, false, true, value, 0, 1);
                })
                .toList();
    }
}
