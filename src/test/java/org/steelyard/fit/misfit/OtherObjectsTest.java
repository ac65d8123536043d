// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.fit.diagnosis.OtherObject;
import org.steelyard.observe.ChannelCorrelation;

class OtherObjectsTest {

    private static final int BLOCK = 3 * SyntheticBlocks.SIDE + 8;
    private static final int FROM = 4;
    private static final int TO = 8;

    private static List<OtherObject> find(SyntheticBlocks cube, ChannelCorrelation between) {
        return new OtherObjects(cube.blocks(), axis(), between, SyntheticBlocks.SIZE).find();
    }

    private static SpectralAxis axis() {
        return SpectralAxis.of(
                new NativeAxis(
                        "VRAD", "km/s", 1, 1000, 10, NativeAxis.Sampling.VELOCITY, VelocityConvention.RADIO, 230.538e9),
                SyntheticBlocks.CHANNELS,
                "LSRK");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aBrightObjectIsFoundAtItsPlaceAndVelocity(int seed) {
        SyntheticBlocks cube = new SyntheticBlocks(1, seed);
        cube.add(BLOCK, FROM, TO, 8);
        List<OtherObject> objects = find(cube, ChannelCorrelation.NONE);
        assertEquals(1, objects.size());
        double[] middle = cube.blocks().middle(BLOCK);
        OtherObject object = objects.get(0);
        assertEquals(middle[0], object.x());
        assertEquals(middle[1], object.y());
        double velocity = 0;
        for (int c = FROM; c < TO; c++) {
            velocity += axis().velocity(c, VelocityConvention.OPTICAL) / (TO - FROM);
        }
        assertEquals(velocity, object.velocity(), 1e-9 * velocity);
        // Five standard errors of the mean of four channels.
        assertEquals(8, object.peak(), 5 / Math.sqrt(TO - FROM));
        // Less than the 16 sigma of the four channels, for the 4320 places that were looked at.
        assertTrue(object.significance() > 10 && object.significance() < 18.5, object::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 8})
    void noiseHasNone(int seed) {
        assertEquals(List.of(), find(new SyntheticBlocks(1, seed), ChannelCorrelation.NONE));
    }

    @Test
    void continuumIsNone() {
        SyntheticBlocks cube = new SyntheticBlocks(1, 9);
        cube.add(BLOCK, 0, SyntheticBlocks.CHANNELS, 8);
        assertEquals(List.of(), find(cube, ChannelCorrelation.NONE));
    }

    @Test
    void noiseThatChannelsShareLowersTheSignificance() {
        SyntheticBlocks cube = new SyntheticBlocks(1, 1);
        cube.add(BLOCK, FROM, TO, 8);
        double independent = find(cube, ChannelCorrelation.NONE).get(0).significance();
        double hanning = find(cube, new ChannelCorrelation(new double[] {2.0 / 3, 1.0 / 6}))
                .get(0)
                .significance();
        assertTrue(hanning < 0.8 * independent, () -> hanning + " of " + independent);
    }
}
