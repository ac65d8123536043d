// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign.spark;

import java.io.Serializable;
import java.util.ArrayList;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.steelyard.campaign.Job;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.units.InputException;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** Runs the tasks of one partition on an executor. */
final class PartitionWorker extends AbstractFunction2<TaskContext, Iterator<TaskInput>, PartitionWorker.Results>
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Broadcast<BroadcastJob> job;

    PartitionWorker(Broadcast<BroadcastJob> job) {
        this.job = job;
    }

    /**
     * The results of a partition.
     *
     * @param results of its tasks; none after an error
     * @param error message of the error if the user's input is invalid; empty if there is none
     */
    record Results(ArrayList<TaskResult> results, String error) implements Serializable {}

    @Override
    public Results apply(TaskContext context, Iterator<TaskInput> inputs) {
        ArrayList<TaskResult> results = new ArrayList<>();
        try {
            Job.Task worker = job.value().borrow();
            while (inputs.hasNext()) {
                results.add(worker.run(inputs.next()));
            }
            job.value().giveBack(worker);
        } catch (InputException e) {
            return new Results(new ArrayList<>(), e.getMessage());
        }
        return new Results(results, "");
    }
}
