package org.steelyard.errors;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.inference.LogLikelihood;
import org.steelyard.units.InputException;

/** The likelihood for samplers: batches evaluated by an engine, or replayed from a log. */
final class ReplayedLikelihood implements LogLikelihood {

    private final Engine.Workers workers;
    private final Checkpoint checkpoint;
    private int batches;

    /**
     * @param workers take the value of every free parameter and give ln L
     * @param checkpoint a record a batch, or null
     */
    ReplayedLikelihood(Engine.Workers workers, Checkpoint checkpoint) {
        this.workers = workers;
        this.checkpoint = checkpoint;
    }

    @Override
    public void evaluate(double[][] points, int count, double[] logLikelihood) {
        TaskResult known = checkpoint == null ? null : checkpoint.next();
        if (known != null) {
            if (known.index() != batches || known.values().length != count) {
                throw new InputException(
                        "the checkpoint's batches are not those of this sampler; remove it to start anew");
            }
            System.arraycopy(known.values(), 0, logLikelihood, 0, count);
        } else {
            List<TaskInput> requests = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                requests.add(new TaskInput(i, points[i].clone()));
            }
            double[] answers = new double[count];
            workers.run(requests, row -> answers[row.index()] = row.values()[0]);
            System.arraycopy(answers, 0, logLikelihood, 0, count);
            if (checkpoint != null) {
                checkpoint.append(new TaskResult(batches, answers));
            }
        }
        batches++;
    }
}
