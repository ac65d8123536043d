package org.steelyard.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a campaign is run: engine, checkpoint and observer.
 *
 * @param engine does the tasks
 * @param folder of the checkpoints, or null: none are kept
 * @param run what all campaigns of this run depend on: program, configuration, inputs, seed
 * @param resume whether to continue from an existing checkpoint
 * @param observer receives progress
 */
public record Campaign(Engine engine, Path folder, Fingerprint run, boolean resume, CampaignObserver observer) {

    /**
     * Without a checkpoint, without an observer.
     *
     * @param engine does the tasks
     * @return a campaign for a program or a test
     */
    public static Campaign on(Engine engine) {
        return new Campaign(engine, null, Fingerprint.of(), false, CampaignObserver.NONE);
    }

    /**
     * The log of one campaign, for those that ask one question after the other.
     *
     * @param name of the campaign, for example {@code profile_mbh}: names the file
     * @param options on which its answers depend, besides those of the run
     * @return the log, or null if none is kept
     * @throws org.steelyard.units.InputException as {@link Checkpoint#open} has it
     */
    public Checkpoint checkpoint(String name, Object... options) {
        if (folder == null) {
            return null;
        }
        List<Object> parts = new ArrayList<>(List.of(run.hex(), name));
        parts.addAll(List.of(options));
        Checkpoint checkpoint =
                Checkpoint.open(folder.resolve(name + Checkpoint.ENDING), Fingerprint.of(parts.toArray()), resume);
        if (checkpoint.cut()) {
            observer.message(name + ": the last record of the checkpoint was cut off and is computed again");
        }
        if (checkpoint.emptied()) {
            observer.message(name + ": the checkpoint was empty, and all is computed from the beginning");
        }
        return checkpoint;
    }

    /**
     * Does independent tasks, those that an earlier run has not done.
     *
     * @param name of the campaign: names its checkpoint
     * @param job what to do
     * @param count of tasks, without input
     * @param options on which the answers depend, besides those of the run
     * @return the answers by index, with the same bits however often the campaign was interrupted
     */
    public List<TaskResult> run(String name, Job<?> job, int count, Object... options) {
        TaskResult[] rows = new TaskResult[count];
        try (Checkpoint checkpoint = checkpoint(name, options)) {
            if (checkpoint != null) {
                for (TaskResult row : checkpoint.rows()) {
                    if (row.index() < count) {
                        rows[row.index()] = row;
                    }
                }
            }
            List<TaskInput> missing = TaskInput.upTo(count).stream()
                    .filter(request -> rows[request.index()] == null)
                    .toList();
            observer.begin(name, count - missing.size(), count);
            for (TaskResult row : rows) {
                if (row != null) {
                    observer.done(row);
                }
            }
            if (!missing.isEmpty()) {
                try (Engine.Workers workers = engine.open(job)) {
                    workers.run(missing, row -> {
                        if (checkpoint != null) {
                            checkpoint.append(row);
                        }
                        rows[row.index()] = row;
                        observer.done(row);
                    });
                }
            }
            observer.end();
        }
        return List.of(rows);
    }
}
