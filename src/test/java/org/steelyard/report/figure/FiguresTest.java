// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.Beam;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.SyntheticDisk;
import org.steelyard.report.figure.sky.MapGrid;
import org.steelyard.report.figure.sky.MapRow;
import org.steelyard.report.figure.sky.SkyField;
import org.steelyard.report.figure.sky.SkyPanel;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.plot.UnitLabel;
import org.steelyard.report.table.RunContent;

class FiguresTest {

    private static final int SIZE = 64;

    /** 300 pixels per inch. */
    private static final double PIXELS_PER_MM = 300 / 25.4;

    /** [byte] A page with larger figures loads slowly. */
    private static final int LARGEST_VECTOR_FILE = 500_000;

    /** [deg] One pixel of the page over half the major axis of the beam, 100 pixels. */
    private static final double ONE_PIXEL_ANGLE = Math.toDegrees(1.0 / 100);

    /** Linear interpolation between radii 3 % apart has an error below the square of 3 %. */
    private static final double CURVE_STEP = 1e-3;

    private static ModelProducts plain;
    private static ModelProducts turned;

    @BeforeAll
    static void makeDisks() {
        plain = SyntheticDisk.products(SIZE, SIZE, SyntheticDisk.plainFrame(SIZE, SIZE), 1);
        turned = SyntheticDisk.products(SIZE, SIZE, SyntheticDisk.turnedFrame(SIZE, SIZE, 25), 1);
    }

    private static List<Figure> figures() {
        return Figures.of(new RunContent(SyntheticDisk.result(), plain, null, "", ""));
    }

    @Test
    void everyFigureIsDrawnAtItsPrintedSize() throws IOException {
        for (Figure figure : figures()) {
            BufferedImage image =
                    ImageIO.read(new ByteArrayInputStream(FigureEncoder.encode(figure, FigureFormat.PNG)));
            assertEquals(figure.width() * PIXELS_PER_MM, image.getWidth(), 1, figure.name());
            assertEquals(figure.height() * PIXELS_PER_MM, image.getHeight(), 1, figure.name());
            assertEquals(0xffffff, image.getRGB(2, 2) & 0xffffff, "paper is white in " + figure.name());
            assertTrue(inkShare(image) > 0.01, figure.name() + " is nearly empty");
        }
    }

    @Test
    void pngBytesAreTheSameEveryTime() throws IOException {
        for (Figure figure : figures()) {
            assertArrayEquals(
                    FigureEncoder.encode(figure, FigureFormat.PNG),
                    FigureEncoder.encode(figure, FigureFormat.PNG),
                    figure.name());
        }
    }

    @Test
    void vectorFilesAreSmallAndContainImagesAsImages() throws IOException {
        for (Figure figure : figures()) {
            byte[] svg = FigureEncoder.encode(figure, FigureFormat.SVG);
            byte[] pdf = FigureEncoder.encode(figure, FigureFormat.PDF);
            assertTrue(
                    svg.length < LARGEST_VECTOR_FILE && pdf.length < LARGEST_VECTOR_FILE,
                    figure.name() + " " + svg.length + " " + pdf.length);
            boolean hasImage = figure.name().equals("moments") || figure.name().startsWith("pvd");
            String text = new String(svg, StandardCharsets.UTF_8);
            assertEquals(hasImage, text.contains("<image"), figure.name());
            assertTrue(
                    text.contains("<path d") && !text.contains("xmlns=\"\""),
                    "browsers show only elements in the name space of SVG: " + figure.name());
            assertEquals(
                    hasImage, new String(pdf, StandardCharsets.ISO_8859_1).contains("/Subtype /Image"), figure.name());
        }
    }

    @Test
    void recedingSideIsRedAndAtThePositionAngle() {
        for (ModelProducts products : List.of(plain, turned)) {
            MapGrid grid = MomentFigure.of(products);
            MapRow velocity = grid.rows().get(1);
            SkyField field = SkyField.of(grid.rows().get(0).data(), products.geometry());
            BufferedImage page =
                    page(field, products.geometry(), (sky, g) -> sky.image(g, velocity.model(), velocity.scale()));
            double pa = Math.toRadians(SyntheticDisk.POSITION_ANGLE);
            int receding = at(page, field, 0.8 * Math.sin(pa), 0.8 * Math.cos(pa));
            int approaching = at(page, field, -0.8 * Math.sin(pa), -0.8 * Math.cos(pa));
            assertTrue(red(receding) > blue(receding) + 60, "north-east recedes: " + Integer.toHexString(receding));
            assertTrue(
                    blue(approaching) > red(approaching) + 60,
                    "south-west approaches: " + Integer.toHexString(approaching));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 30, 90, 150})
    void beamEllipsePointsNorthThroughEast(double positionAngle) {
        SkyField field = new SkyField(1, 1);
        Beam beam = new Beam(0.8, 0.2, positionAngle);
        BufferedImage page = page(field, plain.geometry(), (sky, g) -> sky.beam(g, beam));
        double sumXx = 0;
        double sumYy = 0;
        double sumXy = 0;
        double sumX = 0;
        double sumY = 0;
        int count = 0;
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                if (isBeam(page.getRGB(x, y))) {
                    sumX += x;
                    sumY += y;
                    count++;
                }
            }
        }
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                if (isBeam(page.getRGB(x, y))) {
                    double east = -(x - sumX / count);
                    double north = -(y - sumY / count);
                    sumXx += east * east;
                    sumYy += north * north;
                    sumXy += east * north;
                }
            }
        }
        double measured = Math.toDegrees(0.5 * Math.atan2(2 * sumXy, sumYy - sumXx));
        double difference = Math.IEEEremainder(measured - positionAngle, 180);
        assertEquals(0, difference, ONE_PIXEL_ANGLE);
        assertTrue(
                sumX / count < page.getWidth() / 2.0 && sumY / count > page.getHeight() / 2.0,
                "the beam is in the lower left corner");
    }

    @Test
    void offsetsIncreaseToTheLeft() {
        Axes axes = new SkyField(2, 1).axes(0, 0, 100);
        assertTrue(axes.pageX(1) < axes.pageX(-1));
        assertTrue(axes.pageY(0.5) < axes.pageY(-0.5));
    }

    @Test
    void pixelsOutsideTheMaskAreWhite() {
        MapGrid grid = MomentFigure.of(plain);
        SkyField field = SkyField.of(grid.rows().get(0).data(), plain.geometry());
        MapRow flux = grid.rows().get(0);
        BufferedImage page = page(field, plain.geometry(), (sky, g) -> sky.image(g, flux.data(), flux.scale()));
        assertEquals(0xffffff, at(page, field, -0.95 * field.east(), 0.95 * field.north()) & 0xffffff);
    }

    @Test
    void sphereOfInfluenceIsWhereTheSpeedsCross() {
        CircularVelocityFigure figure = new CircularVelocityFigure(
                SyntheticDisk.curve(), null, SyntheticDisk.BEAM, SyntheticDisk.PC_PER_ARCSEC);
        double radius = figure.curve().sphereOfInfluence();
        double stars = 230 * Math.sqrt(1 - Math.exp(-radius / 0.5));
        double hole = Math.sqrt(4.300917270e-3 * SyntheticDisk.MBH / (radius * SyntheticDisk.PC_PER_ARCSEC));
        assertEquals(1, stars / hole, CURVE_STEP);
    }

    /** The caption of the position-velocity diagram describes the contours that are drawn. */
    @Test
    void captionOfTheDiagramDescribesItsContours() {
        Figure noisy = PvdFigure.of(plain);
        assertTrue(noisy.caption().contains("Contours are at 3, 6, 12, ... times the noise"), noisy.caption());
        Figure noiseless = PvdFigure.of(new ModelProducts(
                plain.data().withValues(plain.model()),
                plain.model(),
                null,
                null,
                plain.noise(),
                plain.region(),
                plain.channelsFitted(),
                plain.signal(),
                plain.geometry(),
                plain.curve(),
                null));
        assertTrue(
                noiseless.caption().contains("Contours are at 0.1, 0.3, 0.5, 0.7 and 0.9 of the peak of the model"),
                noiseless.caption());
    }

    @Test
    void unitsArePrintedWithNegativeExponents() {
        assertEquals("Jy beam^{\u22121} km s^{\u22121}", UnitLabel.of("Jy/beam.km/s"));
        assertEquals("K", UnitLabel.of("K"));
    }

    private interface Painting {
        void paint(SkyPanel panel, Graphics2D g);
    }

    /** Draws a panel on a page 500 pixels wide. */
    private static BufferedImage page(SkyField field, SkyGeometry geometry, Painting painting) {
        BufferedImage page = new BufferedImage(500, (int) Math.ceil(500 * field.aspect()), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = page.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, page.getWidth(), page.getHeight());
        painting.paint(new SkyPanel(field.axes(0, 0, 500), geometry), g);
        g.dispose();
        return page;
    }

    private static int at(BufferedImage page, SkyField field, double east, double north) {
        Axes axes = field.axes(0, 0, 500);
        return page.getRGB((int) axes.pageX(east), (int) axes.pageY(north));
    }

    private static boolean isBeam(int rgb) {
        return red(rgb) < 200;
    }

    private static int red(int rgb) {
        return rgb >> 16 & 0xff;
    }

    private static int blue(int rgb) {
        return rgb & 0xff;
    }

    private static double inkShare(BufferedImage image) {
        long ink = 0;
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x += 2) {
                ink += (image.getRGB(x, y) & 0xffffff) == 0xffffff ? 0 : 1;
            }
        }
        return 4.0 * ink / image.getWidth() / image.getHeight();
    }
}
