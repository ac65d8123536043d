// SPDX-License-Identifier: Apache-2.0
package org.steelyard.component;

/** Bounds of a parameter that the user has not bounded, as a function of its starting value. */
@FunctionalInterface
public interface DefaultBounds {

    /**
     * @param start starting value [unit of the parameter]
     * @return {least, greatest} [the same unit]
     */
    double[] around(double start);

    /**
     * @param min least value [unit of the parameter]
     * @param max greatest value
     * @return bounds that do not depend on the start
     */
    static DefaultBounds between(double min, double max) {
        return start -> new double[] {min, max};
    }

    /**
     * @param range [unit of the parameter]
     * @return the start minus and plus {@code range}
     */
    static DefaultBounds range(double range) {
        return start -> new double[] {start - range, start + range};
    }

    /**
     * @param factor above 1
     * @return the start divided and multiplied by {@code factor}
     */
    static DefaultBounds factor(double factor) {
        double inverse = 1 / factor;
        return start -> new double[] {start * inverse, start * factor};
    }
}
