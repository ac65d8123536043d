// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.BrightnessScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.ApertureSpectrum;
import org.steelyard.report.table.ChannelRange;
import org.steelyard.report.table.FigureNumbers;
import org.steelyard.table.ColumnTable;

/**
 * Line profiles of data and model in square cells that cover the fit region, each at its place.
 *
 * @param cells with their spectra
 * @param columns of the grid
 * @param rows of the grid
 * @param side [pixel] of a cell
 * @param channels to show
 * @param vsys [km/s] systemic velocity, origin of the velocity axis
 * @param unit of the spectra
 */
record ProfileGridFigure(
        List<Cell> cells, int columns, int rows, int side, ChannelRange channels, double vsys, String unit)
        implements Figure, FigureNumbers {

    /** Cells along the longer side of the grid. */
    private static final int MOST = 9;

    private static final double LEFT = 38;
    private static final double RIGHT = 8;
    private static final double TOP = 8;
    private static final double BOTTOM = 28;

    /** [pt] Widest and highest cell. */
    private static final double WIDEST = 90;

    private static final double HIGHEST = 62;

    private static final double HEADROOM = 1.12;

    /**
     * A cell.
     *
     * @param column from 0 at the left
     * @param row from 0 at the lower end
     * @param spectrum of its pixels in the region
     */
    record Cell(int column, int row, ApertureSpectrum spectrum) {}

    static ProfileGridFigure of(ModelProducts products) {
        ChannelRange channels = ChannelRange.of(products.data().axis(), products.channelsFitted());
        int nx = products.data().nx();
        boolean[] region = products.region();
        int[] box = {Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE};
        for (int k = 0; k < region.length; k++) {
            if (region[k]) {
                box[0] = Math.min(box[0], k % nx);
                box[1] = Math.max(box[1], k % nx);
                box[2] = Math.min(box[2], k / nx);
                box[3] = Math.max(box[3], k / nx);
            }
        }
        int side = Math.max(1, (Math.max(box[1] - box[0], box[3] - box[2]) + MOST) / MOST);
        int columns = (box[1] - box[0]) / side + 1;
        int rows = (box[3] - box[2]) / side + 1;
        List<Cell> cells = new ArrayList<>();
        for (int cell = 0; cell < columns * rows; cell++) {
            int x = box[0] + side * (cell % columns);
            int y = box[2] + side * (cell / columns);
            boolean[] pixels = new boolean[region.length];
            int count = 0;
            for (int k = 0; k < region.length; k++) {
                pixels[k] = region[k] && k % nx >= x && k % nx < x + side && k / nx >= y && k / nx < y + side;
                count += pixels[k] ? 1 : 0;
            }
            if (2 * count >= side * side) {
                cells.add(new Cell(
                        cell % columns, cell / columns, ApertureSpectrum.ofPixels(products, channels, pixels)));
            }
        }
        BrightnessUnit brightness = products.data().unit();
        boolean janskys = brightness == BrightnessUnit.JY_PER_BEAM || brightness == BrightnessUnit.JY_PER_PIXEL;
        return new ProfileGridFigure(
                cells,
                columns,
                rows,
                side,
                channels,
                products.geometry().vsys(),
                janskys ? "Jy" : "sum of " + brightness.fits());
    }

    @Override
    public String name() {
        return "profile_grid";
    }

    @Override
    public String caption() {
        return "Line profiles of data (black) and model (orange) in cells of " + side + " x " + side
                + " pixels, in the order of the pixels of the cube; cells with less than half of their area in the fit region are left out."
                + " All have the same axes. The band about zero is one standard deviation of the noise, correlated by the beam.";
    }

    @Override
    public double width() {
        return Math.min(Style.PAGE, (LEFT + RIGHT + columns * WIDEST) / Style.POINTS_PER_MM);
    }

    @Override
    public double height() {
        return (TOP + BOTTOM + rows * Math.min(HIGHEST, cellWidth())) / Style.POINTS_PER_MM;
    }

    private double cellWidth() {
        return (width() * Style.POINTS_PER_MM - LEFT - RIGHT) / columns;
    }

    @Override
    public ColumnTable numbers() {
        int n = channels.count();
        double[][] columnsOut = new double[6][n * cells.size()];
        double[] centres = channels.centres();
        for (int c = 0; c < cells.size(); c++) {
            Cell cell = cells.get(c);
            for (int k = 0; k < n; k++) {
                int at = c * n + k;
                columnsOut[0][at] = cell.column();
                columnsOut[1][at] = cell.row();
                columnsOut[2][at] = centres[k];
                columnsOut[3][at] = cell.spectrum().data()[k];
                columnsOut[4][at] = cell.spectrum().model()[k];
                columnsOut[5][at] = cell.spectrum().noise()[k];
            }
        }
        String fits = unit.equals("Jy") ? unit : "";
        return ColumnTable.builder()
                .numbers("column", "", columnsOut[0])
                .numbers("row", "", columnsOut[1])
                .numbers("velocity", "km/s", columnsOut[2])
                .numbers("data", fits, columnsOut[3])
                .numbers("model", fits, columnsOut[4])
                .numbers("noise", fits, columnsOut[5])
                .build();
    }

    @Override
    public void paint(Graphics2D g) {
        double highest = 0;
        double lowest = 0;
        for (Cell cell : cells) {
            highest = Math.max(highest, extreme(cell.spectrum().data(), 1));
            highest = Math.max(highest, extreme(cell.spectrum().model(), 1));
            lowest = Math.min(lowest, -extreme(cell.spectrum().data(), -1));
        }
        BrightnessScale scale = BrightnessScale.of(unit, highest);
        double factor = scale.factor();
        double top = highest > 0 ? HEADROOM * factor * highest : 1;
        AxisScale x = AxisScale.linear(channels.lowest() - vsys, channels.highest() - vsys);
        AxisScale y = AxisScale.linear(HEADROOM * factor * Math.min(lowest, -0.05 * highest), top);
        double high = Math.min(HIGHEST, cellWidth());
        for (Cell cell : cells) {
            Axes axes = new Axes(
                    LEFT + cell.column() * cellWidth(), TOP + (rows - 1 - cell.row()) * high, cellWidth(), high, x, y);
            cell(g, axes, cell.spectrum(), scale);
            if (below(cell)) {
                axes.numbersBelow(g);
            }
            if (leftmost(cell)) {
                axes.numbersLeft(g);
            }
        }
        double centre = LEFT + columns * cellWidth() / 2;
        new Label("v \u2212 v_{sys} (km s^{\u22121})", Style.NORMAL)
                .draw(g, centre, TOP + rows * high + Axes.TITLE_BELOW, Label.Anchor.CENTRE);
        new Label("Flux density (" + scale.prefix() + unit + ")", Style.NORMAL)
                .drawUpwards(g, LEFT - 26, TOP + rows * high / 2);
    }

    private boolean leftmost(Cell cell) {
        return cells.stream().noneMatch(c -> c.row() == cell.row() && c.column() < cell.column());
    }

    private boolean below(Cell cell) {
        return cells.stream().noneMatch(c -> c.column() == cell.column() && c.row() < cell.row());
    }

    private void cell(Graphics2D g, Axes axes, ApertureSpectrum spectrum, BrightnessScale scale) {
        double[] edges = Arrays.stream(channels.edges()).map(v -> v - vsys).toArray();
        double[] centres = Arrays.stream(channels.centres()).map(v -> v - vsys).toArray();
        Curves curves = new Curves(axes);
        curves.noise(edges, scale.times(spectrum.noise()));
        curves.steps(edges, scale.times(spectrum.data()), Style.INK, Style.line(0.6));
        curves.line(centres, scale.times(spectrum.model()), Style.VERMILION, Style.curve(0.9));
        curves.paint(g);
        axes.frame(g, true);
    }

    private static double extreme(double[] values, int sign) {
        return Arrays.stream(values)
                .filter(Double::isFinite)
                .map(v -> sign * v)
                .max()
                .orElse(0);
    }
}
