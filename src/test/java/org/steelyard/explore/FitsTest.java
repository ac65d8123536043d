// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.steelyard.explore.SmallGalaxy.JSON;
import static org.steelyard.explore.SmallGalaxy.bytes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.explore.http.Reply;
import org.steelyard.fit.TrialData;
import org.steelyard.fit.TrialModel;
import org.steelyard.inference.Parameter;
import org.steelyard.units.InputException;

/** Fits of several pages. */
class FitsTest {

    /** [s] A whole fit on such a computer. */
    private static final long PATIENCE = 60;

    @TempDir
    Path folder;

    /** Another page works, so that the fit still waits for its model; a third page cannot fit meanwhile. */
    @Test
    @Timeout(PATIENCE)
    void aFitThatWaitsForItsTurnIsCancelled() throws Exception {
        try (TrialData data = TrialData.read(SmallGalaxy.configuration(SmallGalaxy.in(folder, "two pages")), 1)) {
            Turn turn = new Turn();
            Fits fits = new Fits(turn, new Models(data), SmallGalaxy.options());
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch free = new CountDownLatch(1);
            Thread other = new Thread(() -> turn.take(() -> {
                held.countDown();
                return await(free);
            }));
            other.start();
            held.await();
            byte[] request = request(data.model(data.config(), Map.of(), null));
            CompletableFuture<Reply> end = new CompletableFuture<>();
            Thread fitting = new Thread(() -> end.complete(fits.fit(request)));
            fitting.start();
            while (fitting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertTrue(progress(fits).get("running").asBoolean());
            assertEquals(Reply.BUSY, fits.fit(request).status());
            fits.cancel(new byte[0]);
            Reply reply = end.get(PATIENCE, TimeUnit.SECONDS);
            assertEquals("cancelled", JSON.readTree(reply.body()).get("status").asText());
            assertEquals(1, free.getCount(), "the other page still works");
            assertThrows(InputException.class, fits::path);
            free.countDown();
            other.join();
            assertEquals(
                    "converged",
                    JSON.readTree(fits.fit(request).body()).get("status").asText());
            assertTrue(fits.path().rows() > 1);
        }
    }

    /** From the start of a model. */
    private static byte[] request(TrialModel model) {
        ObjectNode request = JSON.createObjectNode();
        ObjectNode parameters = request.putObject("state").putObject("parameters");
        double[] start = model.space().physical(model.space().startFree());
        for (int i = 0; i < start.length; i++) {
            Parameter p = model.space().parameters().get(i);
            ObjectNode set =
                    parameters.putObject(p.name()).put("value", start[i]).put("fixed", p.fixed());
            if (Double.isFinite(p.min())) {
                set.put("min", p.min());
            }
            if (Double.isFinite(p.max())) {
                set.put("max", p.max());
            }
        }
        return bytes(request);
    }

    private static JsonNode progress(Fits fits) throws IOException {
        return JSON.readTree(
                fits.progress(bytes(JSON.createObjectNode().put("from", 0))).body());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
