// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.ParameterSetting;

/**
 * The fits of all models of a grid, in four stages.
 *
 * <ol>
 *   <li>The first model and those that differ from it in one key are fitted with the whole search for the lowest minimum, and
 *       those with a law of several further parameters with a few searches.
 *   <li>A combination starts from the minima of its parts: the first model's, and for the parameters that a choice brings in,
 *       those of the first model with that choice alone. It is minimised without a search. A law that its part reduced to a
 *       simpler one starts inside its bounds, at its start for tests. Where a part failed, the combination is searched.
 *   <li>Laws of several parameters have many minima of about the same depth. Where a choice lowered chi^2 more in one model than in
 *       another, the other starts again with the law of the first.
 *   <li>A model contains another if they differ in one key, which brings in parameters, and it has all parameters of the other
 *       that have an effect. Its chi^2 of the same data cannot be higher. Where it is, the model starts again at the minimum
 *       of the lowest one that it contains, with what the key brings in at its limit. This is repeated, since a minimum that one
 *       model found may be new to others. What then still is higher, or failed, is searched.
 * </ol>
 *
 * <p>Every start follows from the results of the stages before, so that the fits do not depend on threads or interruptions.
 */
final class GridFits {

    /** [-] Chi^2 by which a model may exceed one that it contains: the flux map that each extracts moves it by some tenths. */
    private static final double TOLERANCE = 1;

    /** Searches of a law with several parameters, each with a seed of its own. */
    private static final int SEARCHES = 3;

    /** Relative difference of a parameter from which on a law is another one. */
    private static final double OTHER = 0.3;

    private final List<GridModel> models;
    private final List<String> names;
    private final boolean evidence;
    private final BiFunction<String, List<TaskInput>, List<TaskResult>> runner;
    private final ModelRecord[] records;
    private int tasks;

    /**
     * @param models of the grid
     * @param names of the parameters of all models
     * @param evidence whether to sample the posterior of each model for its evidence
     * @param runner runs the tasks of a stage, of a name for the user, with consecutive indices
     */
    GridFits(
            List<GridModel> models,
            List<String> names,
            boolean evidence,
            BiFunction<String, List<TaskInput>, List<TaskResult>> runner) {
        this.models = models;
        this.names = names;
        this.evidence = evidence;
        this.runner = runner;
        this.records = new ModelRecord[models.size()];
    }

    /** Fits all models; returns their records in the order of the grid. */
    List<ModelRecord> run() {
        int[] parts =
                all().filter(k -> models.get(k).differences(models.get(0)) <= 1).toArray();
        fit(
                "single choices",
                IntStream.of(parts)
                        .boxed()
                        .flatMap(k ->
                                IntStream.rangeClosed(1, searches(k)).mapToObj(seed -> ModelStart.searching(k, seed))));
        fit("combinations", all().filter(k -> records[k] == null).mapToObj(k -> start(k, parts)));
        fit("other laws", lent(parts));
        int most = models.get(0).values().size();
        int[] tried = all().map(k -> -1).toArray();
        for (int round = 0; round < most; round++) {
            int[] contained = all().map(this::lowestWithin).toArray();
            int[] again = all().filter(k -> contained[k] >= 0 && contained[k] != tried[k])
                    .toArray();
            IntStream.of(again).forEach(k -> tried[k] = contained[k]);
            fit("lower minima", IntStream.of(again).mapToObj(k -> start(k, contained[k])));
        }
        fit(
                "missed minima",
                all().filter(k -> !records[k].converged() || missed(k))
                        .filter(k -> IntStream.of(parts).noneMatch(part -> part == k))
                        .mapToObj(k -> ModelStart.searching(k, 1)));
        if (evidence) {
            fit("evidence", all().filter(k -> records[k].converged()).mapToObj(this::sampled));
        }
        return List.of(records);
    }

    private IntStream all() {
        return IntStream.range(0, models.size());
    }

    /** The start at given values of the parameters that a fit may start, without a search. */
    private ModelStart unsearched(int k, boolean sampled, Map<String, BoundedValue> values) {
        Map<String, BoundedValue> starts = new LinkedHashMap<>(values);
        starts.keySet().removeIf(name -> !startable(models.get(k), name));
        return new ModelStart(k, 0, sampled, starts);
    }

    /** The start at a model's own minimum. */
    private ModelStart sampled(int k) {
        return unsearched(k, true, records[k].free());
    }

    /** Names of the parameters that a model has and the first lacks. */
    private List<String> further(int k) {
        return models.get(k).names().stream()
                .filter(name -> !models.get(0).names().contains(name))
                .toList();
    }

    /** Searches of a part. A law of several parameters has many minima, and all combinations start from the one that is found. */
    private int searches(int k) {
        return further(k).size() > 1 ? SEARCHES : 1;
    }

    /** Starts at the law of several parameters of that model of the same choice in which the law lowered chi^2 most. */
    private Stream<ModelStart> lent(int[] parts) {
        Map<Integer, ModelStart> starts = new TreeMap<>();
        for (int a = 0; a < models.get(0).values().size(); a++) {
            int axis = a;
            for (int part : parts) {
                if (!models.get(part).differs(models.get(0), a) || searches(part) == 1) {
                    continue;
                }
                List<String> law = further(part);
                int[] same = all().filter(k -> models.get(k)
                                .values()
                                .get(axis)
                                .equals(models.get(part).values().get(axis)))
                        .filter(k -> gain(k, axis) > 0)
                        .toArray();
                int lender = IntStream.of(same)
                        .boxed()
                        .max(Comparator.comparingDouble(k -> gain(k, axis)))
                        .orElse(part);
                IntStream.of(same)
                        .filter(k -> gain(k, axis) < gain(lender, axis) - TOLERANCE && otherLaw(k, lender, law))
                        .forEach(k -> starts.putIfAbsent(k, start(k, lender, law)));
            }
        }
        return starts.values().stream();
    }

    /** Fall of chi^2 from the model with the first choice of one key; negative where it is not known. */
    private double gain(int k, int axis) {
        return all().filter(j -> models.get(j).differences(models.get(k)) == 1
                        && models.get(j)
                                .values()
                                .get(axis)
                                .equals(models.get(0).values().get(axis)))
                .filter(j -> records[j].converged() && records[k].converged())
                .filter(j -> records[j].checksum() == records[k].checksum())
                .mapToDouble(j -> Math.max(0, records[j].chiSquared() - records[k].chiSquared()) + Double.MIN_NORMAL)
                .findFirst()
                .orElse(-1);
    }

    private boolean otherLaw(int k, int lender, List<String> law) {
        return law.stream().anyMatch(name -> {
            BoundedValue own = records[k].free().get(name);
            BoundedValue other = records[lender].free().get(name);
            return own != null
                    && other != null
                    && Math.abs(own.value() - other.value())
                            > OTHER * Math.max(Math.abs(own.value()), Math.abs(other.value()));
        });
    }

    /** The start at a model's own minimum with the law of another. */
    private ModelStart start(int k, int lender, List<String> law) {
        Map<String, BoundedValue> starts = new LinkedHashMap<>(records[k].free());
        for (String name : law) {
            BoundedValue own = starts.get(name);
            BoundedValue other = records[lender].free().get(name);
            if (own != null && other != null) {
                starts.put(name, own.at(other.value()));
            }
        }
        return unsearched(k, false, starts);
    }

    private void fit(String stage, Stream<ModelStart> stream) {
        List<ModelStart> starts = stream.toList();
        if (starts.isEmpty()) {
            return;
        }
        List<TaskInput> inputs = new ArrayList<>();
        for (ModelStart start : starts) {
            inputs.add(new TaskInput(tasks + inputs.size(), start.encode(names)));
        }
        tasks += inputs.size();
        List<TaskResult> results = runner.apply(stage, inputs);
        for (int i = 0; i < results.size(); i++) {
            int k = starts.get(i).model();
            ModelRecord found = ModelRecord.decode(results.get(i), names);
            boolean lower = records[k] == null
                    || !records[k].converged()
                    || found.converged() && starts.get(i).sampled()
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
                known &= part >= 0 && records[part].converged();
                if (part >= 0) {
                    Set<String> effective = models.get(part).effective(records[part]);
                    records[part].free().forEach((name, fitted) -> {
                        boolean own = !starts.containsKey(name)
                                || !setting(part, name).equals(setting(0, name));
                        if (own && effective.contains(name)) {
                            starts.put(name, fitted);
                        }
                    });
                }
            }
        }
        return known ? unsearched(k, false, starts) : ModelStart.searching(k, 1);
    }

    /** The start of a model at the minimum of one that it contains, where further laws add nothing. */
    private ModelStart start(int k, int contained) {
        GridModel model = models.get(k);
        ModelRecord own = records[k];
        Map<String, BoundedValue> starts = new LinkedHashMap<>(own.free());
        Set<String> given = models.get(contained).effective(records[contained]);
        for (ParameterDeclaration parameter : model.parameters()) {
            String name = parameter.name();
            BoundedValue known = own.free().get(name);
            if (known != null && given.contains(name)) {
                starts.put(name, records[contained].free().get(name));
            } else if (known != null && parameter.limit() != null) {
                starts.put(name, known.at(parameter.limit().value()));
            }
        }
        return unsearched(k, false, starts);
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
        return model.names().contains(name)
                && !name.matches("x|y")
                && (set == null || !Boolean.TRUE.equals(set.fixed()) && set.tie() == null);
    }

    /**
     * Whether chi^2 is higher than that of a contained model with all laws inside their bounds. One at a limit is there in the
     * configured likelihood, and its chi^2 that of correlated noise may be lower inside.
     */
    private boolean missed(int k) {
        int contained = lowestWithin(k);
        return contained >= 0
                && models.get(contained).atLimits(records[contained]).isEmpty();
    }

    /** The model of lowest chi^2 among those that a model contains and that are lower; -1 if there is none. */
    private int lowestWithin(int k) {
        ModelRecord own = records[k];
        return all().filter(j -> models.get(j).differences(models.get(k)) == 1 && records[j].converged())
                .filter(j -> own.converged()
                        && records[j].checksum() == own.checksum()
                        && records[j].chiSquared() < own.chiSquared() - TOLERANCE
                        && models.get(k).contains(own, models.get(j), records[j]))
                .boxed()
                .min(Comparator.comparingDouble(j -> records[j].chiSquared()))
                .orElse(-1);
    }
}
