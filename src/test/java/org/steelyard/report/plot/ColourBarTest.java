// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColourBarTest {

    /** [pixel/pt] */
    private static final int SCALE = 4;

    private static final int LEFT = 20;

    private static final int SIDE = 100;

    /** Numbers and title never overlap: a white column lies between them. */
    @ParameterizedTest
    @CsvSource({
        "-0.0123, 0.0123, 46",
        "-25000, 25000, 46",
        "16000, 17000, 46",
        "0, 1e-9, 46",
        "0, 0.25, 42",
        "0, 3.4e6, 42",
        "-123456, 1, 42"
    })
    void numbersAndTitleAreApart(double low, double high, double space) {
        BufferedImage page = new BufferedImage(SCALE * 180, SCALE * 140, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = page.createGraphics();
        g.fillRect(0, 0, page.getWidth(), page.getHeight());
        g.scale(SCALE, SCALE);
        Axes image = new Axes(LEFT, 20, SIDE, SIDE, AxisScale.linear(0, 1), AxisScale.linear(0, 1));
        ColourBar.draw(g, image, new ColourScale(ColourMap.VIRIDIS, low, high), "Residual (km s^{\u22121})", space);
        g.dispose();
        assertEquals(2, inkedBlocks(page, LEFT + SIDE + 11), "numbers and title right of the bar");
    }

    /** Counts runs of columns with ink right of a position, without gaps below 1.3 pt (between digits). */
    private static int inkedBlocks(BufferedImage page, int from) {
        int blocks = 0;
        int white = Integer.MAX_VALUE;
        for (int x = SCALE * from; x < page.getWidth(); x++) {
            boolean ink = false;
            for (int y = 0; y < page.getHeight(); y++) {
                ink |= (page.getRGB(x, y) & 0xff) < 0x80;
            }
            if (ink && white > 1.3 * SCALE) {
                blocks++;
            }
            white = ink ? 0 : white == Integer.MAX_VALUE ? white : white + 1;
        }
        assertTrue(blocks > 0, "nothing is drawn");
        return blocks;
    }
}
