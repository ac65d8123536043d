// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.config.Configuration;

/** The stages of the fits of a grid, on models whose minima are made up. */
class GridFitsTest {

    private static final List<String> NAMES = List.of("mbh", "kappa", "slope");

    private static final Configuration CONFIG = Configuration.ofCube("", Path.of("cube.fits"), Path.of("mge.ecsv"), 10);

    /** Two keys, each of which may bring in a parameter. */
    private static final List<GridModel> MODELS = List.of(
            new GridModel(List.of("a", "c"), List.of("mbh"), CONFIG),
            new GridModel(List.of("a", "d"), List.of("mbh", "slope"), CONFIG),
            new GridModel(List.of("b", "c"), List.of("mbh", "kappa"), CONFIG),
            new GridModel(List.of("b", "d"), List.of("mbh", "kappa", "slope"), CONFIG));

    private final List<ModelStart> starts = new ArrayList<>();

    private static ModelRecord record(double chiSquared, String status, List<String> bounds, List<String> names) {
        Map<String, BoundedValue> free = new LinkedHashMap<>();
        names.forEach(name -> free.put(name, new BoundedValue(name.length(), -10, 10)));
        return new ModelRecord(1e8, 1e6, chiSquared, 100, 97, 42, true, Double.NaN, Double.NaN, status, bounds, free);
    }

    /** Minima with chi^2 of 20 less 1 for each further parameter; the combination's without a search is given. */
    private List<ModelRecord> run(double combination, String statusOfAPart, List<String> bounds) {
        return new GridFits(MODELS, NAMES, inputs -> {
                    List<TaskResult> results = new ArrayList<>();
                    for (TaskInput input : inputs) {
                        ModelStart start = ModelStart.decode(input.values(), NAMES);
                        starts.add(start);
                        List<String> names = MODELS.get(start.model()).parameters();
                        double chiSquared = start.search() ? 21 - names.size() : combination;
                        String status = start.model() == 2 ? statusOfAPart : "converged";
                        List<String> atBounds = start.model() == 2 ? bounds : List.of();
                        assertEquals(starts.size() - 1, input.index(), "indices follow each other");
                        results.add(record(chiSquared, status, atBounds, names).encode(input.index(), NAMES));
                    }
                    return results;
                })
                .run();
    }

    @Test
    void aCombinationStartsFromItsParts() {
        List<ModelRecord> records = run(18.2, "converged", List.of());
        assertEquals(4, starts.size());
        ModelStart last = starts.get(3);
        assertFalse(last.search());
        assertEquals(NAMES.size(), last.parameters().size());
        assertEquals(new BoundedValue(5, -10, 10), last.parameters().get("kappa"));
        Configuration started = last.started(CONFIG);
        assertEquals(5, started.parameter("slope").start());
        assertEquals(10, started.parameter("slope").max());
        assertEquals(0, started.fit().starts(), "no search");
        assertEquals(18.2, records.get(3).chiSquared());
        assertEquals(CONFIG, ModelStart.searching(3).started(CONFIG));
    }

    /** A combination above one of its parts, which has chi^2 = 19, has missed its minimum. */
    @Test
    void aMissedMinimumIsSearched() {
        List<ModelRecord> records = run(20.5, "converged", List.of());
        assertEquals(5, starts.size());
        assertTrue(starts.get(4).search() && starts.get(4).model() == 3);
        assertEquals(18, records.get(3).chiSquared());
    }

    @Test
    void partsWithoutAMinimumInsideTheirBoundsGiveNoStart() {
        run(20.5, "stalled", List.of());
        assertTrue(starts.get(3).search());
        starts.clear();
        run(20.5, "converged", List.of("kappa"));
        assertTrue(starts.get(3).search());
        assertEquals(4, starts.size(), "searched once");
    }

    @Test
    void aRecordIsReadAgain() {
        ModelRecord fitted = record(20.5, "converged", List.of("kappa", "slope"), List.of("mbh", "slope"));
        assertEquals(fitted, ModelRecord.decode(fitted.encode(7, NAMES), NAMES));
        ModelRecord failed = ModelRecord.failed("parameters.mbh: no\nmass");
        assertEquals(
                "parameters.mbh: no mass",
                ModelRecord.decode(failed.encode(7, NAMES), NAMES).status());
    }
}
