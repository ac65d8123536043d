// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.PositionVelocityDiagram;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.table.RunImages;

/** Position-velocity diagrams along a line on the sky; those of cubes that stay while the model moves are made once. */
final class Diagrams {

    /** Longest diagram, in diagonals of the image. */
    private static final double LONGEST = 2;

    /** The data and the disk without its black hole. */
    private static final int KEPT = 2;

    private final IdentityHashMap<float[], PositionVelocityDiagram> kept = new IdentityHashMap<>();
    private ViewRequest.@Nullable Line last;

    /** The diagram of a cube that other views have, too. */
    PositionVelocityDiagram kept(ModelProducts cubes, float[] values, ViewRequest.Line line) {
        if (!line.equals(last)) {
            kept.clear();
            last = line;
        }
        PositionVelocityDiagram diagram = kept.get(values);
        if (diagram == null) {
            if (kept.size() == KEPT) {
                kept.clear();
            }
            diagram = of(cubes, values, line);
            kept.put(values, diagram);
        }
        return diagram;
    }

    /** A diagram as wide as the beam, like those of a run. */
    static PositionVelocityDiagram of(ModelProducts cubes, float[] values, ViewRequest.Line line) {
        SpectralCube cube = cubes.data().withValues(values);
        double pixel = cube.localFrame().pixelSize();
        double width = cube.beams() == null ? pixel : cube.beams().mean().geometricMean();
        double length = Math.min(line.length(), LONGEST * pixel * Math.hypot(cube.nx(), cube.ny()));
        return PositionVelocityDiagram.along(cube, line.x(), line.y(), line.positionAngle(), length, width);
    }

    /** The same cubes with a line as their major axis, for the figure and the file of a diagram, which lie along it. */
    static ModelProducts alongMajorAxis(ModelProducts cubes, ViewRequest.Line line) {
        SkyGeometry sky = cubes.geometry();
        return new ModelProducts(
                cubes.data(),
                cubes.model(),
                cubes.modelWithoutBlackHole(),
                cubes.refittedWithoutBlackHole(),
                cubes.noise(),
                cubes.region(),
                cubes.channelsFitted(),
                cubes.signal(),
                new SkyGeometry(
                        sky.name(),
                        line.x(),
                        line.y(),
                        line.positionAngle(),
                        sky.inclination(),
                        sky.vsys(),
                        sky.pcPerArcsec(),
                        line.length() / 2 / RunImages.LENGTH_OVER_REGION,
                        1,
                        line.positionAngle()),
                cubes.curve(),
                cubes.light());
    }
}
