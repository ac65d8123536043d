// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

import org.steelyard.units.InputException;

/**
 * A parameter of a model: free within its bounds, fixed at its starting value, or tied to another parameter.
 *
 * <p>The bounds and the scale apply to a free parameter only. A fixed parameter may have a value outside its bounds,
 * and the value zero on a logarithmic scale: the profile of a mass starts at zero mass. The starting value of a tied
 * parameter is ignored.
 *
 * @param name unique among the parameters of a model
 * @param unit for messages and tables; may be empty
 * @param start starting value of a fit, or the value of a fixed parameter
 * @param min lower bound, may be -infinity
 * @param max upper bound, may be +infinity
 * @param fixed whether the value stays at {@code start}
 * @param scale coordinate in which an optimiser moves the parameter
 * @param tieOrNull how the value follows from another parameter; null for an independent parameter
 * @param priorOrNull what is known about the value before the data; null for nothing
 */
public record Parameter(
        String name,
        String unit,
        double start,
        double min,
        double max,
        boolean fixed,
        Scale scale,
        Tie tieOrNull,
        GaussianPrior priorOrNull) {

    /** @throws InputException if the bounds or the starting value are invalid */
    public Parameter {
        if (name.isBlank()) {
            throw new InputException("a parameter needs a name");
        }
        if (!(min < max)) {
            throw fault(
                    name,
                    "min " + number(min, unit) + " must be below max " + number(max, unit)
                            + "; change one of the bounds");
        }
        if (fixed && tieOrNull != null) {
            throw fault(name, "is both fixed and tied to " + tieOrNull.other() + "; remove one of the two");
        }
        if (tieOrNull == null && !Double.isFinite(start)) {
            throw fault(name, "start " + number(start, unit) + " must be a finite number");
        }
        if (!fixed && tieOrNull == null) {
            if (scale == Scale.LOG10 && !(min > 0)) {
                throw fault(
                        name,
                        "min " + number(min, unit) + " must be above 0 " + unit
                                + " on a logarithmic scale; raise it or use scale = \"linear\"");
            }
            if (start < min) {
                throw fault(
                        name,
                        "start " + number(start, unit) + " is below its min " + number(min, unit)
                                + "; move the start or the bound");
            }
            if (start > max) {
                throw fault(
                        name,
                        "start " + number(start, unit) + " is above its max " + number(max, unit)
                                + "; move the start or the bound");
            }
        }
    }

    /**
     * A parameter without a prior.
     *
     * @param name unique among the parameters of a model
     * @param unit for messages and tables; may be empty
     * @param start starting value of a fit, or the value of a fixed parameter
     * @param min lower bound, may be -infinity
     * @param max upper bound, may be +infinity
     * @param fixed whether the value stays at {@code start}
     * @param scale coordinate in which an optimiser moves the parameter
     * @param tieOrNull how the value follows from another parameter; null for an independent parameter
     * @throws InputException if the bounds or the starting value are invalid
     */
    public Parameter(
            String name, String unit, double start, double min, double max, boolean fixed, Scale scale, Tie tieOrNull) {
        this(name, unit, start, min, max, fixed, scale, tieOrNull, null);
    }

    /**
     * @param name unique among the parameters of a model
     * @param unit for messages and tables; may be empty
     * @param start starting value
     * @param min lower bound
     * @param max upper bound
     * @return a free parameter on a linear scale
     */
    public static Parameter free(String name, String unit, double start, double min, double max) {
        return new Parameter(name, unit, start, min, max, false, Scale.LINEAR, null);
    }

    /**
     * @param name unique among the parameters of a model
     * @param unit for messages and tables; may be empty
     * @param value constant value
     * @return a fixed parameter
     */
    public static Parameter fixed(String name, String unit, double value) {
        return new Parameter(
                name, unit, value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true, Scale.LINEAR, null);
    }

    /**
     * @param name unique among the parameters of a model
     * @param unit for messages and tables; may be empty
     * @param tie how its value follows from another parameter
     * @return a tied parameter without bounds of its own
     */
    public static Parameter tied(String name, String unit, Tie tie) {
        return new Parameter(
                name, unit, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, Scale.LINEAR, tie);
    }

    /** @return whether an optimiser moves the parameter: it is neither fixed nor tied */
    public boolean isFree() {
        return !fixed && tieOrNull == null;
    }

    /**
     * @param newStart starting value in the parameter's unit
     * @return this parameter with another starting value
     */
    public Parameter withStart(double newStart) {
        return new Parameter(name, unit, newStart, min, max, fixed, scale, tieOrNull, priorOrNull);
    }

    /**
     * @param newMin lower bound
     * @param newMax upper bound
     * @return this parameter with other bounds
     */
    public Parameter withBounds(double newMin, double newMax) {
        return new Parameter(name, unit, start, newMin, newMax, fixed, scale, tieOrNull, priorOrNull);
    }

    /**
     * @param newScale coordinate in which an optimiser moves the parameter
     * @return this parameter on another scale
     */
    public Parameter withScale(Scale newScale) {
        return new Parameter(name, unit, start, min, max, fixed, newScale, tieOrNull, priorOrNull);
    }

    /**
     * @param prior what is known about the value before the data; null for nothing
     * @return this parameter with that prior
     */
    public Parameter withPrior(GaussianPrior prior) {
        return new Parameter(name, unit, start, min, max, fixed, scale, tieOrNull, prior);
    }

    /**
     * @param value in the parameter's unit
     * @return this parameter, fixed at the value and without a tie
     */
    public Parameter fixedAt(double value) {
        return new Parameter(name, unit, value, min, max, true, scale, null, priorOrNull);
    }

    static InputException fault(String name, String what) {
        return new InputException("parameter " + name + ": " + what);
    }

    static String number(double value, String unit) {
        return unit.isEmpty() ? Double.toString(value) : value + " " + unit;
    }
}
