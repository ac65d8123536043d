// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.util.Arrays;
import org.steelyard.cube.Image;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.PositionVelocityDiagram;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.report.table.RunImages;

/** Images and curves of a cube and its model, as the page draws them. */
final class CubeView {

    private CubeView() {}

    /** Adds what depends on the data alone: moments, their noise, region. */
    static void data(ModelProducts cubes, Packet out) {
        MomentMaps maps = RunImages.moments(cubes, cubes.data().values());
        out.with("dataM0", maps.m0().values());
        out.with("dataM1", maps.m1().values());
        out.with("dataM2", maps.dispersion());
        out.with("noiseM0", RunImages.noiseOfMoment0(cubes));
        float[] region = new float[cubes.region().length];
        for (int p = 0; p < region.length; p++) {
            region[p] = cubes.region()[p] ? 1 : 0;
        }
        out.with("region", region);
    }

    /** Adds the model, and the data where the view chooses a part of them. */
    static void model(ModelProducts cubes, ViewRequest view, Diagrams diagrams, Packet out) {
        maps(cubes, view, out);
        SpectralCube data = cubes.data();
        int plane = data.nx() * data.ny();
        if (view.channel() >= 0) {
            int channel = Math.min(view.channel(), data.channels() - 1);
            channel("channelModel", cubes.model(), channel, plane, out);
            if (!view.held()) {
                channel("channelData", data.values(), channel, plane, out);
                channel("channelNoise", cubes.noise(), channel, plane, out);
            }
        }
        if (view.column() >= 0) {
            int pixel = Math.min(view.row(), data.ny() - 1) * data.nx() + Math.min(view.column(), data.nx() - 1);
            spectrum("spectrumData", data.values(), pixel, plane, out);
            spectrum("spectrumModel", cubes.model(), pixel, plane, out);
            spectrum("spectrumNoise", cubes.noise(), pixel, plane, out);
        }
        if (view.line() != null) {
            PositionVelocityDiagram observed = diagrams.kept(cubes, data.values(), view.line());
            out.header().put("pvdOffsets", observed.offsets());
            out.number("pvdStep", observed.step());
            if (!view.held()) {
                out.with("pvdData", observed.values());
            }
            out.with("pvdModel", Diagrams.of(cubes, cubes.model(), view.line()).values());
            float[] bare = cubes.modelWithoutBlackHole();
            if (bare != null) {
                out.with("pvdBare", diagrams.kept(cubes, bare, view.line()).values());
            }
        }
    }

    private static void maps(ModelProducts cubes, ViewRequest view, Packet out) {
        MomentMaps maps = view.shows("M1") || view.shows("M2") ? RunImages.moments(cubes, cubes.model()) : null;
        // The map of chi^2 stands beside those of the intensity.
        if (view.shows("M0") || view.shows("misfit")) {
            Image m0 = maps == null ? RunImages.moment0(cubes, cubes.model()) : maps.m0();
            out.with("modelM0", m0.values());
        }
        if (view.shows("M1")) {
            out.with("modelM1", maps.m1().values());
        }
        if (view.shows("M2")) {
            out.with("modelM2", maps.dispersion());
        }
        if (view.shows("misfit")) {
            out.with("misfit", RunImages.misfit(cubes).values());
        }
    }

    private static void channel(String name, float[] cube, int channel, int plane, Packet out) {
        out.with(name, Arrays.copyOfRange(cube, channel * plane, (channel + 1) * plane));
    }

    private static void spectrum(String name, float[] cube, int pixel, int plane, Packet out) {
        float[] values = new float[cube.length / plane];
        for (int c = 0; c < values.length; c++) {
            values[c] = cube[c * plane + pixel];
        }
        out.with(name, values);
    }
}
