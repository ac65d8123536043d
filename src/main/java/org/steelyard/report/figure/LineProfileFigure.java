// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.Graphics2D;
import java.util.Arrays;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.BrightnessScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.NumberLabel;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.ApertureSpectrum;
import org.steelyard.report.table.ChannelRange;
import org.steelyard.report.table.FigureNumbers;
import org.steelyard.table.ColumnTable;

/**
 * Line profiles of data and model, summed over the whole fit region and over nine parts of it along the major axis.
 * Below each profile is its residual with the noise.
 *
 * @param whole profile of the whole region
 * @param parts profiles of the parts, from the approaching to the receding side
 * @param channels to show
 * @param vsys [km/s] systemic velocity, origin of the velocity axis
 * @param unit of the sums
 */
record LineProfileFigure(
        ApertureSpectrum whole, ApertureSpectrum[] parts, ChannelRange channels, double vsys, String unit)
        implements Figure, FigureNumbers {

    private static final int ACROSS = 3;
    private static final int PARTS = ACROSS * ACROSS;
    private static final double LEFT = 36;
    private static final double RIGHT = 6;
    private static final double TOP = 8;
    private static final double BOTTOM = 28;

    /** [pt] Space between the panel of the whole region and those of the parts. */
    private static final double BETWEEN = 26;

    /** [pt] Space between the panels of the parts. */
    private static final double GAP = 5;

    /** [pt] Distance from the frame to the title on its left. */
    private static final double TITLE_OFFSET = 24;

    /** Height of the residual over the height of its panel. */
    private static final double RESIDUAL_SHARE = 0.27;

    /** Width of the panel of the whole region over that of all panels. */
    private static final double WHOLE_SHARE = 0.33;

    /** [sigma] Half the range of the residual axis. */
    private static final double RESIDUAL_REACH = 4.5;

    static LineProfileFigure of(ModelProducts products) {
        ChannelRange channels = ChannelRange.of(products.data().axis(), products.channelsFitted());
        ApertureSpectrum whole = ApertureSpectrum.ofRegion(products, channels);
        boolean janskys = products.data().unit() == BrightnessUnit.JY_PER_BEAM
                || products.data().unit() == BrightnessUnit.JY_PER_PIXEL;
        return new LineProfileFigure(
                whole,
                ApertureSpectrum.alongMajorAxis(products, channels, PARTS),
                channels,
                products.geometry().vsys(),
                janskys ? "Jy" : "sum of " + products.data().unit().fits());
    }

    @Override
    public String name() {
        return "profiles";
    }

    @Override
    public String caption() {
        return "Line profiles of data (black) and model (orange), summed over the fit region and over nine parts of it"
                + " along the major axis. The offset of each part is in its corner, positive on the receding side."
                + " Velocities are optical, relative to v_sys = "
                + NumberLabel.of(vsys, 1)
                + " km/s. Below each profile: data minus model; the band is one standard deviation of the noise,"
                + " correlated by the beam.";
    }

    /** Part 0 is the whole region, whose offsets are unlimited; the others follow from the approaching to the receding side. */
    @Override
    public ColumnTable numbers() {
        int n = channels.count();
        double[] centres = channels.centres();
        double[][] columns = new double[7][n * (parts.length + 1)];
        for (int part = 0; part <= parts.length; part++) {
            ApertureSpectrum spectrum = part == 0 ? whole : parts[part - 1];
            for (int k = 0; k < n; k++) {
                int at = part * n + k;
                columns[0][at] = part;
                columns[1][at] = part == 0 ? Double.NaN : spectrum.low();
                columns[2][at] = part == 0 ? Double.NaN : spectrum.high();
                columns[3][at] = centres[k];
                columns[4][at] = spectrum.data()[k];
                columns[5][at] = spectrum.model()[k];
                columns[6][at] = spectrum.noise()[k];
            }
        }
        String fits = unit.equals("Jy") ? unit : "";
        return ColumnTable.builder()
                .numbers("part", "", columns[0])
                .numbers("lowest_offset", "arcsec", columns[1])
                .numbers("highest_offset", "arcsec", columns[2])
                .numbers("velocity", "km/s", columns[3])
                .numbers("data", fits, columns[4])
                .numbers("model", fits, columns[5])
                .numbers("noise", fits, columns[6])
                .build();
    }

    @Override
    public double width() {
        return Style.PAGE;
    }

    @Override
    public double height() {
        return 112;
    }

    @Override
    public void paint(Graphics2D g) {
        double pageWidth = width() * Style.POINTS_PER_MM - LEFT - RIGHT - BETWEEN;
        double pageHeight = height() * Style.POINTS_PER_MM - TOP - BOTTOM;
        double wholeWidth = WHOLE_SHARE * pageWidth;
        double partWidth = (pageWidth - wholeWidth + GAP) / ACROSS - GAP;
        double partHeight = (pageHeight + GAP) / ACROSS - GAP;
        Panel total = new Panel(LEFT, TOP, wholeWidth, pageHeight, new ApertureSpectrum[] {whole});
        total.paint(g, whole, "fit region", true, true);
        for (int s = 0; s < parts.length; s++) {
            int row = s / ACROSS;
            int column = s % ACROSS;
            Panel panel = new Panel(
                    LEFT + wholeWidth + BETWEEN + column * (partWidth + GAP),
                    TOP + row * (partHeight + GAP),
                    partWidth,
                    partHeight,
                    parts);
            double offset = (parts[s].low() + parts[s].high()) / 2;
            String text = (offset > 0.005 ? "+" : "") + NumberLabel.of(offset, 2) + "\u2033";
            panel.paint(g, parts[s], text, column == 0, row == ACROSS - 1);
        }
        new Label("Flux density (" + total.unit() + ")", Style.NORMAL)
                .drawUpwards(g, LEFT - TITLE_OFFSET, TOP + pageHeight / 2);
        double baseline = TOP + pageHeight + Axes.TITLE_BELOW;
        Label velocity = new Label("v \u2212 v_{sys} (km s^{\u22121})", Style.NORMAL);
        velocity.draw(g, LEFT + wholeWidth / 2, baseline, Label.Anchor.CENTRE);
        velocity.draw(g, LEFT + wholeWidth + BETWEEN + 1.5 * partWidth + GAP, baseline, Label.Anchor.CENTRE);
    }

    /** The panel of one profile, scaled for all profiles that share its axis. */
    private final class Panel {

        private final Axes profile;
        private final Axes residual;
        private final BrightnessScale scale;

        Panel(double left, double top, double width, double height, ApertureSpectrum[] sharing) {
            double highest = 0;
            double lowest = 0;
            double noise = 0;
            for (ApertureSpectrum spectrum : sharing) {
                highest = Math.max(highest, Math.max(max(spectrum.data()), max(spectrum.model())));
                lowest = Math.min(
                        lowest,
                        Arrays.stream(spectrum.data())
                                .filter(Double::isFinite)
                                .min()
                                .orElse(0));
                noise = Math.max(noise, max(spectrum.noise()));
            }
            scale = BrightnessScale.of(unit, highest);
            double factor = scale.factor();
            AxisScale x = AxisScale.linear(channels.lowest() - vsys, channels.highest() - vsys);
            double top1 = highest > 0 ? factor * highest : 1;
            double reach = noise > 0 ? factor * noise * RESIDUAL_REACH : 0.1 * top1;
            double upper = (1 - RESIDUAL_SHARE) * height;
            profile = new Axes(
                    left,
                    top,
                    width,
                    upper,
                    x,
                    AxisScale.linear(Math.min(-0.12 * top1, 1.1 * factor * lowest), 1.35 * top1));
            residual = new Axes(left, top + upper, width, height - upper, x, AxisScale.linear(-reach, reach));
        }

        void paint(Graphics2D g, ApertureSpectrum spectrum, String note, boolean numbersLeft, boolean numbersBelow) {
            double[] data = scale.times(spectrum.data());
            double[] model = scale.times(spectrum.model());
            double[] edges = relative(channels.edges());
            double[] zero = new double[data.length];
            double[] difference = new double[data.length];
            for (int k = 0; k < data.length; k++) {
                difference[k] = data[k] - model[k];
            }
            Curves above = new Curves(profile);
            above.line(edges, new double[edges.length], Style.GREY, Style.line(0.4));
            above.steps(edges, data, Style.INK, Style.line(0.7));
            above.line(relative(channels.centres()), model, Style.VERMILION, Style.curve(1));
            above.paint(g);
            Curves below = new Curves(residual);
            below.noise(edges, scale.times(spectrum.noise()));
            below.steps(edges, zero, Style.GREY, Style.line(0.4));
            below.steps(edges, difference, Style.INK, Style.line(0.6));
            below.paint(g);
            profile.frame(g, true);
            residual.frame(g, false);
            new Label(note, Style.SMALL).draw(g, profile.left() + 5, profile.top() + 11, Label.Anchor.LEFT);
            if (numbersLeft) {
                profile.numbersLeft(g);
                residual.numbersLeft(g);
            }
            if (numbersBelow) {
                residual.numbersBelow(g);
            }
        }

        String unit() {
            return scale.prefix() + unit;
        }

        private double[] relative(double[] velocities) {
            return Arrays.stream(velocities).map(v -> v - vsys).toArray();
        }
    }

    private static double max(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    }
}
