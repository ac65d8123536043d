// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import java.util.Map;
import org.steelyard.fit.search.DerivedNumbers;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;

/**
 * What a fit says on the mass of the black hole, for headlines.
 *
 * @param kind of statement
 * @param label "Black hole mass", or "Enclosed mass" where the model has no stars
 * @param mass the parameter; null for {@link Kind#NO_BLACK_HOLE}
 * @param limit [Msun] upper limit of 95 % probability; NaN where there is none
 * @param distanceError [Msun] error of the mass from that of the distance; NaN where it is not given
 * @param reason why there is no measurement, or of what the mass is one; empty for a plain measurement
 */
public record MassStatement(
        Kind kind, String label, FittedParameter mass, double limit, double distanceError, String reason) {

    /** Kinds of statements. */
    public enum Kind {
        /** The model has no black hole. */
        NO_BLACK_HOLE,
        /** The fit gives no mass. */
        NO_MEASUREMENT,
        /** The mass was given, not fitted. */
        GIVEN,
        /** An upper limit. */
        LIMIT,
        /** A value with an error. */
        MEASURED
    }

    /**
     * @param result of a fit
     * @return its statement
     */
    public static MassStatement of(FitResult result) {
        FittedParameter mass = result.parameters().stream()
                .filter(p -> p.name().equals("mbh"))
                .findFirst()
                .orElse(null);
        Object enclosed = result.derived().get(DerivedNumbers.ENCLOSED_MASS);
        String label = enclosed == null ? "Black hole mass" : "Enclosed mass";
        double limit = quantity(result, DerivedNumbers.UPPER_LIMIT);
        double distance = quantity(result, DerivedNumbers.DISTANCE_ERROR);
        String of = enclosed == null ? "" : enclosed.toString();
        if (mass == null) {
            return new MassStatement(Kind.NO_BLACK_HOLE, label, null, limit, distance, "");
        }
        if (!result.converged()) {
            return new MassStatement(Kind.NO_MEASUREMENT, label, mass, Double.NaN, distance, result.status());
        }
        if (Double.isFinite(limit)) {
            return new MassStatement(Kind.LIMIT, label, mass, limit, distance, of);
        }
        if (mass.free() && (mass.atBound() || !mass.constrained() || Double.isNaN(mass.error()))) {
            String reason = mass.atBound()
                    ? "the fit ended at a bound of mbh, which is no measurement"
                    : "the data do not constrain it";
            return new MassStatement(Kind.NO_MEASUREMENT, label, mass, limit, distance, reason);
        }
        return new MassStatement(mass.free() ? Kind.MEASURED : Kind.GIVEN, label, mass, limit, distance, of);
    }

    private static double quantity(FitResult result, String name) {
        return result.derived().get(name) instanceof Map<?, ?> quantity && quantity.get("value") instanceof Number value
                ? value.doubleValue()
                : Double.NaN;
    }
}
