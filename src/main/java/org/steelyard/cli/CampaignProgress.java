// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.steelyard.campaign.CampaignObserver;
import org.steelyard.campaign.TaskResult;

/**
 * Shows the progress of a campaign. On a terminal this is one line with bar, rate, remaining time and running mean of
 * the mass; elsewhere a line for each tenth of the campaign.
 */
final class CampaignProgress implements CampaignObserver {

    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int BAR = 20;
    /** [s/ns] */
    private static final double NANO = 1e-9;

    /** [s] Shortest interval between two updates of the line. */
    private static final double INTERVAL = 0.1;

    private final PrintWriter err;
    private final String prefix;
    private final boolean terminal;
    private final boolean quiet;
    private String name = "";
    private int total;
    private int before;
    private int done;
    private int reported;
    private double sum;
    private double squares;
    private int summed;
    private int sampled;
    private long begin;
    private long shown;

    /**
     * Creates an observer.
     *
     * @param err standard error
     * @param prefix of every line, to name the galaxy if there are several; may be empty
     * @param terminal whether the line may be overwritten
     * @param quiet whether to show nothing
     */
    CampaignProgress(PrintWriter err, String prefix, boolean terminal, boolean quiet) {
        this.err = err;
        this.prefix = prefix;
        this.terminal = terminal;
        this.quiet = quiet;
    }

    @Override
    public void begin(String campaign, int finished, int tasks) {
        name = campaign;
        total = tasks;
        before = finished;
        done = 0;
        reported = 0;
        sum = 0;
        squares = 0;
        summed = 0;
        sampled = 0;
        begin = System.nanoTime();
        shown = 0;
        if (finished > 0) {
            message(campaign + ": " + finished + " of " + tasks + " tasks were finished by an earlier run");
        } else if (!terminal) {
            message(campaign + (tasks > 0 ? ": " + tasks + " tasks" : ""));
        }
    }

    @Override
    public void done(TaskResult result) {
        done++;
        if (result.values().length > 0 && Double.isFinite(result.values()[0])) {
            sum += result.values()[0];
            squares += result.values()[0] * result.values()[0];
            summed++;
        }
        boolean tenth = total > 0 && 10L * done / total > reported;
        if (tenth) {
            reported = (int) (10L * done / total);
        }
        show(line(), tenth);
    }

    @Override
    public void step(int evaluations, double fraction, double mass, String text) {
        boolean tenth = (int) (10 * fraction) > reported;
        if (tenth) {
            reported = (int) (10 * fraction);
        }
        double seconds = (System.nanoTime() - begin) * NANO;
        show(
                String.format(
                        Locale.ROOT,
                        "%s [%s] %.0f %%, %d evaluations, about %s left, M_BH = %.3g Msun, %s",
                        name,
                        bar(fraction),
                        100 * fraction,
                        evaluations,
                        fraction > 0 ? duration(seconds * (1 - fraction) / fraction) : "?",
                        mass,
                        text),
                tenth);
        sampled = evaluations;
    }

    @Override
    public void end() {
        clear();
        if (!quiet && !terminal) {
            err.println(prefix + name + ": done, " + (sampled > 0 ? sampled + " evaluations" : done + " tasks") + " in "
                    + duration((System.nanoTime() - begin) * NANO));
            err.flush();
        }
    }

    @Override
    public void message(String text) {
        if (!quiet) {
            clear();
            err.println(prefix + text);
            err.flush();
        }
    }

    /** Clears the line on the terminal. */
    void clear() {
        if (terminal && !quiet) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }

    private void show(String line, boolean always) {
        long now = System.nanoTime();
        if (quiet || !terminal && !always || terminal && (now - shown) * NANO < INTERVAL) {
            return;
        }
        shown = now;
        if (terminal) {
            err.print(CLEAR_LINE + prefix + line);
        } else {
            err.println(prefix + line);
        }
        err.flush();
    }

    private static String bar(double fraction) {
        int full = (int) (BAR * Math.min(1, fraction));
        return "#".repeat(full) + ".".repeat(BAR - full);
    }

    private String line() {
        double seconds = (System.nanoTime() - begin) * NANO;
        int computed = done - before;
        double rate = computed / Math.max(seconds, 1e-3);
        StringBuilder text = new StringBuilder(name);
        if (total > 0) {
            text.append(" [").append(bar((double) done / total)).append("] ");
            text.append(done).append('/').append(total);
        } else {
            text.append(": ").append(done).append(" tasks");
        }
        if (computed > 0) {
            text.append(String.format(Locale.ROOT, ", %.3g/s", rate));
            if (total > 0) {
                text.append(", ").append(duration((total - done) / rate)).append(" left");
            }
        }
        return text.append(estimate()).toString();
    }

    private String estimate() {
        if (summed < 2) {
            return "";
        }
        double mean = sum / summed;
        double scatter = Math.sqrt(Math.max(0, squares / summed - mean * mean));
        return String.format(Locale.ROOT, ", M_BH = %.3g Msun, scatter %.2g", mean, scatter);
    }

    private static String duration(double seconds) {
        long s = Math.round(seconds);
        return s < 60
                ? s + " s"
                : s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
    }
}
