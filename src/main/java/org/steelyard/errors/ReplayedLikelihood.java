// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.inference.LogLikelihood;
import org.steelyard.units.InputException;

/** The likelihood for samplers. Each batch of points is evaluated by an engine, or replayed from a checkpoint. */
final class ReplayedLikelihood implements LogLikelihood {

    private final Engine.Workers workers;
    private final Checkpoint checkpoint;
    private int batches;

    /**
     * Creates the likelihood.
     *
     * @param workers compute ln L from the values of the free parameters
     * @param checkpoint holds one record per batch; null if none is kept
     */
    ReplayedLikelihood(Engine.Workers workers, Checkpoint checkpoint) {
        this.workers = workers;
        this.checkpoint = checkpoint;
    }

    @Override
    public void evaluate(double[][] points, int count, double[] logLikelihood) {
        TaskResult recorded = checkpoint == null ? null : checkpoint.next();
        if (recorded != null) {
            if (recorded.index() != batches || recorded.values().length != count) {
                throw new InputException(
                        "the checkpoint's batches are not those of this sampler; remove it to start again");
            }
            System.arraycopy(recorded.values(), 0, logLikelihood, 0, count);
        } else {
            List<TaskInput> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                tasks.add(new TaskInput(i, points[i].clone()));
            }
            double[] values = new double[count];
            workers.run(tasks, result -> values[result.index()] = result.values()[0]);
            System.arraycopy(values, 0, logLikelihood, 0, count);
            if (checkpoint != null) {
                checkpoint.append(new TaskResult(batches, values));
            }
        }
        batches++;
    }
}
