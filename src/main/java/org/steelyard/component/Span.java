// SPDX-License-Identifier: Apache-2.0
package org.steelyard.component;

/**
 * The range over which a search tries values of a parameter that is not well known beforehand. It is narrower than the
 * bounds: minima far from anything plausible are not looked for.
 */
@FunctionalInterface
public interface Span {

    /**
     * @param value [unit of the parameter] estimate
     * @param min [unit of the parameter] lower bound
     * @param max [unit of the parameter] upper bound
     * @return {least, greatest} [the same unit], perhaps outside the bounds
     */
    double[] about(double value, double min, double max);

    /** @return whether values are tried only where the data determine the parameter badly */
    default boolean onlyInDoubt() {
        return false;
    }

    /** @return this range for a parameter that is measured well in good data */
    default Span inDoubt() {
        Span range = this;
        return new Span() {
            @Override
            public double[] about(double value, double min, double max) {
                return range.about(value, min, max);
            }

            @Override
            public boolean onlyInDoubt() {
                return true;
            }
        };
    }

    /**
     * @param share of half the distance between the bounds
     * @return the estimate minus and plus that
     */
    static Span ofBounds(double share) {
        return (value, min, max) -> new double[] {value - 0.5 * share * (max - min), value + 0.5 * share * (max - min)};
    }

    /**
     * @param factor above 1
     * @return the estimate divided and multiplied by {@code factor}
     */
    static Span factor(double factor) {
        return (value, min, max) -> new double[] {value / factor, value * factor};
    }

    /**
     * @param range [unit of the parameter]
     * @return the estimate minus and plus {@code range}
     */
    static Span range(double range) {
        return (value, min, max) -> new double[] {value - range, value + range};
    }

    /**
     * @param low least value [unit of the parameter]
     * @param high greatest value
     * @return values that do not depend on the estimate
     */
    static Span between(double low, double high) {
        return (value, min, max) -> new double[] {low, high};
    }

    /**
     * @param low share of the upper bound
     * @param high share of the upper bound
     * @return values between these shares
     */
    static Span ofMax(double low, double high) {
        return (value, min, max) -> new double[] {low * max, high * max};
    }
}
