// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.Beam;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.galaxy.RotationCurve;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.report.figure.sky.MapGrid;
import org.steelyard.report.figure.sky.MapRow;
import org.steelyard.report.figure.sky.MapStrip;
import org.steelyard.report.figure.sky.SkyField;
import org.steelyard.report.plot.ColourMap;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.UnitLabel;
import org.steelyard.report.table.RunContent;
import org.steelyard.report.table.RunImages;

/** The figures of a fit. */
public final class Figures {

    /** [beam] Half the side of the field of zoomed maps. */
    private static final double ZOOM = 2;

    private Figures() {}

    /**
     * @param run of a cube or a velocity map
     * @return its figures, in the order of the page
     */
    public static List<Figure> of(RunContent run) {
        List<Figure> figures =
                new ArrayList<>(run.model() != null ? of(run.model(), run.rotation()) : of(run.map(), run.rotation()));
        if (run.result().diagnosis() != null) {
            figures.add(new DiagnosisFigure(run.result().diagnosis()));
        }
        return figures;
    }

    /**
     * @param run of a cube or a velocity map
     * @return its further figures: enclosed mass, diagram along the minor axis, channel maps, grid of line profiles, misfit, harmonic terms
     */
    public static List<Figure> more(RunContent run) {
        List<Figure> figures = new ArrayList<>();
        ModelProducts cube = run.model();
        SpeedCurve curve = cube == null ? run.map().curve() : cube.curve();
        SkyGeometry geometry = cube == null ? run.map().geometry() : cube.geometry();
        Beam beam = cube == null ? run.map().beam() : cube.data().meanBeam();
        figures.add(new EnclosedMassFigure(curve, run.result(), beam, geometry));
        if (cube != null) {
            figures.add(PvdFigure.ofMinorAxis(cube));
            figures.add(ChannelGridFigure.of(cube));
            figures.add(ProfileGridFigure.of(cube));
            figures.add(MisfitFigure.of(cube));
        }
        Diagnosis diagnosis = run.result().diagnosis();
        if (diagnosis != null
                && !diagnosis.dataRings().isEmpty()
                && !diagnosis.modelRings().isEmpty()) {
            figures.add(new HarmonicFigure(diagnosis.dataRings(), diagnosis.modelRings()));
        }
        return figures;
    }

    /**
     * @param run of a cube or a velocity map
     * @return its maps within two beams of the centre; none where the beam is not known
     */
    public static List<Figure> zoomed(RunContent run) {
        ModelProducts cube = run.model();
        Beam beam = cube == null ? run.map().beam() : cube.data().meanBeam();
        if (beam == null) {
            return List.of();
        }
        SkyField field = new SkyField(ZOOM * beam.major(), ZOOM * beam.major());
        MapGrid whole = cube == null ? velocity(run.map()) : MomentFigure.of(cube);
        return List.of(whole.zoomed(field));
    }

    /**
     * @param model cubes of data and model
     * @param rotation of the gas ring by ring; null where it was not measured
     * @return their figures
     */
    public static List<Figure> of(ModelProducts model, @Nullable RotationCurve rotation) {
        List<Figure> figures = new ArrayList<>();
        figures.add(MomentFigure.of(model));
        figures.add(PvdFigure.of(model));
        figures.add(LineProfileFigure.of(model));
        figures.add(new CircularVelocityFigure(
                model.curve(),
                rotation,
                model.data().meanBeam(),
                model.geometry().pcPerArcsec()));
        if (model.light() != null) {
            figures.add(new RingLightFigure(model.light()));
        }
        return figures;
    }

    /**
     * @param model cubes of data and model
     * @return mean square of residual over noise in each pixel of the fit, and the histogram of residual over noise
     */
    public static Figure misfit(ModelProducts model) {
        return MisfitFigure.of(model);
    }

    /**
     * @param map velocity maps of data and model
     * @param rotation of the gas ring by ring; null where it was not measured
     * @return their figures
     */
    public static List<Figure> of(MapProducts map, @Nullable RotationCurve rotation) {
        return List.of(
                velocity(map),
                inputs(map),
                new CircularVelocityFigure(
                        map.curve(), rotation, map.beam(), map.geometry().pcPerArcsec()));
    }

    /** Flux, error of the velocity, and residual over this error. */
    private static Figure inputs(MapProducts map) {
        double[] error = without(map.error().values(), map.data().values());
        double[] residual = RunImages.difference(map.data(), map.model()).values();
        double[] normalised = new double[residual.length];
        Arrays.setAll(normalised, k -> residual[k] / error[k]);
        String unit = UnitLabel.of(map.flux().unit());
        return new MapStrip(
                "map_data",
                "Flux map that weights the model, standard error of the velocity, and residual (data minus model) over this error."
                        + " Offsets are from the fitted centre. Grey ellipse: beam at half its peak; open ellipse: fit region.",
                List.of(
                        new MapStrip.Panel(
                                map.flux(),
                                ColourScale.fromZero(
                                        ColourMap.VIRIDIS,
                                        ColourScale.inside(map.flux().values(), map.region())),
                                "Flux",
                                unit.isEmpty() ? "Flux" : "Flux (" + unit + ")"),
                        new MapStrip.Panel(
                                RunImages.withValues(map.error(), error, "km/s"),
                                ColourScale.spanning(ColourMap.VIRIDIS, ColourScale.inside(error, map.region())),
                                "Velocity error",
                                "Error (km s^{\u22121})"),
                        new MapStrip.Panel(
                                RunImages.withValues(map.data(), normalised, ""),
                                ColourScale.residual(ColourScale.inside(normalised, map.region())),
                                "(Data \u2212 model) / error",
                                "Residual (\u03c3)")),
                map.beam(),
                map.geometry());
    }

    /** Returns values, NaN where other values are. */
    private static double[] without(double[] values, double[] others) {
        double[] kept = values.clone();
        Arrays.setAll(kept, k -> Double.isFinite(others[k]) ? values[k] : Double.NaN);
        return kept;
    }

    private static MapGrid velocity(MapProducts map) {
        return new MapGrid(
                "velocity",
                "Velocity map of data, model and residual (data minus model). " + MapGrid.LEGEND,
                List.of(MapRow.velocity(map.data(), map.model(), map.geometry().vsys(), map.region())),
                map.beam(),
                map.geometry(),
                map.region(),
                null);
    }
}
