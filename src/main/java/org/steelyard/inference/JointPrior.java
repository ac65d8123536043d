// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What is known about a linear combination of parameters before the data: a Gaussian. In a fit it is one more residual,
 *
 * <pre>  r = sum_k c_k x_k - mean, </pre>
 *
 * <p>whose c_k hold 1 / sigma.
 *
 * @param factors c_k by name of the parameter [1 / its unit]
 * @param mean most probable value of the sum [-]
 */
public record JointPrior(Map<String, Double> factors, double mean) {

    /** Copies the factors. */
    public JointPrior {
        factors = Map.copyOf(factors);
    }

    /**
     * @param value of a parameter by its name
     * @return r [-]
     */
    public double residual(ToDoubleFunction<String> value) {
        return factors.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .mapToDouble(factor -> factor.getValue() * value.applyAsDouble(factor.getKey()))
                        .sum()
                - mean;
    }

    /**
     * The mean that a repeated measurement would give if some values were the true ones.
     *
     * @param truth of a parameter by its name
     * @param normal a draw from the unit normal distribution
     * @return this prior about the mean at which the residual of the truth is {@code normal}
     */
    public JointPrior drawn(ToDoubleFunction<String> truth, double normal) {
        return new JointPrior(factors, mean + residual(truth) - normal);
    }
}
