// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.CampaignObserver;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.Fingerprint;
import org.steelyard.campaign.Job;
import org.steelyard.campaign.LocalEngine;
import org.steelyard.campaign.TaskResult;
import org.steelyard.units.InputException;

/**
 * The program that {@link SparkClusterTest} starts. It runs a small job and prints the index of each finished task,
 * then the bits of all results.
 */
final class SparkDriver {

    static final int TASKS = 400;

    private SparkDriver() {}

    /** Sums a file's bytes and iterates the logistic map for a while. */
    record Iterations(Path file, int milliseconds, List<String> words) implements Job<Double> {

        @Override
        public List<Path> files() {
            return List.of(file);
        }

        @Override
        public Double open() {
            try {
                long sum = 0;
                for (byte b : Files.readAllBytes(file)) {
                    sum += b & 0xff;
                }
                return 3.9 + 1e-9 * sum;
            } catch (java.io.IOException e) {
                throw new InputException(file + ": " + e.getMessage(), e);
            }
        }

        @Override
        public Task task(Double rate) {
            return input -> {
                if (words.contains("fail") && input.index() == TASKS / 2) {
                    throw new InputException("task " + input.index() + " is refused");
                }
                double x = (input.index() + 1.0) / (TASKS + 1);
                for (int step = 0; step < milliseconds * 100_000; step++) {
                    x = rate * x * (1 - x);
                }
                return new TaskResult(input.index(), x);
            };
        }
    }

    /**
     * Arguments: master or "local", the job's file, milliseconds per task, folder of the checkpoints, further words.
     */
    public static void main(String[] args) {
        Iterations job = new Iterations(
                Path.of(args[1]), Integer.parseInt(args[2]), List.of(args).subList(4, args.length));
        CampaignObserver observer = new CampaignObserver() {
            @Override
            public void done(TaskResult result) {
                System.out.println("done " + result.index());
            }
        };
        int code = 0;
        try (Engine engine = args[0].equals("local") ? new LocalEngine(2) : SparkEngine.connect(args[0])) {
            Campaign campaign = new Campaign(engine, Path.of(args[3]), Fingerprint.of("test"), true, observer);
            campaign.run("iterations", job, TASKS)
                    .forEach(result ->
                            System.out.println(result.index() + " " + Double.toHexString(result.values()[0])));
        } catch (InputException e) {
            System.err.println(e.getMessage());
            code = 2;
        }
        System.exit(code);
    }
}
