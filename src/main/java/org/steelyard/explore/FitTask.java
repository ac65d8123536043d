// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.TrialModel;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.table.ColumnTable;

/** A fit that the page started: its progress, and a way to end it early. */
final class FitTask implements FitObserver {

    /** Steps that are kept. A fit has some hundred. */
    private static final int MOST = 5000;

    private final List<Step> steps = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private volatile boolean cancelled;
    private @Nullable Thread worker;
    private @Nullable ParameterSpace space;

    /** A point of the path, in units of the parameters. */
    private record Step(double chiSquared, double[] values) {}

    /**
     * Prepares a model and fits it.
     *
     * @param prepared gives the model. An interrupt ends its work early, or the fit that follows
     * @param start gives the parameters of the model at their start
     * @param options of the fit
     * @throws CancellationException if the user ended it
     */
    FitOutcome run(Supplier<TrialModel> prepared, Function<TrialModel, ParameterSpace> start, FitOptions options) {
        begin();
        try {
            TrialModel model = prepared.get();
            ParameterSpace from = start.apply(model);
            synchronized (steps) {
                space = from;
            }
            return GalaxyFit.run(model.startedAt(from), options.withObserver(this));
        } catch (RuntimeException e) {
            throw cancelled ? cancellation() : e;
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        if (cancelled) {
            throw cancellation();
        }
        worker = Thread.currentThread();
    }

    /** From here on, the thread has other work, which no late order interrupts. */
    private synchronized void end() {
        worker = null;
        Thread.interrupted();
    }

    /** Ends the fit at its next evaluation of a model. */
    synchronized void cancel() {
        cancelled = true;
        if (worker != null) {
            worker.interrupt();
        }
    }

    private static CancellationException cancellation() {
        return new CancellationException("the user cancelled the fit");
    }

    @Override
    public void iteration(int iteration, double chiSquared, double[] point) {
        synchronized (steps) {
            if (space != null && steps.size() < MOST && point.length == space.freeCount()) {
                steps.add(new Step(chiSquared, space.physical(point)));
            }
        }
    }

    @Override
    public void message(String text) {
        synchronized (steps) {
            messages.add(text);
        }
    }

    /** The path: chi^2 and the value of each parameter at each step, in the order of the steps; null where there is none yet. */
    @Nullable
    ColumnTable path() {
        synchronized (steps) {
            if (space == null || steps.isEmpty()) {
                return null;
            }
            ColumnTable.Builder table = ColumnTable.builder()
                    .numbers(
                            "step",
                            "",
                            IntStream.rangeClosed(1, steps.size())
                                    .asDoubleStream()
                                    .toArray())
                    .numbers(
                            "chi2",
                            "",
                            steps.stream().mapToDouble(Step::chiSquared).toArray());
            for (int i = 0; i < space.size(); i++) {
                Parameter parameter = space.parameters().get(i);
                int place = i;
                table.numbers(
                        parameter.name(),
                        parameter.unit(),
                        steps.stream().mapToDouble(step -> step.values()[place]).toArray());
            }
            return table.build();
        }
    }

    /** Adds the steps from one on, and all messages. */
    void progress(int from, ObjectNode out) {
        synchronized (steps) {
            ArrayNode list = out.putArray("steps");
            for (Step step : steps.subList(Math.min(from, steps.size()), steps.size())) {
                ObjectNode node = list.addObject();
                node.put("chi2", step.chiSquared());
                ObjectNode values = node.putObject("values");
                space.byName(step.values()).forEach(values::put);
            }
            ArrayNode texts = out.putArray("messages");
            messages.forEach(texts::add);
        }
    }
}
