// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/** Runs a command for several galaxies. A failure does not stop the others, and a table lists the outcomes. */
final class GalaxyBatch {

    /** The work for one galaxy. */
    @FunctionalInterface
    interface Work {

        /**
         * Runs the command for one galaxy.
         *
         * @param target configuration or run folder of the galaxy
         * @param several whether the batch has other galaxies
         * @return exit code and line of the table
         */
        Outcome run(Path target, boolean several);
    }

    /**
     * The outcome for one galaxy.
     *
     * @param code exit code
     * @param line one line for the table
     */
    record Outcome(int code, String line) {}

    private final Session session;
    private final PrintWriter out;
    private final PrintWriter err;

    GalaxyBatch(Session session, PrintWriter out, PrintWriter err) {
        this.session = session;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs all galaxies and prints the table if there are several.
     *
     * @param targets one or more configurations or run folders
     * @param parallel number of galaxies that run at the same time
     * @param work the work for one galaxy
     * @return the worst exit code
     */
    int run(List<Path> targets, int parallel, Work work) {
        if (targets.size() == 1) {
            return work.run(targets.get(0), false).code();
        }
        if (targets.stream().map(p -> p.toAbsolutePath().normalize()).distinct().count() < targets.size()) {
            throw new InputException("the same galaxy is named twice; name each galaxy once");
        }
        Outcome[] outcomes = new Outcome[targets.size()];
        try (ParallelFor galaxies = new ParallelFor(parallel)) {
            galaxies.run(targets.size(), (k, worker) -> outcomes[k] = attempt(targets.get(k), work));
        }
        out.println();
        int width = targets.stream().mapToInt(t -> t.toString().length()).max().orElse(0);
        int worst = ExitCode.DONE;
        for (int k = 0; k < outcomes.length; k++) {
            out.println(String.format(Locale.ROOT, "%-" + width + "s  %s", targets.get(k), outcomes[k].line()));
            worst = worse(worst, outcomes[k].code());
        }
        return worst;
    }

    private Outcome attempt(Path target, Work work) {
        try {
            return work.run(target, true);
        } catch (RuntimeException | OutOfMemoryError e) {
            int code;
            synchronized (err) {
                boolean named = !(e instanceof InputException)
                        || String.valueOf(e.getMessage()).contains(target.toString());
                code = session.report(err, named ? e : new InputException(target + ": " + e.getMessage(), e));
            }
            boolean reported = code == ExitCode.INPUT || e instanceof OutOfMemoryError;
            return new Outcome(code, reported ? "failed: see above" : "failed: a bug in the program");
        }
    }

    /** The worse of two exit codes: a bug is worse than invalid input, which is worse than a fit without convergence. */
    private static int worse(int a, int b) {
        int[] order = {ExitCode.DONE, ExitCode.NOT_CONVERGED, ExitCode.INPUT, ExitCode.DEFECT};
        for (int code : order) {
            if (a == code) {
                return b;
            }
            if (b == code) {
                return a;
            }
        }
        return a;
    }
}
