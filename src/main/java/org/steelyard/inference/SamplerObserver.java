package org.steelyard.inference;

/** Receives the progress of a sampler. */
@FunctionalInterface
public interface SamplerObserver {

    /** Ignores all reports. */
    SamplerObserver NONE = (evaluations, fraction, mean, text) -> {};

    /**
     * Reports the state of the run.
     *
     * @param evaluations of the likelihood so far
     * @param fraction estimated fraction of the run that is complete, from 0 to 1
     * @param mean [j] current posterior mean of every parameter; a copy
     * @param text state of the sampler in one line without a line end, such as "ln Z = -7.10, up to 0.31 to come"
     */
    void progress(int evaluations, double fraction, double[] mean, String text);
}
