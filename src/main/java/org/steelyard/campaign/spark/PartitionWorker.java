package org.steelyard.campaign.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.steelyard.campaign.Job;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.units.InputException;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** The work of an executor on the tasks of one partition. */
final class PartitionWorker extends AbstractFunction2<TaskContext, Iterator<TaskInput>, PartitionWorker.Answers> implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Enough chunks that executors finish together, however long a task takes; few enough that Spark's 10 ms each do
     * not count.
     */
    private static final int PER_CORE = 16;

    private static final int LARGEST = 16;

    private final Broadcast<BroadcastJob> parcel;

    PartitionWorker(Broadcast<BroadcastJob> parcel) {
        this.parcel = parcel;
    }

    /**
     * What came out.
     *
     * @param rows answers of the requests
     * @param fault what the user's input is at fault of; empty if it is not
     */
    record Answers(ArrayList<TaskResult> rows, String fault) implements Serializable {}

    /** Into how many partitions requests are cut. */
    static int count(int requests, int cores) {
        int size = Math.max(1, Math.min(LARGEST, requests / (PER_CORE * cores)));
        return (requests + size - 1) / size;
    }

    @Override
    public Answers apply(TaskContext context, Iterator<TaskInput> requests) {
        ArrayList<TaskResult> rows = new ArrayList<>();
        try {
            Job.Task worker = parcel.value().borrow();
            while (requests.hasNext()) {
                rows.add(worker.run(requests.next()));
            }
            parcel.value().giveBack(worker);
        } catch (InputException e) {
            return new Answers(new ArrayList<>(List.of()), e.getMessage());
        }
        return new Answers(rows, "");
    }
}
