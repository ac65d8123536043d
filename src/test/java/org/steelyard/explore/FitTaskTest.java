// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.fit.TrialData;
import org.steelyard.fit.TrialModel;

/** A fit ends when its user cancels it, whatever it is doing. */
class FitTaskTest {

    /** [s] A whole fit on such a computer. */
    private static final long PATIENCE = 60;

    @TempDir
    static Path folder;

    private static TrialData data;
    private static TrialModel model;

    @BeforeAll
    static void read() throws IOException {
        data = TrialData.read(SmallGalaxy.configuration(SmallGalaxy.in(folder, "cancelled")), 1);
        model = data.model(data.config(), Map.of(), null);
    }

    @AfterAll
    static void close() {
        data.close();
    }

    /** Reading and the first guess, trials of starts, descent of the full model, the numbers of the result, diagnosis. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fit.GalaxyFit",
                "fit.minimum.MultiStart",
                "fit.minimum.Search.whole",
                "fit.search.ResultAssembly",
                "fit.misfit.CubeDiagnosis"
            })
    void endsInEachPhase(String phase) throws Exception {
        FitTask task = new FitTask();
        CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();
        CompletableFuture<Object> end = new CompletableFuture<>();
        Thread fitting = new Thread(() -> {
            try {
                task.run(() -> model, TrialModel::space, SmallGalaxy.options());
                end.complete("the fit ended before it was cancelled");
            } catch (RuntimeException e) {
                end.complete(e.getClass());
            }
            interruptedAfterwards.complete(Thread.currentThread().isInterrupted());
        });
        fitting.start();
        while (!end.isDone() && !isIn(fitting, "org.steelyard." + phase)) {
            Thread.onSpinWait();
        }
        task.cancel();
        assertEquals(CancellationException.class, end.get(PATIENCE, TimeUnit.SECONDS), phase);
        assertFalse(interruptedAfterwards.get(), "the thread has other work");
    }

    private static boolean isIn(Thread thread, String place) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> (frame.getClassName() + "." + frame.getMethodName()).startsWith(place));
    }

    @Test
    void isCancelledBeforeItBegins() {
        FitTask task = new FitTask();
        task.cancel();
        assertThrows(
                CancellationException.class, () -> task.run(() -> model, TrialModel::space, SmallGalaxy.options()));
    }

    /** An order that comes too late interrupts nothing. */
    @Test
    void isCancelledAfterItsEnd() {
        FitTask task = new FitTask();
        assertEquals(
                "converged",
                task.run(() -> model, TrialModel::space, SmallGalaxy.options())
                        .result()
                        .status());
        task.cancel();
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
