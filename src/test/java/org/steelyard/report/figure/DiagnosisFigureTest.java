// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.report.SyntheticDiagnosis;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.plot.Style;

class DiagnosisFigureTest {

    private static BufferedImage image(Diagnosis diagnosis) throws IOException {
        return ImageIO.read(
                new ByteArrayInputStream(FigureEncoder.encode(new DiagnosisFigure(diagnosis), FigureFormat.PNG)));
    }

    /** Mean height [share of the page from above] of the pixels of a colour in a third of the page's width. */
    private static double height(BufferedImage image, Color colour, double from, double to) {
        double sum = 0;
        int count = 0;
        for (int x = (int) (from * image.getWidth()); x < to * image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if ((image.getRGB(x, y) & 0xffffff) == (colour.getRGB() & 0xffffff)) {
                    sum += y;
                    count++;
                }
            }
        }
        return count == 0 ? Double.NaN : sum / count / image.getHeight();
    }

    @Test
    void dataLieBelowAndAboveTheModelAsTheirPositionAnglesDo() throws IOException {
        BufferedImage image = image(SyntheticDiagnosis.bad());
        // Position angles of 40 and 60 deg, of the model 50 deg, at half and all of the range of radii.
        double model = height(image, Style.VERMILION, 0, 0.33);
        assertTrue(height(image, Style.BLUE, 0, 0.24) > model);
        assertTrue(height(image, Style.BLUE, 0.24, 0.33) < model);
    }

    @Test
    void withoutRingsOnlyTheMisfitIsDrawn() throws IOException {
        BufferedImage image = image(SyntheticDiagnosis.good());
        assertTrue(Double.isNaN(height(image, Style.BLUE, 0, 1)));
        assertTrue(Double.isNaN(height(image, Style.VERMILION, 0, 1)));
    }

    @Test
    void theCaptionNamesChannelsOnlyWhereThereAreSome() {
        assertTrue(new DiagnosisFigure(SyntheticDiagnosis.bad()).caption().contains("channel"));
        assertEquals(
                -1, new DiagnosisFigure(SyntheticDiagnosis.good()).caption().indexOf("channel"));
    }
}
