// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.steelyard.fit.search.FitResult;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.SyntheticDisk;

class ResultJsonTest {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(
            new SkyGeometry("NGC 1380", 40.8, 40.3, 187, 77, 1865, 83, 2.5, 0.35, 187), SyntheticDisk.BEAM, 12, 20, 5);

    @Test
    void namesAndOrderAreThoseOfTheInterface() throws IOException {
        JsonNode root = new ObjectMapper().readTree(ResultJson.write(SyntheticDisk.result(), GEOMETRY));
        List<String> names = new ArrayList<>();
        root.fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of(
                        "steelyard",
                        "status",
                        "parameters",
                        "chi2",
                        "n_data",
                        "n_free",
                        "dof",
                        "reduced_chi2",
                        "evaluations",
                        "search",
                        "timing",
                        "machine",
                        "inputs",
                        "derived",
                        "messages",
                        "geometry"),
                names);
        JsonNode mass = root.at("/parameters/mbh");
        assertEquals(1.98e8, mass.path("value").asDouble());
        assertEquals("Msun", mass.path("unit").asText());
        assertEquals(1.1e7, mass.path("error").asDouble());
        assertTrue(mass.path("free").asBoolean());
        assertTrue(mass.has("at_bound") && !mass.path("at_bound").asBoolean());
        assertEquals(1e8, mass.path("start").asDouble());
        assertEquals(4110, root.path("n_data").asInt());
        assertEquals(0.9, root.at("/timing/model_evaluation_ms").asDouble());
        assertEquals("17.0.15", root.at("/machine/java").asText());
        assertEquals("Debian", root.at("/machine/vendor").asText());
        assertEquals("vector", root.at("/machine/kernels").asText());
        assertEquals("cube.fits.gz", root.at("/inputs/0/file").asText());
        assertEquals(64, root.at("/inputs/0/sha256").asText().length());
    }

    @Test
    void unknownNumbersAreLeftOut() {
        Map<String, Object> derived = new LinkedHashMap<>();
        derived.put("unknown", Double.NaN);
        derived.put("group", Map.of("unknown", Double.POSITIVE_INFINITY));
        FitResult known = SyntheticDisk.result();
        FitResult result = new FitResult(
                known.version(),
                known.status(),
                known.parameters(),
                Double.NaN,
                1,
                1,
                0,
                Double.NaN,
                Double.NaN,
                1,
                null,
                known.timing(),
                known.machine(),
                known.inputs(),
                derived,
                known.messages());
        String json = ResultJson.write(result, GEOMETRY);
        assertFalse(json.contains("NaN") || json.contains("Infinity") || json.contains("unknown"), json);
    }

    @Test
    void theSearchIsWrittenWithNullForWhatThereIsNot() throws IOException {
        FitResult known = SyntheticDisk.result();
        assertTrue(root(known).path("search").isNull());
        JsonNode some = root(with(known, new FitResult.Search(97, 3, 5900.5))).path("search");
        assertEquals(97, some.path("starts").asInt());
        assertEquals(3, some.path("same_minimum").asInt());
        assertEquals(5900.5, some.path("next_minimum_chi2").asDouble());
        FitResult alone = with(known, new FitResult.Search(1, 1, Double.NaN));
        assertTrue(root(alone).at("/search/next_minimum_chi2").isNull());
        assertEquals(alone, ResultJson.readResult(ResultJson.write(alone, GEOMETRY)));
    }

    private static JsonNode root(FitResult result) throws IOException {
        return new ObjectMapper().readTree(ResultJson.write(result, GEOMETRY));
    }

    private static FitResult with(FitResult r, FitResult.Search search) {
        return new FitResult(
                r.version(),
                r.status(),
                r.parameters(),
                r.chi2(),
                r.nData(),
                r.nFree(),
                r.dof(),
                r.reducedChi2(),
                r.chi2Correlated(),
                r.evaluations(),
                search,
                r.timing(),
                r.machine(),
                r.inputs(),
                r.derived(),
                r.messages());
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        String json = ResultJson.write(SyntheticDisk.result(), GEOMETRY);
        assertEquals(SyntheticDisk.result(), ResultJson.readResult(json));
        assertEquals(GEOMETRY, ResultJson.readGeometry(json));
    }
}
