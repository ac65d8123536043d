// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.steelyard.explore.http.Reply;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.table.ColumnTable;
import org.steelyard.units.InputException;

/** Fits that a page starts, one at a time. */
final class Fits {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Turn turn;
    private final Models models;
    private final FitOptions options;
    private final Object fitting = new Object();
    private @Nullable FitTask task;
    private @Nullable FitTask last;

    Fits(Turn turn, Models models, FitOptions options) {
        this.turn = turn;
        this.models = models;
        this.options = options;
    }

    /** Fits from a state, and answers when the fit has ended. */
    Reply fit(byte[] body) {
        PageState state = PageState.of(Request.of(body).part("state"));
        FitTask mine = new FitTask();
        synchronized (fitting) {
            if (task != null) {
                return Reply.fault(Reply.BUSY, "a fit of another page is running; wait for it, or cancel it");
            }
            task = mine;
            last = mine;
        }
        try {
            FitOutcome fitted = mine.run(
                    () -> turn.takeUnlessInterrupted(() -> models.of(state)),
                    model -> model.space(state.values()),
                    options);
            return Reply.json(outcome(state, fitted).toString());
        } catch (CancellationException e) {
            return Reply.json(JSON.createObjectNode().put("status", "cancelled").toString());
        } finally {
            synchronized (fitting) {
                task = null;
            }
        }
    }

    private static ObjectNode outcome(PageState state, FitOutcome fitted) {
        SavedFit saved = SavedFit.of(fitted.fitted());
        FitResult result = fitted.result();
        ObjectNode out = JSON.createObjectNode();
        out.put("status", result.status());
        out.put("chi2", result.chi2());
        out.put("data", result.nData());
        out.put("free", result.nFree());
        ObjectNode parameters = out.putObject("parameters");
        result.parameters().forEach(p -> {
            ObjectNode node = parameters.putObject(p.name()).put("value", p.value());
            if (Double.isFinite(p.error()) && p.error() > 0) {
                node.put("error", p.error());
            }
        });
        ObjectNode choices = out.putObject("choices");
        state.choices().forEach(choices::put);
        Choices.decided(fitted.resolved()).forEach(choices::put);
        ObjectNode profile = out.putObject("profile");
        saved.profile().forEach(profile::put);
        out.put("scale", saved.pcPerArcsec());
        result.messages().forEach(out.putArray("messages")::add);
        ArrayNode findings = out.putArray("diagnosis");
        if (result.diagnosis() != null) {
            result.diagnosis().findings().forEach(finding -> findings.add(finding.text()));
        }
        return out;
    }

    /** The path of the running fit. */
    Reply progress(byte[] body) {
        int from = Request.of(body).index("from", Integer.MAX_VALUE);
        ObjectNode out = JSON.createObjectNode();
        synchronized (fitting) {
            out.put("running", task != null);
            if (task != null) {
                task.progress(from, out);
            }
        }
        return Reply.json(out.toString());
    }

    /**
     * The path of the last fit, also of one that runs or was cancelled.
     *
     * @throws InputException if there was none
     */
    ColumnTable path() {
        synchronized (fitting) {
            ColumnTable path = last == null ? null : last.path();
            if (path == null) {
                throw new InputException("there is no path of a fit yet; start a fit on the page");
            }
            return path;
        }
    }

    /** Ends a running fit; there need not be one. */
    Reply cancel(byte[] body) {
        end();
        return Reply.json("{}");
    }

    /** Ends a running fit at its next evaluation of a model. */
    void end() {
        synchronized (fitting) {
            if (task != null) {
                task.cancel();
            }
        }
    }
}
