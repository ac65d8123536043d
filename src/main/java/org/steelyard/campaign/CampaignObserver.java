// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

/** Receives progress events of a campaign. The library itself never prints. */
public interface CampaignObserver {

    /** Ignores all events. */
    CampaignObserver NONE = new CampaignObserver() {};

    /**
     * A campaign begins.
     *
     * @param name for example {@code monte_carlo}
     * @param finished number of tasks that an earlier run has finished
     * @param total number of tasks, or 0 if it is not known in advance
     */
    default void begin(String name, int finished, int total) {}

    /**
     * A task is finished.
     *
     * @param result of the task
     */
    default void done(TaskResult result) {}

    /**
     * A sampler reports its progress.
     *
     * @param evaluations of the likelihood so far
     * @param fraction rough fraction of the run that is finished, from 0 to 1
     * @param mass [Msun] running mean of the black hole's mass; of the first parameter if there is no black hole
     * @param text state of the sampler
     */
    default void step(int evaluations, double fraction, double mass, String text) {}

    /** The campaign has ended. */
    default void end() {}

    /**
     * A message for the user.
     *
     * @param text one line without a line end
     */
    default void message(String text) {}
}
