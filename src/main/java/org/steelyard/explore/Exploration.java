// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.explore.http.Reply;
import org.steelyard.explore.http.Service;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.TrialData;
import org.steelyard.fit.TrialModel;
import org.steelyard.fit.TrialValue;
import org.steelyard.fit.TrialView;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.report.RunFolder;

/**
 * One galaxy on a page: the services that evaluate, fit and save what the user sets there. The page sends its whole state with
 * each request, so that several pages do not disturb each other.
 */
public final class Exploration implements AutoCloseable {

    /** Draws whose diagrams and curves are shown. */
    private static final int CLOUD = 24;

    private final TrialData data;
    private final PageState start;
    private final @Nullable Draws draws;
    private final FitOptions options;
    private final Models models;
    private final Turn turn = new Turn();
    private final Fits fits;
    private final Diagrams diagrams = new Diagrams();
    private @Nullable Seen last;

    /** The view that was evaluated last: pixel, channel and line change without another evaluation. */
    private record Seen(PageState state, boolean bare, boolean moving, ParameterSpace space, TrialView view) {

        boolean serves(PageState wanted, boolean withoutHole, boolean roughly) {
            return state.equals(wanted) && (bare || !withoutHole) && (!moving || roughly);
        }
    }

    private Exploration(TrialData data, PageState start, @Nullable Draws draws, FitOptions options) {
        this.data = data;
        this.start = start;
        this.draws = draws;
        this.options = options;
        this.models = new Models(data);
        this.fits = new Fits(turn, models, options);
    }

    /**
     * @param config what to explore, started where the configuration or the data have the parameters
     * @param options of fits that the page starts
     * @return the exploration
     * @throws org.steelyard.units.InputException if the input is at fault
     */
    public static Exploration of(Configuration config, FitOptions options) {
        TrialData data = TrialData.read(config, options.threads());
        return checked(new Exploration(data, new PageState(Map.of(), Map.of(), Map.of(), null), null, options));
    }

    /**
     * @param run folder of a fit, started at its minimum
     * @param options of fits that the page starts
     * @return the exploration
     * @throws org.steelyard.units.InputException if the folder is no run, or its data have changed since
     */
    public static Exploration of(Path run, FitOptions options) {
        FitResult result = RunFolder.readResult(run);
        Configuration config = ConfigLoader.load(RunFolder.configuration(run), List.of(), ConfigLoader.Need.DATA);
        SavedFit fit = SavedFit.of(config, result);
        fit.requireInputs(result.inputs());
        TrialData data = TrialData.read(config, options.threads());
        Map<String, TrialValue> values = new LinkedHashMap<>();
        fit.values()
                .forEach((name, value) -> values.put(
                        name, new TrialValue(value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false)));
        return checked(new Exploration(
                data, new PageState(Map.of(), values, fit.profile(), fit.pcPerArcsec()), Draws.of(run), options));
    }

    /** Prepares the model of the start, so that what is wrong with it is known at once. */
    private static Exploration checked(Exploration exploration) {
        try {
            exploration.models.of(exploration.start);
            return exploration;
        } catch (RuntimeException e) {
            exploration.close();
            throw e;
        }
    }

    /** @return one line each for the user */
    public List<String> notes() {
        return data.notes();
    }

    /** @return the services of the page, by name */
    public Map<String, Service> services() {
        return Map.of(
                "galaxy", this::galaxy,
                "view", this::view,
                "fit", fits::fit,
                "progress", fits::progress,
                "cancel", fits::cancel,
                "save", this::save,
                "download", this::download,
                "draws", this::draws);
    }

    /** The model of a state's choices with its data; of the start without a state. */
    private Reply galaxy(byte[] body) {
        Request request = Request.of(body);
        PageState state = request.has("state") ? PageState.of(request.part("state")) : start;
        return turn.take(() -> {
            TrialModel model = models.of(state);
            ParameterSpace space = model.space();
            Packet out = new Packet();
            TrialView view = model.view(space, true, false);
            Description.of(model, view.images(), out);
            if (!request.has("state")) {
                out.header().withArray("parameters").forEach(node -> {
                    TrialValue best = start.values().get(node.path("name").asText());
                    if (best != null) {
                        ((ObjectNode) node).put("value", best.value());
                    }
                });
                out.header().put("fitted", !start.values().isEmpty());
                out.header().put("draws", draws == null ? 0 : draws.values().size());
                data.notes().forEach(out.header().putArray("notes")::add);
                ObjectNode downloads = out.header().putObject("downloads");
                Downloads.formats(view.images(), draws != null)
                        .forEach((what, formats) -> formats.forEach(downloads.putArray(what)::add));
            }
            if (state.pcPerArcsec() != null) {
                out.header().put("scale", state.pcPerArcsec());
            }
            return Reply.binary(out.bytes());
        });
    }

    /** The model at the values of a state. */
    private Reply view(byte[] body) {
        Request request = Request.of(body);
        PageState state = PageState.of(request.part("state"));
        ViewRequest view = ViewRequest.of(request);
        long order = (long) request.number("order");
        Reply reply = turn.take(request.text("page"), order, () -> {
            Seen seen = seen(state, view);
            TrialView shown = seen.view();
            Packet out = new Packet().number("order", (double) order).number("chi2", shown.chiSquared());
            out.header().put("data", shown.dataCount()).put("free", seen.space().freeCount());
            if (shown.ringChiSquared() != null) {
                ArrayNode rings = out.header().putArray("rings");
                for (double ring : shown.ringChiSquared()) {
                    rings.add(ring);
                }
            }
            out.number("x", shown.images().geometry().x())
                    .number("y", shown.images().geometry().y())
                    .number("positionAngle", shown.images().geometry().positionAngle())
                    .number("inclination", shown.images().geometry().inclination())
                    .number("vsys", shown.images().geometry().vsys());
            speeds(shown.images().curve(), out);
            if (shown.images() instanceof ModelProducts cubes) {
                CubeView.model(cubes, view, diagrams, out);
            } else if (shown.images() instanceof MapProducts maps) {
                MapView.model(maps, out);
            }
            return Reply.binary(out.bytes());
        });
        return reply == null ? Reply.overtaken() : reply;
    }

    private Seen seen(PageState state, ViewRequest view) {
        if (last == null || !last.serves(state, view.bare(), view.moving())) {
            TrialModel model = models.of(state);
            ParameterSpace space = model.space(state.values());
            last = new Seen(state, view.bare(), view.moving(), space, model.view(space, view.moving(), view.bare()));
        }
        return last;
    }

    private static void speeds(SpeedCurve curve, Packet out) {
        out.with("radius", curve.radius())
                .with("vCirc", curve.vCirc())
                .with("vStars", curve.vStars())
                .with("vBlackHole", curve.vBlackHole())
                .with("vGas", curve.vGas());
    }

    /** The configuration of a state, which {@code steelyard fit} accepts. */
    private Reply save(byte[] body) {
        return Reply.binary(toml(PageState.of(Request.of(body).part("state"))).getBytes(StandardCharsets.UTF_8));
    }

    private String toml(PageState state) {
        TrialModel model = turn.take(() -> models.of(state));
        return ConfigWriter.write(model.startedAt(model.space(state.values())));
    }

    private Reply download(byte[] body) {
        Request request = Request.of(body);
        PageState state = PageState.of(request.part("state"));
        TrialView view = turn.take(() -> {
            TrialModel model = models.of(state);
            return model.view(model.space(state.values()), false, true);
        });
        List<String> history = new ArrayList<>(
                List.of("Steelyard " + options.version() + ": model of `steelyard explore`, not fitted"));
        toml(state).lines().map(line -> line.replaceAll("[^ -~]", "?")).forEach(history::add);
        return Downloads.of(
                new Shown(
                        view.images(),
                        ViewRequest.of(request),
                        fits::path,
                        draws,
                        new FitsProvenance("Steelyard " + options.version(), Collections.unmodifiableList(history))),
                request.text("what"),
                request.text("format"));
    }

    /** The draws of the run, and diagrams and curves of some of them. */
    private Reply draws(byte[] body) {
        Request request = Request.of(body);
        if (draws == null) {
            return Reply.fault(Reply.MISSING, "this run has no draws; `steelyard errors` makes them");
        }
        ViewRequest view = ViewRequest.of(request);
        Packet out = new Packet();
        out.header().put("source", draws.source());
        for (Map<String, Double> draw : draws.values()) {
            ObjectNode node = out.header().withArray("values").addObject();
            draw.forEach(node::put);
        }
        int count = 0;
        for (Map<String, Double> draw : draws.some(CLOUD)) {
            // Other requests have their turn between two draws.
            TrialView shown = turn.take(() -> {
                TrialModel model = models.of(start);
                return model.view(at(model, draw), true, false);
            });
            if (count == 0) {
                out.with("radius", shown.images().curve().radius());
            }
            out.with("vCirc" + count, shown.images().curve().vCirc());
            if (shown.images() instanceof ModelProducts cubes && view.line() != null) {
                out.with(
                        "pvd" + count,
                        Diagrams.of(cubes, cubes.model(), view.line()).values());
            }
            count++;
        }
        out.header().put("cloud", count);
        return Reply.binary(out.bytes());
    }

    /** The minimum of the run with the values of a draw. */
    private ParameterSpace at(TrialModel model, Map<String, Double> draw) {
        return model.space(model.space().parameters().stream()
                .collect(Collectors.toMap(
                        Parameter::name,
                        p -> new TrialValue(
                                draw.getOrDefault(
                                        p.name(), start.values().get(p.name()).value()),
                                p.min(),
                                p.max(),
                                true))));
    }

    /** Ends a running fit and the worker threads. */
    @Override
    public void close() {
        fits.end();
        data.close();
    }
}
