// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.TestCubes;

/** The galaxy among objects that are detected apart. */
class LineDetectionTest {

    private static final int N = 100;
    private static final int CHANNELS = 30;

    /** A ball of line emission: centre [pixel, pixel, channel], radius [pixel], flux [noise]. */
    private record Ball(double x, double y, double channel, double radius, double flux) {
        double at(int i) {
            double d = Math.hypot(i % N - x, i / N % N - y);
            return d < radius && Math.abs(i / (N * N) - channel) < 4 ? flux : 0;
        }
    }

    private static LineDetection detect(Ball... balls) {
        Random random = new Random(3);
        float[] values = new float[N * N * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
            for (Ball ball : balls) {
                values[i] += (float) ball.at(i);
            }
        }
        SpectralCube cube = TestCubes.of(values, N, N, CHANNELS);
        return LineDetection.of(cube, CubeMask.smoothAndClip(cube, CubeMask.Options.defaults()));
    }

    @Test
    void aGalaxyAloneIsTakenWithoutDoubt() {
        LineDetection line = detect(new Ball(50, 50, 15, 10, 5));
        assertTrue(line.notes().isEmpty(), line.notes().toString());
        assertTrue(line.target().at(15, 50, 50));
    }

    @Test
    void aCompanionIsLeftOutAndNamed() {
        LineDetection line = detect(new Ball(50, 50, 15, 10, 5), new Ball(88, 88, 10, 5, 5));
        assertTrue(line.target().at(15, 50, 50));
        assertTrue(!line.target().at(10, 88, 88));
        assertEquals(1, line.notes().size());
        assertTrue(line.notes().get(0).contains("pixel (89, 89)"), line.notes().get(0));
    }

    @Test
    void theGalaxyInTheMiddleWinsOverABrighterOneAtTheEdge() {
        LineDetection line = detect(new Ball(50, 50, 15, 7, 5), new Ball(15, 85, 15, 8, 7));
        assertTrue(line.target().at(15, 50, 50));
        assertTrue(!line.target().at(15, 85, 15));
    }

    @Test
    void twoLobesAreOneGalaxy() {
        LineDetection line = detect(new Ball(38, 50, 8, 6, 4), new Ball(62, 50, 22, 6, 4));
        assertTrue(line.target().at(8, 50, 38));
        assertTrue(line.target().at(22, 50, 62));
    }

    @Test
    void aGalaxyCutByTheBorderAndALineInAllChannelsAreTold() {
        assertTrue(detect(new Ball(4, 50, 15, 12, 5)).notes().get(0).contains("border"));
        LineDetection wide = detect(
                new Ball(50, 50, 4, 8, 5),
                new Ball(50, 50, 12, 8, 5),
                new Ball(50, 50, 19, 8, 5),
                new Ball(50, 50, 26, 8, 5));
        assertTrue(wide.notes().get(0).contains("free of line"), wide.notes().toString());
    }
}
