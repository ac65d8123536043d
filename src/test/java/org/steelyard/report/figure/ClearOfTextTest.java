// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.report.figure.errors.CornerFigure;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Style;
import org.steelyard.table.ColumnTable;

/** Titles and legends of figures stand where nothing else is drawn. */
class ClearOfTextTest {

    /** [pixel/pt] */
    private static final int SCALE = 2;

    /** [pt] Height of three entries of a legend. */
    private static final double LEGEND = 30;

    /** [pt] Top of the frame of the circular speed. */
    private static final int FRAME = 28;

    private static final int WHITE = 0xffffff;

    private static BufferedImage drawn(Figure figure) {
        int nx = (int) (SCALE * Style.POINTS_PER_MM * figure.width());
        int ny = (int) (SCALE * Style.POINTS_PER_MM * figure.height());
        BufferedImage page = new BufferedImage(nx, ny, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = page.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, nx, ny);
        g.scale(SCALE, SCALE);
        figure.paint(g);
        g.dispose();
        return page;
    }

    private static boolean blank(BufferedImage page, int from, int to) {
        return IntStream.range(from, to)
                .allMatch(x ->
                        IntStream.range(0, page.getHeight()).allMatch(y -> (page.getRGB(x, y) & WHITE) == WHITE));
    }

    private static CornerFigure corner(String... parameters) {
        ColumnTable.Builder table = ColumnTable.builder();
        List<String> names = new ArrayList<>();
        for (String parameter : parameters) {
            String name = parameter + (names.contains(parameter) ? names.size() : "");
            double[] draws = new double[40];
            Arrays.setAll(draws, k -> 2 + Math.sin(k * (3.0 + names.size())));
            table.numbers(name, parameter.endsWith("slope") ? "Msun/Lsun/arcsec" : "deg", draws);
            names.add(name);
        }
        return new CornerFigure(table.build(), names, "a test");
    }

    @Test
    void longTitlesOfManyParametersStandAboveTheHistograms() {
        String[] names = new String[13];
        Arrays.fill(names, "x");
        int side = 17 * SCALE;
        assertTrue(!blank(drawn(corner(names)), 0, side), "short titles are beside the axes");
        names[12] = "mass_to_light_slope";
        BufferedImage page = drawn(corner(names));
        assertTrue(blank(page, 0, side), "no title is beside the axes");
        assertTrue(blank(page, page.getWidth() - SCALE, page.getWidth()), "the last title ends on the page");
    }

    @Test
    void lineOfTheSphereOfInfluenceEndsBelowTheLegend() {
        int n = 100;
        double[] radius = new double[n];
        double[] stars = new double[n];
        double[] hole = new double[n];
        Arrays.setAll(radius, k -> 0.05 * Math.pow(100, k / (n - 1.0)));
        Arrays.setAll(stars, k -> 20 * Math.sqrt(radius[k]));
        Arrays.setAll(hole, k -> 60 / Math.sqrt(radius[k]));
        double[] all = new double[n];
        Arrays.setAll(all, k -> Math.hypot(stars[k], hole[k]));
        CircularVelocityFigure figure =
                new CircularVelocityFigure(new SpeedCurve(radius, stars, hole, new double[n], all), null, null, 100);
        assertEquals(3, figure.curve().sphereOfInfluence(), 0.01, "on the right, where the legend is");
        BufferedImage page = drawn(figure);
        int line = IntStream.range(page.getWidth() / 2, page.getWidth())
                .boxed()
                .max(Comparator.comparing(x -> grey(page, x).length))
                .orElseThrow();
        int[] dashes = grey(page, line);
        assertTrue(dashes.length > page.getHeight() / 4, "the line is drawn, " + dashes.length + " pixels");
        int top = dashes[0] - FRAME * SCALE;
        assertTrue(top > LEGEND * SCALE, "the line begins " + top + " pixels below the frame");
    }

    /** Rows inside the frame of the grey pixels of a column. */
    private static int[] grey(BufferedImage page, int x) {
        return IntStream.range(FRAME * SCALE, page.getHeight())
                .filter(y -> (page.getRGB(x, y) & WHITE) == (Style.GREY.getRGB() & WHITE))
                .toArray();
    }
}
