package org.steelyard.inference;

/** How an optimiser ended. Only {@link #CONVERGED} means that the point is a minimum. */
public enum Status {
    /** The criteria of the optimiser for a minimum are met. */
    CONVERGED,
    /** It would have gone on, but was allowed no more evaluations. */
    ITERATION_LIMIT,
    /** No better point is found although the derivatives promise one: chi-squared is rough, or the derivatives are wrong. */
    STALLED,
    /** Chi-squared is not finite at the start, so there is nothing to improve. */
    NOT_FINITE
}
