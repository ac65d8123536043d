// SPDX-License-Identifier: Apache-2.0
package org.steelyard.component;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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
        return with(draft -> {
            draft.example = toml;
            draft.start = value;
            draft.testStart = value;
        });
    }

    /**
     * @param value starting value [unit] where a systematic test brings the parameter in
     * @return this declaration with that value
     */
    public ParameterDeclaration testedFrom(double value) {
        return with(draft -> draft.testStart = value);
    }

    /**
     * @param changed default bounds
     * @return this declaration with those
     */
    public ParameterDeclaration within(DefaultBounds changed) {
        return with(draft -> draft.bounds = changed);
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
        return with(draft -> draft.span = range);
    }

    /** @return this declaration, of a parameter that the data seldom determine */
    public ParameterDeclaration takenAsKnown() {
        return with(draft -> draft.known = true);
    }

    /**
     * @param value [unit] at which the component is a simpler one
     * @param idle names of the component's other parameters without effect there
     * @return this declaration with that limit
     */
    public ParameterDeclaration simplerAt(double value, String... idle) {
        return with(draft -> draft.limit = new Limit(value, List.of(idle)));
    }

    /** @return this declaration, stepped in its logarithm */
    public ParameterDeclaration inLogarithm() {
        return with(draft -> draft.logarithmic = true);
    }

    /**
     * @param n from 1
     * @return the declaration of the n-th parameter of a numbered kind: {@code mass_3} from {@code mass_1}
     */
    public ParameterDeclaration number(int n) {
        return with(draft -> {
            draft.name = name.replaceFirst("_\\d+$", "_") + n;
            draft.numbered = true;
        });
    }

    private ParameterDeclaration with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.declaration();
    }

    /** A copy of a declaration that can be changed. */
    private static final class Draft {

        private String name;
        private String symbol;
        private String unit;
        private String meaning;
        private String example;
        private double start;
        private double testStart;
        private DefaultBounds bounds;
        private @Nullable Span span;
        private boolean logarithmic;
        private boolean numbered;
        private boolean known;
        private @Nullable Limit limit;

        Draft(ParameterDeclaration of) {
            name = of.name;
            symbol = of.symbol;
            unit = of.unit;
            meaning = of.meaning;
            example = of.example;
            start = of.start;
            testStart = of.testStart;
            bounds = of.bounds;
            span = of.span;
            logarithmic = of.logarithmic;
            numbered = of.numbered;
            known = of.known;
            limit = of.limit;
        }

        ParameterDeclaration declaration() {
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
                    limit);
        }
    }
}
