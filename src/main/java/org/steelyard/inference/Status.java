// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

/** How a minimisation ended. Only {@link #CONVERGED} means that the point is a minimum. */
public enum Status {
    /** The point meets the optimiser's criteria for a minimum. */
    CONVERGED,
    /** The limit of evaluations was reached before convergence. */
    ITERATION_LIMIT,
    /**
     * No step lowers chi-squared although the derivatives predict a decrease: chi-squared is rough, or they are wrong.
     */
    STALLED,
    /** Chi-squared is not finite at the starting point. */
    NOT_FINITE
}
