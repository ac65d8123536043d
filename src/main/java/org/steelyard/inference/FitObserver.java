package org.steelyard.inference;

/** Receives the progress of a fit. The library itself does not log. */
public interface FitObserver {

    /** Ignores all reports. */
    FitObserver NONE = new FitObserver() {};

    /**
     * Reports a point with a lower chi-squared than any before.
     *
     * @param iteration number of the report, 0 at the starting point
     * @param chiSquared at the point
     * @param point coordinates; a copy
     */
    default void iteration(int iteration, double chiSquared, double[] point) {}

    /**
     * Reports a remark on the fit.
     *
     * @param text one line without a line end
     */
    default void message(String text) {}
}
