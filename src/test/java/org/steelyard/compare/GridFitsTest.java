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
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;

/** The stages of the fits of a grid, on models whose minima are made up. */
class GridFitsTest {

    private static final List<String> NAMES = List.of("mbh", "kappa", "slope");

    private static final Configuration CONFIG = Configuration.ofCube("", Path.of("cube.fits"), Path.of("mge.ecsv"), 10);

    /** Value of every parameter at its minimum: the length of its name. At kappa = 5 the law of kappa is a simpler one. */
    private static ParameterDeclaration declared(String name) {
        ParameterDeclaration plain = ParameterDeclaration.of(name, name, "", name);
        return name.equals("mbh") ? plain : plain.simplerAt(name.equals("kappa") ? 5 : 0);
    }

    private static GridModel model(String one, String two, String... names) {
        return new GridModel(
                List.of(one, two), Stream.of(names).map(GridFitsTest::declared).toList(), CONFIG);
    }

    /** Two keys, each of which may bring in a parameter. */
    private static final List<GridModel> MODELS = List.of(
            model("a", "c", "mbh"),
            model("a", "d", "mbh", "slope"),
            model("b", "c", "mbh", "kappa"),
            model("b", "d", "mbh", "kappa", "slope"));

    private final List<ModelStart> starts = new ArrayList<>();

    private static ModelRecord record(double chiSquared, String status, List<String> bounds, List<String> names) {
        Map<String, BoundedValue> free = new LinkedHashMap<>();
        names.forEach(name -> free.put(name, new BoundedValue(name.length(), -10, 10)));
        return new ModelRecord(
                1e8, 1e6, chiSquared, 100, 100 - names.size(), 42, true, Double.NaN, Double.NaN, status, bounds, free);
    }

    /** A record of a model with all its parameters inside their bounds. */
    private static ModelRecord at(double chiSquared, ModelStart start) {
        return record(
                chiSquared, "converged", List.of(), MODELS.get(start.model()).names());
    }

    private List<ModelRecord> run(Function<ModelStart, ModelRecord> fit) {
        return new GridFits(MODELS, NAMES, false, (stage, inputs) -> {
                    List<TaskResult> results = new ArrayList<>();
                    for (TaskInput input : inputs) {
                        ModelStart start = ModelStart.decode(input.values(), NAMES);
                        starts.add(start);
                        assertEquals(starts.size() - 1, input.index(), "indices follow each other");
                        results.add(fit.apply(start).encode(input.index(), NAMES));
                    }
                    return results;
                })
                .run();
    }

    /** Minima with chi^2 of 20 less 1 for each further parameter; that of the combination without a search is given. */
    private List<ModelRecord> run(double combination) {
        return run(start -> at(start.search() > 0 ? 20 - start.model() + start.model() / 2 : combination, start));
    }

    @Test
    void aCombinationStartsFromItsParts() {
        List<ModelRecord> records = run(18.2);
        assertEquals(4, starts.size());
        ModelStart last = starts.get(3);
        assertEquals(0, last.search());
        assertEquals(NAMES.size(), last.parameters().size());
        assertEquals(new BoundedValue(5, -10, 10), last.parameters().get("kappa"));
        Configuration started = last.started(CONFIG);
        assertEquals(5, started.parameter("slope").start());
        assertEquals(10, started.parameter("slope").max());
        assertEquals(0, started.fit().starts(), "no search");
        assertEquals(18.2, records.get(3).chiSquared());
        assertEquals(CONFIG, ModelStart.searching(3, 1).started(CONFIG));
    }

    /** A combination above one of its parts, which has chi^2 = 19, starts there again, and is searched in the end. */
    @Test
    void aMissedMinimumStartsAtThePart() {
        run(20.5);
        ModelStart again = starts.get(4);
        assertEquals(0, again.search());
        assertEquals(5, again.parameters().get("slope").value(), "as in the first of the lowest parts");
        assertEquals(5, again.parameters().get("kappa").value(), "at its limit");
        ModelStart last = starts.get(starts.size() - 1);
        assertTrue(last.search() > 0 && last.model() == 3);
        starts.clear();
        double[] falls = {20.5, 18.9};
        List<ModelRecord> records =
                run(start -> at(start.model() < 3 ? 20 - Math.min(1, start.model()) : falls[starts.size() - 4], start));
        assertEquals(5, starts.size(), "no search where the second start is low enough");
        assertEquals(18.9, records.get(3).chiSquared());
    }

    /** A minimum with kappa at its limit is one of the model without kappa, which starts there again. */
    @Test
    void aMinimumIsPassedOnToTheSimplerModel() {
        List<ModelRecord> records = run(start -> switch (start.model()) {
            case 1 -> at(start.search() > 0 ? 19 : 12, start);
            case 3 -> record(12, "converged", List.of("kappa"), NAMES);
            default -> at(20, start);
        });
        assertEquals(5, starts.size());
        assertEquals(1, starts.get(4).model());
        assertEquals(5, starts.get(4).parameters().get("slope").value(), "of the minimum that was found");
        assertEquals(12, records.get(1).chiSquared());
    }

    /** Where a part reduced its law to a simpler one, a combination starts inside. */
    @Test
    void aLawAtItsLimitStartsInside() {
        run(start -> start.model() == 2
                ? record(20, "converged", List.of("kappa"), List.of("mbh", "kappa"))
                : at(19, start));
        ModelStart last = starts.get(3);
        assertEquals(3, last.model());
        assertTrue(last.search() == 0 && last.parameters().containsKey("slope"));
        assertFalse(last.parameters().containsKey("kappa"));
    }

    @Test
    void aPartWithoutAMinimumGivesNoStart() {
        run(start -> start.model() == 2 ? record(20, "stalled", List.of(), List.of("mbh", "kappa")) : at(19, start));
        assertTrue(starts.get(3).search() > 0);
        assertEquals(3, starts.get(3).model());
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
