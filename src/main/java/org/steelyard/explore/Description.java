// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.fit.TrialModel;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.search.FitImages;
import org.steelyard.galaxy.ParameterCatalogue;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.Scale;

/** What the page must know of a model before it draws: parameters, choices, axes. */
final class Description {

    private Description() {}

    static void of(TrialModel model, FitImages images, Packet out) {
        ObjectNode header = out.header();
        header.put("name", images.geometry().name());
        out.number("pcPerArcsec", model.pcPerArcsec());
        Map<String, ParameterDeclaration> declarations = model.declarations();
        for (Parameter p : model.space().parameters()) {
            ParameterDeclaration declared = declarations.getOrDefault(p.name(), ParameterCatalogue.find(p.name()));
            parameter(p, declared, header.withArray("parameters").addObject());
        }
        double[] start = model.space().physical(model.space().startFree());
        for (int i = 0; i < start.length; i++) {
            ((ObjectNode) header.withArray("parameters").get(i)).put("value", start[i]);
        }
        Choices.describe(model.config(), header.putObject("choices"));
        ObjectNode profile = header.putObject("profile");
        model.profile().forEach(profile::put);
        for (double radius : model.ringRadii()) {
            header.withArray("ringRadii").add(radius);
        }
        if (model.ellipse() != null) {
            header.putObject("ellipse")
                    .put("semiMajor", model.ellipse().semiMajor())
                    .put("axisRatio", model.ellipse().axisRatio())
                    .put("positionAngle", model.ellipse().positionAngle())
                    .put("x", model.ellipse().x())
                    .put("y", model.ellipse().y());
        }
        if (images instanceof ModelProducts cubes) {
            cube(cubes, out);
        } else if (images instanceof MapProducts maps) {
            map(maps, out);
        }
    }

    private static void parameter(Parameter p, @Nullable ParameterDeclaration declared, ObjectNode out) {
        out.put("name", p.name());
        out.put("unit", p.unit());
        out.put("symbol", declared == null ? p.name() : declared.symbol());
        out.put("meaning", declared == null ? p.name() : declared.meaning());
        out.put("fixed", p.fixed());
        out.put("tied", p.tieOrNull() != null);
        boolean logarithmic = p.isFree() ? p.scale() == Scale.LOG10 : declared != null && declared.logarithmic();
        out.put("logarithmic", logarithmic);
        if (Double.isFinite(p.min())) {
            out.put("min", p.min());
        }
        if (Double.isFinite(p.max())) {
            out.put("max", p.max());
        }
    }

    private static void cube(ModelProducts cubes, Packet out) {
        SpectralCube data = cubes.data();
        out.header().put("kind", "cube").put("unit", data.unit().fits());
        image(data.nx(), data.ny(), data.xIndex(), data.yIndex(), data.frame(), out);
        if (data.beams() != null) {
            beam(data.beams().mean(), out);
        }
        double[] velocity = new double[data.channels()];
        double[] width = new double[data.channels()];
        for (int c = 0; c < velocity.length; c++) {
            velocity[c] = data.axis().velocity(c, VelocityConvention.OPTICAL);
            width[c] = data.axis().width(c);
        }
        out.with("velocity", velocity).with("width", width);
        out.header().put("firstChannel", data.channelIndex() + 1);
        CubeView.data(cubes, out);
    }

    private static void map(MapProducts maps, Packet out) {
        Image data = maps.data();
        out.header().put("kind", "map").put("unit", "km/s");
        image(data.nx(), data.ny(), data.xIndex(), data.yIndex(), data.frame(), out);
        beam(maps.beam(), out);
        MapView.data(maps, out);
    }

    private static void image(int nx, int ny, int x0, int y0, SkyFrame sky, Packet out) {
        LocalFrame frame = sky.at(x0 + 0.5 * (nx + 1), y0 + 0.5 * (ny + 1));
        out.header().put("nx", nx).put("ny", ny).put("x0", x0).put("y0", y0);
        out.number("pixel", frame.pixelSize());
        out.number("eastPerX", frame.eastPerX());
        out.number("eastPerY", frame.eastPerY());
        out.number("northPerX", frame.northPerX());
        out.number("northPerY", frame.northPerY());
    }

    private static void beam(Beam beam, Packet out) {
        out.header()
                .putObject("beam")
                .put("major", beam.major())
                .put("minor", beam.minor())
                .put("positionAngle", beam.positionAngle());
    }
}
