// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.config.ParameterSetting;

/**
 * The fits of all models of a grid, in three stages.
 *
 * <ol>
 *   <li>The first model and those that differ from it in one key are fitted with the whole search for the lowest minimum.
 *   <li>A combination starts from the minima of its parts: the first model's, and for the parameters that a choice brings in,
 *       those of the first model with that choice alone. It is minimised without a search. Where a part failed or ended at a bound,
 *       the combination is searched as well.
 *   <li>A combination whose chi^2 of the same data is higher than that of a model that differs in one key and has fewer of
 *       its free parameters has missed its minimum. It is searched, and the lower minimum counts.
 * </ol>
 *
 * <p>Every start follows from the results of the stages before, so that the fits do not depend on threads or interruptions.
 */
final class GridFits {

    /** [-] Chi^2 by which a model may exceed one that it contains: the flux map that each extracts moves it by some tenths. */
    private static final double TOLERANCE = 1;

    private final List<GridModel> models;
    private final List<String> names;
    private final Function<List<TaskInput>, List<TaskResult>> runner;
    private final ModelRecord[] records;
    private int tasks;

    /**
     * @param models of the grid
     * @param names of the parameters of all models
     * @param runner runs tasks with consecutive indices
     */
    GridFits(List<GridModel> models, List<String> names, Function<List<TaskInput>, List<TaskResult>> runner) {
        this.models = models;
        this.names = names;
        this.runner = runner;
        this.records = new ModelRecord[models.size()];
    }

    /** Fits all models; returns their records in the order of the grid. */
    List<ModelRecord> run() {
        GridModel first = models.get(0);
        int[] parts = IntStream.range(0, models.size())
                .filter(k -> models.get(k).differences(first) <= 1)
                .toArray();
        fit(IntStream.of(parts).mapToObj(ModelStart::searching).toList());
        int[] combinations = IntStream.range(0, models.size())
                .filter(k -> records[k] == null)
                .toArray();
        List<ModelStart> starts =
                IntStream.of(combinations).mapToObj(k -> start(k, parts)).toList();
        fit(starts);
        fit(starts.stream()
                .filter(start -> !start.search() && missed(start.model()))
                .map(start -> ModelStart.searching(start.model()))
                .toList());
        return List.of(records);
    }

    private void fit(List<ModelStart> starts) {
        List<TaskInput> inputs = new ArrayList<>();
        for (ModelStart start : starts) {
            inputs.add(new TaskInput(tasks + inputs.size(), start.encode(names)));
        }
        tasks += inputs.size();
        List<TaskResult> results = inputs.isEmpty() ? List.of() : runner.apply(inputs);
        for (int i = 0; i < results.size(); i++) {
            int k = starts.get(i).model();
            ModelRecord found = ModelRecord.decode(results.get(i), names);
            boolean lower = records[k] == null
                    || !records[k].converged()
                    || found.converged() && found.chiSquared() < records[k].chiSquared();
            records[k] = lower ? found : records[k];
        }
    }

    /** The start of a combination from the minima of its parts. */
    private ModelStart start(int k, int[] parts) {
        GridModel model = models.get(k);
        ModelRecord first = records[0];
        Map<String, BoundedValue> starts = new LinkedHashMap<>(first.free());
        boolean known = first.converged();
        for (int a = 0; a < model.values().size(); a++) {
            if (model.differs(models.get(0), a)) {
                int part = part(model, a, parts);
                known &= part >= 0
                        && records[part].converged()
                        && records[part].atBounds().isEmpty();
                if (part >= 0) {
                    records[part].free().forEach((name, fitted) -> {
                        if (!starts.containsKey(name) || !setting(part, name).equals(setting(0, name))) {
                            starts.put(name, fitted);
                        }
                    });
                }
            }
        }
        starts.keySet().removeIf(name -> !startable(model, name));
        return known ? new ModelStart(k, false, starts) : ModelStart.searching(k);
    }

    private ParameterSetting setting(int k, String name) {
        return models.get(k).config().parameters().getOrDefault(name, ParameterSetting.NONE);
    }

    /** Place of the first model with one choice of another; -1 if there is none. */
    private int part(GridModel model, int a, int[] parts) {
        return IntStream.of(parts)
                .filter(p -> models.get(p).values().get(a).equals(model.values().get(a))
                        && models.get(p).differs(models.get(0), a))
                .findFirst()
                .orElse(-1);
    }

    /** Whether a fit may start a parameter. The start of the centre is also that of the fit region. */
    private static boolean startable(GridModel model, String name) {
        ParameterSetting set = model.config().parameters().get(name);
        return model.parameters().contains(name)
                && !name.matches("x|y")
                && (set == null || !Boolean.TRUE.equals(set.fixed()) && set.tie() == null);
    }

    private boolean missed(int k) {
        ModelRecord own = records[k];
        return !own.converged()
                || IntStream.range(0, records.length)
                        .filter(j -> models.get(j).differences(models.get(k)) == 1)
                        .mapToObj(j -> records[j])
                        .anyMatch(other -> other.converged()
                                && other.checksum() == own.checksum()
                                && own.chiSquared() > other.chiSquared() + TOLERANCE
                                && own.free().keySet().containsAll(other.free().keySet())
                                && own.free().size() > other.free().size());
    }
}
