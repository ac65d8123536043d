package org.steelyard.campaign;

/** Receives progress events of a campaign; the library itself never prints. */
public interface CampaignObserver {

    /** Listens to nothing. */
    CampaignObserver NONE = new CampaignObserver() {};

    /**
     * A campaign begins.
     *
     * @param name for example {@code monte_carlo}
     * @param done tasks that an earlier run has done
     * @param total tasks in all, or 0 if that is not known beforehand
     */
    default void begin(String name, int done, int total) {}

    /**
     * A task is done.
     *
     * @param row its answer
     */
    default void done(TaskResult row) {}

    /**
     * A sampler goes on.
     *
     * @param evaluations of the likelihood so far
     * @param fraction rough share of the run that is done, from 0 to 1
     * @param mass [Msun] running mean of the black hole's mass; of the first parameter where there is none
     * @param text where it stands
     */
    default void step(int evaluations, double fraction, double mass, String text) {}

    /** The campaign has ended. */
    default void end() {}

    /**
     * Something worth a line.
     *
     * @param text one line without a line end
     */
    default void message(String text) {}
}
