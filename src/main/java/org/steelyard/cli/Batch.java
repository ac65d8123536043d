// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/** Runs the same work for several galaxies. One that fails does not stop the rest, and a table lists the outcomes. */
final class Batch {

    /** What is done for one of them. */
    @FunctionalInterface
    interface Work {

        /**
         * @param target which
         * @param several whether there are others
         * @return exit code and the line of the table
         */
        Outcome run(Path target, boolean several);
    }

    /**
     * How one went.
     *
     * @param code exit code
     * @param line what is to be said of it
     */
    record Outcome(int code, String line) {}

    private final Session session;
    private final PrintWriter out;
    private final PrintWriter err;

    Batch(Session session, PrintWriter out, PrintWriter err) {
        this.session = session;
        this.out = out;
        this.err = err;
    }

    /**
     * @param targets one or more, different
     * @param jobs how many at a time
     * @param work for each
     * @return the exit code of the worst
     */
    int run(List<Path> targets, int jobs, Work work) {
        if (jobs < 1) {
            throw new InputException("--jobs " + jobs + " must be 1 or more");
        }
        if (targets.size() == 1) {
            return work.run(targets.get(0), false).code();
        }
        if (targets.stream().map(p -> p.toAbsolutePath().normalize()).distinct().count() < targets.size()) {
            throw new InputException("the same galaxy is named twice; name each once");
        }
        Outcome[] outcomes = new Outcome[targets.size()];
        try (ParallelFor galaxies = new ParallelFor(Math.min(jobs, targets.size()))) {
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
                code = session.tell(err, named ? e : new InputException(target + ": " + e.getMessage(), e));
            }
            boolean foreseen = code == ExitCode.INPUT || e instanceof OutOfMemoryError;
            return new Outcome(code, foreseen ? "failed: see above" : "failed: a defect of the program");
        }
    }

    /** A defect is worse than bad input, and that is worse than a fit that does not converge. */
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
