// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.observe.ChannelCorrelation;

class LineFreeDataTest {

    /** [sigma] Five standard errors: one wrong test in two million seeds. */
    private static final double SIGMAS = 5;

    @ParameterizedTest
    @CsvSource({"1, 0", "1.5, 0", "0.7, 0", "1, 3", "1, -3", "1.5, 2"})
    void noiseIsJudgedAboutTheContinuumOfItsBlock(double scale, double continuum) {
        SyntheticBlocks cube = new SyntheticBlocks(scale, 1);
        cube.addEverywhere(continuum);
        boolean[] fitted = new boolean[SyntheticBlocks.BLOCKS];
        Arrays.fill(fitted, true);
        LineFreeData free = LineFreeData.of(cube.blocks(), fitted, 1, ChannelCorrelation.NONE);
        assertEquals(scale, free.noiseRatio(), SIGMAS * free.noiseRatioError());
        // The median absolute deviation of 144 blocks of 22 dark channels is good to 2 per cent.
        assertTrue(free.noiseRatioError() < 0.03 * scale, () -> "" + free.noiseRatioError());
    }

    @ParameterizedTest
    @CsvSource({"8", "-8"})
    void aSourceIsFoundAtItsPlaceWithItsFlux(double brightness) {
        SyntheticBlocks cube = new SyntheticBlocks(1, 2);
        int block = 5 * SyntheticBlocks.SIDE + 7;
        cube.add(block, 0, SyntheticBlocks.CHANNELS, brightness);
        LineFreeData free =
                LineFreeData.of(cube.blocks(), new boolean[SyntheticBlocks.BLOCKS], 1, ChannelCorrelation.NONE);
        double[] middle = cube.blocks().middle(block);
        LineFreeData.Source source = free.source();
        double error = 1 / Math.sqrt(SyntheticBlocks.DARK);
        assertEquals(brightness, source.mean(), SIGMAS * error);
        // Noise of eight neighbours of error 0.2 beside 8 moves the centroid by a tenth of a block.
        assertEquals(middle[0], source.x(), 0.2 * SyntheticBlocks.SIZE);
        assertEquals(middle[1], source.y(), 0.2 * SyntheticBlocks.SIZE);
        assertTrue(source.significance() > 5, () -> "" + source.significance());
    }

    @ParameterizedTest
    @CsvSource({"3", "4", "5"})
    void noiseAloneHasNoSourceAndNoJudgementWithoutFittedBlocks(int seed) {
        LineFreeData free = LineFreeData.of(
                new SyntheticBlocks(1, seed).blocks(), new boolean[SyntheticBlocks.BLOCKS], 1, ChannelCorrelation.NONE);
        assertTrue(free.source().significance() < Selection.LEAST);
        assertEquals(1, free.noiseRatio());
        assertTrue(Double.isNaN(free.noiseRatioError()));
    }
}
