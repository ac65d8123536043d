// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings with which campaigns are run: engine, checkpoints and observer.
 *
 * @param engine runs the tasks
 * @param folder of the checkpoints, or null to keep none
 * @param run everything on which all campaigns of this run depend: program, configuration, inputs, seed
 * @param resume whether to continue from an existing checkpoint
 * @param observer receives progress events
 */
public record Campaign(Engine engine, Path folder, Fingerprint run, boolean resume, CampaignObserver observer) {

    /**
     * Settings without checkpoints and without an observer.
     *
     * @param engine runs the tasks
     * @return the settings
     */
    public static Campaign on(Engine engine) {
        return new Campaign(engine, null, Fingerprint.of(), false, CampaignObserver.NONE);
    }

    /**
     * Opens the checkpoint of one campaign, for algorithms that choose their next tasks from earlier results.
     *
     * @param name of the campaign and of its file, for example {@code profile_mbh}
     * @param options on which the results depend in addition to {@link #run}
     * @return the checkpoint, to be closed; null if none is kept
     * @throws org.steelyard.units.InputException for the reasons that {@link Checkpoint#open} lists
     */
    public Checkpoint checkpoint(String name, Object... options) {
        if (folder == null) {
            return null;
        }
        List<Object> parts = new ArrayList<>(List.of(run.hex(), name));
        parts.addAll(List.of(options));
        Checkpoint checkpoint =
                Checkpoint.open(folder.resolve(name + Checkpoint.ENDING), Fingerprint.of(parts.toArray()), resume);
        if (checkpoint.truncated()) {
            observer.message(name + ": the last record of the checkpoint was cut off and is computed again");
        }
        if (checkpoint.emptied()) {
            observer.message(name + ": the checkpoint was empty, and all is computed from the beginning");
        }
        return checkpoint;
    }

    /**
     * Runs a campaign of independent tasks. Tasks that an earlier run has finished are read from the checkpoint.
     *
     * @param name of the campaign and of its checkpoint
     * @param job the work
     * @param count number of tasks, each without input values
     * @param options on which the results depend in addition to {@link #run}
     * @return the results by index, with the same bits however often the campaign was interrupted
     */
    public List<TaskResult> run(String name, Job<?> job, int count, Object... options) {
        List<TaskInput> tasks = TaskInput.upTo(count);
        List<TaskResult> results;
        try (Checkpoint checkpoint = checkpoint(name, options)) {
            int finished = checkpoint == null ? 0 : checkpoint.count(tasks);
            observer.begin(name, finished, count);
            try (Engine.Workers workers = finished < count ? engine.open(job) : null) {
                results = run(tasks, checkpoint, workers);
            }
            observer.end();
        }
        return results;
    }

    /**
     * Runs those of some tasks whose results the checkpoint lacks, and records them.
     *
     * @param tasks with consecutive indices
     * @param checkpoint of the campaign, or null if none is kept
     * @param workers run the missing tasks; may be null if none is missing
     * @return the results in the order of the tasks
     */
    public List<TaskResult> run(List<TaskInput> tasks, Checkpoint checkpoint, Engine.Workers workers) {
        TaskResult[] results = new TaskResult[tasks.size()];
        List<TaskInput> missing = new ArrayList<>();
        for (int k = 0; k < results.length; k++) {
            results[k] =
                    checkpoint == null ? null : checkpoint.result(tasks.get(k).index());
            if (results[k] == null) {
                missing.add(tasks.get(k));
            } else {
                observer.done(results[k]);
            }
        }
        if (!missing.isEmpty()) {
            int first = tasks.get(0).index();
            workers.run(missing, result -> {
                if (checkpoint != null) {
                    checkpoint.append(result);
                }
                results[result.index() - first] = result;
                observer.done(result);
            });
        }
        return List.of(results);
    }
}
