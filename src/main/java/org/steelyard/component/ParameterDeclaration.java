// SPDX-License-Identifier: Apache-2.0
package org.steelyard.component;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a component, declared beside the formula that uses it. Numbers are in {@code unit}.
 *
 * @param name key of the configuration's section {@code [parameters]}
 * @param symbol for figures, in the notation of the figures' labels: {@code M_{BH}}
 * @param unit of the value; empty for a pure number
 * @param meaning one line for the user
 * @param example TOML of a starting value
 * @param start default starting value; NaN where a fit needs a measured or given one
 * @param testStart starting value where a systematic test brings the parameter in
 * @param bounds default bounds
 * @param span range over which a search tries values; null where the start is measured well enough
 * @param logarithmic whether the estimator steps in the logarithm
 * @param numbered whether further parameters of the same kind count up from a name that ends in {@code _1}
 * @param known whether a fit leaves it alone unless it has a prior or is freed
 * @param limit where the component is a simpler one; null where no value makes it so
 */
public record ParameterDeclaration(
        String name,
        String symbol,
        String unit,
        String meaning,
        String example,
        double start,
        double testStart,
        DefaultBounds bounds,
        @Nullable Span span,
        boolean logarithmic,
        boolean numbered,
        boolean known,
        @Nullable Limit limit) {

    /**
     * A value at which a component is a simpler one, like an amplitude of 0.
     *
     * @param value [unit of the parameter]
     * @param idle names of the component's parameters without effect there
     */
    public record Limit(double value, List<String> idle) {

        /** Copies the list. */
        public Limit {
            idle = List.copyOf(idle);
        }
    }

    /** Requires every text and the bounds. */
    public ParameterDeclaration {
        Objects.requireNonNull(name);
        Objects.requireNonNull(symbol);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(meaning);
        Objects.requireNonNull(example);
        Objects.requireNonNull(bounds);
    }

    /**
     * @param name key of the configuration's section {@code [parameters]}
     * @param symbol for figures
     * @param unit of the value; empty for a pure number
     * @param meaning one line for the user
     * @return a linear parameter without starting value, between a thousandth and a thousand times its start
     */
    public static ParameterDeclaration of(String name, String symbol, String unit, String meaning) {
        return new ParameterDeclaration(
                name,
                symbol,
                unit,
                meaning,
                "",
                Double.NaN,
                Double.NaN,
                DefaultBounds.factor(1e3),
                null,
                false,
                false,
                false,
                null);
    }

    /**
     * @param value default starting value [unit]
     * @param toml the example of a starting value for the template, as TOML
     * @return this declaration with that start
     */
    public ParameterDeclaration startingAt(double value, String toml) {
        return new ParameterDeclaration(
                name, symbol, unit, meaning, toml, value, value, bounds, span, logarithmic, numbered, known, limit);
    }

    /**
     * @param value starting value [unit] where a systematic test brings the parameter in
     * @return this declaration with that value
     */
    public ParameterDeclaration testedFrom(double value) {
        return new ParameterDeclaration(
                name, symbol, unit, meaning, example, start, value, bounds, span, logarithmic, numbered, known, limit);
    }

    /**
     * @param changed default bounds
     * @return this declaration with those
     */
    public ParameterDeclaration within(DefaultBounds changed) {
        return new ParameterDeclaration(
                name,
                symbol,
                unit,
                meaning,
                example,
                start,
                testStart,
                changed,
                span,
                logarithmic,
                numbered,
                known,
                limit);
    }

    /**
     * @param min [unit]
     * @param max [unit]
     * @return this declaration with those default bounds
     */
    public ParameterDeclaration between(double min, double max) {
        return within(DefaultBounds.between(min, max));
    }

    /**
     * @param range over which a search tries values
     * @return this declaration with that range
     */
    public ParameterDeclaration triedOver(Span range) {
        return new ParameterDeclaration(
                name,
                symbol,
                unit,
                meaning,
                example,
                start,
                testStart,
                bounds,
                range,
                logarithmic,
                numbered,
                known,
                limit);
    }

    /** @return this declaration, of a parameter that the data seldom determine */
    public ParameterDeclaration takenAsKnown() {
        return new ParameterDeclaration(
                name,
                symbol,
                unit,
                meaning,
                example,
                start,
                testStart,
                bounds,
                span,
                logarithmic,
                numbered,
                true,
                limit);
    }

    /**
     * @param value [unit] at which the component is a simpler one
     * @param idle names of the component's other parameters without effect there
     * @return this declaration with that limit
     */
    public ParameterDeclaration simplerAt(double value, String... idle) {
        return new ParameterDeclaration(
                name,
                symbol,
                unit,
                meaning,
                example,
                start,
                testStart,
                bounds,
                span,
                logarithmic,
                numbered,
                known,
                new Limit(value, List.of(idle)));
    }

    /** @return this declaration, stepped in its logarithm */
    public ParameterDeclaration inLogarithm() {
        return new ParameterDeclaration(
                name, symbol, unit, meaning, example, start, testStart, bounds, span, true, numbered, known, limit);
    }

    /**
     * @param n from 1
     * @return the declaration of the n-th parameter of a numbered kind: {@code mass_3} from {@code mass_1}
     */
    public ParameterDeclaration number(int n) {
        String stem = name.replaceFirst("_\\d+$", "_");
        return new ParameterDeclaration(
                stem + n,
                symbol,
                unit,
                meaning,
                example,
                start,
                testStart,
                bounds,
                span,
                logarithmic,
                true,
                known,
                limit);
    }
}
