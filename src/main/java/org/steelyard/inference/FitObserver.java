package org.steelyard.inference;

/** Is told how a fit goes on; the library itself never logs. */
public interface FitObserver {

    /** Listens to nothing. */
    FitObserver NONE = new FitObserver() {};

    /**
     * A better point was found.
     *
     * @param iteration 0 at the start
     * @param chiSquared at the point
     * @param point the coordinates; a copy
     */
    default void iteration(int iteration, double chiSquared, double[] point) {}

    /**
     * Something worth a line.
     *
     * @param text one line without a line end
     */
    default void message(String text) {}
}
