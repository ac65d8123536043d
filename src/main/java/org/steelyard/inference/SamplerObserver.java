package org.steelyard.inference;

/** Is told how a sampler goes on. */
@FunctionalInterface
public interface SamplerObserver {

    /** Listens to nothing. */
    SamplerObserver NONE = (evaluations, fraction, mean, text) -> {};

    /**
     * @param evaluations of the likelihood so far
     * @param fraction rough share of the run that is done, from 0 to 1
     * @param mean [j] running mean of every parameter over the posterior; a copy
     * @param text where the sampler stands, without a line end: "ln Z = -7.10, 0.31 to come"
     */
    void progress(int evaluations, double fraction, double[] mean, String text);
}
