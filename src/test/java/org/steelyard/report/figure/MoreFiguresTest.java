// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.steelyard.cube.Beam;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.report.SyntheticDiagnosis;
import org.steelyard.report.SyntheticDisk;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.ApertureSpectrum;
import org.steelyard.report.table.ChannelRange;
import org.steelyard.report.table.FigureNumbers;
import org.steelyard.report.table.RunContent;
import org.steelyard.table.ColumnTable;

/** The figures that only {@code plot} draws, and the numbers beside them. */
class MoreFiguresTest {

    private static final int SIZE = 64;

    private static final double ROUNDING = 1e-12;

    /** Of sums of some 1e5 doubles in another order. */
    private static final double SUM_ROUNDING = 1e-11;

    /** The curve has radii 3 % apart, and its masses are exact at these. */
    private static final double EXACT = 1e-9;

    /** [standard error] of a mean of many residuals. */
    private static final double FIVE_SIGMA = 5;

    private static ModelProducts products;
    private static RunContent run;

    @BeforeAll
    static void makeDisk() {
        products = SyntheticDisk.products(SIZE, SIZE, SyntheticDisk.plainFrame(SIZE, SIZE), 1);
        run = new RunContent(SyntheticDisk.result().with(SyntheticDiagnosis.bad()), products, null, "", "");
    }

    @Test
    void everyFigureIsDrawnAndItsNumbersHaveRows() throws IOException {
        List<Figure> figures = Figures.more(run);
        assertEquals(
                List.of("enclosed_mass", "pvd_minor", "channel_maps", "profile_grid", "misfit", "harmonics"),
                figures.stream().map(Figure::name).toList());
        for (Figure figure : figures) {
            BufferedImage image =
                    ImageIO.read(new ByteArrayInputStream(FigureEncoder.encode(figure, FigureFormat.PNG)));
            long ink = IntStream.range(0, image.getWidth() * image.getHeight())
                    .filter(k -> (image.getRGB(k % image.getWidth(), k / image.getWidth()) & 0xffffff) != 0xffffff)
                    .count();
            assertTrue(ink > 0.01 * image.getWidth() * image.getHeight(), figure.name() + " is nearly empty");
            if (figure instanceof FigureNumbers numbers) {
                assertTrue(numbers.numbers().rows() > 0, figure.name());
            }
        }
    }

    /** The black hole has its mass at every radius, with the share of the fit's error, and masses add up. */
    @Test
    void enclosedMassIsThatOfTheModel() {
        ColumnTable table = ((FigureNumbers) Figures.more(run).get(0)).numbers();
        double[] hole = table.numbers("black_hole");
        for (int k = 0; k < hole.length; k++) {
            assertEquals(1, hole[k] / SyntheticDisk.MBH, EXACT);
            assertEquals(1.1e7 / 1.98e8, table.numbers("black_hole_error")[k] / hole[k], ROUNDING);
            double total = table.numbers("total")[k];
            assertEquals(1, (hole[k] + table.numbers("stars")[k]) / total, EXACT);
        }
    }

    /** Residuals of noise alone have a mean square of 1 and the histogram of a Gaussian. */
    @Test
    void misfitOfNoiseIsOne() {
        MisfitFigure figure = MisfitFigure.of(products);
        double[] residuals = figure.residuals();
        double square = Arrays.stream(residuals).map(r -> r * r).average().orElseThrow();
        double beams = residuals.length * 0.06 * 0.06 / SyntheticDisk.BEAM.area();
        assertEquals(1, square, FIVE_SIGMA * Math.sqrt(2 / beams));
        double[] map =
                Arrays.stream(figure.map().values()).filter(Double::isFinite).toArray();
        assertEquals(square, Arrays.stream(map).average().orElseThrow(), ROUNDING * residuals.length);
        double inside = Arrays.stream(figure.numbers().numbers("density")).sum() * 0.2;
        assertEquals(1, inside, 1e-3, "fewer than one in a thousand is beyond five sigma");
    }

    /** Cells do not overlap: their sum is the spectrum of the region less the cells at its edge. */
    @Test
    void cellsOfTheGridCoverTheRegion() {
        ProfileGridFigure figure = ProfileGridFigure.of(products);
        ChannelRange channels = ChannelRange.of(products.data().axis(), products.channelsFitted());
        double whole = Arrays.stream(
                        ApertureSpectrum.ofRegion(products, channels).model())
                .sum();
        double cells = figure.cells().stream()
                .mapToDouble(c -> Arrays.stream(c.spectrum().model()).sum())
                .sum();
        assertTrue(cells < whole && cells > 0.85 * whole, cells + " of " + whole);
    }

    /** Twelve channels span those with emission, both ends included; residuals of noise alone have a mean square of 1. */
    @Test
    void channelMapsSpanTheLine() {
        ChannelGridFigure figure = ChannelGridFigure.of(products);
        assertEquals(12, figure.channels().size());
        ChannelRange range = ChannelRange.of(products.data().axis(), products.channelsFitted());
        double[] velocities = Arrays.stream(range.centres())
                .map(v -> v - products.geometry().vsys())
                .toArray();
        int plane = products.region().length;
        int[] bright = IntStream.range(0, range.count())
                .filter(k -> IntStream.range(0, plane)
                        .filter(p -> products.region()[p])
                        .map(p -> (range.first() + k) * plane + p)
                        .anyMatch(v -> products.model()[v] > 3 * products.noise()[v]))
                .toArray();
        assertEquals(velocities[bright[0]], figure.channels().get(0).velocity(), ROUNDING);
        assertEquals(
                velocities[bright[bright.length - 1]], figure.channels().get(11).velocity(), ROUNDING);
        double[] residuals = figure.channels().stream()
                .flatMapToDouble(channel -> Arrays.stream(channel.residual().values()))
                .filter(Double::isFinite)
                .toArray();
        double square = Arrays.stream(residuals).map(r -> r * r).average().orElseThrow();
        double beams = residuals.length * 0.06 * 0.06 / SyntheticDisk.BEAM.area();
        assertEquals(1, square, FIVE_SIGMA * Math.sqrt(2 / beams));
    }

    /** A model without emission is drawn over all channels of the fit. */
    @Test
    void channelMapsOfNothingSpanTheFit() throws IOException {
        ModelProducts empty = new ModelProducts(
                products.data(),
                new float[products.model().length],
                products.modelWithoutBlackHole(),
                null,
                products.noise(),
                products.region(),
                products.channelsFitted(),
                products.signal(),
                products.geometry(),
                products.curve(),
                null);
        ChannelGridFigure figure = ChannelGridFigure.of(empty);
        ChannelRange range = ChannelRange.of(products.data().axis(), products.channelsFitted());
        assertEquals(
                range.centres()[0] - products.geometry().vsys(),
                figure.channels().get(0).velocity(),
                ROUNDING);
        assertTrue(FigureEncoder.encode(figure, FigureFormat.PNG).length > 0);
    }

    /** Part 0 of the numbers is the spectrum of the region, and the parts add up to it. */
    @Test
    void partsOfTheProfilesAddUp() {
        ColumnTable table = LineProfileFigure.of(products).numbers();
        double[] part = table.numbers("part");
        double[] model = table.numbers("model");
        double whole = 0;
        double parts = 0;
        for (int k = 0; k < part.length; k++) {
            whole += part[k] == 0 ? model[k] : 0;
            parts += part[k] == 0 ? 0 : model[k];
        }
        assertEquals(1, parts / whole, SUM_ROUNDING);
    }

    @Test
    void zoomShowsTwoBeams() {
        Figure figure = Figures.zoomed(run).get(0);
        assertEquals("moments_zoom", figure.name());
        assertNotNull(((org.steelyard.report.figure.sky.MapGrid) figure).zoom());
        assertEquals(
                2 * SyntheticDisk.BEAM.major(),
                ((org.steelyard.report.figure.sky.MapGrid) figure).zoom().east(),
                ROUNDING);
    }

    @Test
    void crossIsAsWideAsTheBeamAlongTheAxis() {
        Beam beam = new Beam(0.8, 0.2, 30);
        assertEquals(0.8, PvdFigure.fwhmAlong(beam, 210), ROUNDING);
        assertEquals(0.2, PvdFigure.fwhmAlong(beam, 120), ROUNDING);
    }

    /** The caption says which model has no black hole with the same stars, and which with stars fitted again. */
    @Test
    void captionNamesBothModelsWithoutBlackHole() {
        ModelProducts both = new ModelProducts(
                products.data(),
                products.model(),
                products.modelWithoutBlackHole(),
                products.modelWithoutBlackHole(),
                products.noise(),
                products.region(),
                products.channelsFitted(),
                products.signal(),
                products.geometry(),
                products.curve(),
                null);
        assertTrue(PvdFigure.of(both).caption().contains("with the mass of the stars fitted again"));
        assertTrue(PvdFigure.of(both).caption().contains("the same disk and stars without the black hole"));
        assertTrue(!PvdFigure.of(products).caption().contains("fitted again"));
    }
}
