// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.Arrays;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves, histograms and bands inside a frame, drawn by XChart without its axes and legend. XChart places points at
 * integer coordinates, so its unit is finer than a point.
 */
public final class Curves {

    /** Units of XChart per point. */
    private static final int FINE = 20;

    private static final Color NOISE = new Color(0xD4E6F3);

    private final Axes axes;
    private final XYChart chart;
    private int count;

    /** @param axes frame of the curves */
    public Curves(Axes axes) {
        this.axes = axes;
        chart = new XYChart((int) Math.round(FINE * axes.width()), (int) Math.round(FINE * axes.height()));
        chart.getStyler()
                .setXAxisMin(0.0)
                .setXAxisMax(FINE * axes.width())
                .setYAxisMin(0.0)
                .setYAxisMax(FINE * axes.height());
        chart.getStyler()
                .setAxisTicksVisible(false)
                .setAxisTitlesVisible(false)
                .setPlotGridLinesVisible(false)
                .setPlotMargin(0);
        chart.getStyler()
                .setChartTitleVisible(false)
                .setLegendVisible(false)
                .setChartPadding(0)
                .setPlotContentSize(1)
                .setPlotBorderVisible(false)
                .setPlotBackgroundColor(new Color(0, true))
                .setChartBackgroundColor(new Color(0, true));
    }

    /**
     * Adds a curve.
     *
     * @param x values on the horizontal axis. Not modified
     * @param y values on the vertical axis; NaN interrupts the curve. Not modified
     * @param colour of the curve
     * @param stroke of the curve, widths in points
     */
    public void line(double[] x, double[] y, Color colour, BasicStroke stroke) {
        double[] u = new double[x.length];
        double[] v = new double[y.length];
        for (int k = 0; k < x.length; k++) {
            u[k] = FINE * axes.width() * axes.x().fraction(x[k]);
            v[k] = FINE * axes.height() * axes.y().fraction(y[k]);
        }
        double[][] pieces =
                stroke.getDashArray() == null ? new double[][] {u, v} : Dashes.cut(u, v, stroke.getDashArray(), FINE);
        XYSeries series = add(pieces[0], pieces[1], XYSeriesRenderStyle.Line);
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(FINE * stroke.getLineWidth(), stroke.getEndCap(), BasicStroke.JOIN_ROUND));
    }

    /**
     * Adds a histogram.
     *
     * @param edges bin k extends from edges[k] to edges[k+1]. Not modified
     * @param values of the bins. Not modified
     * @param colour of the line
     * @param stroke of the line, widths in points
     */
    public void steps(double[] edges, double[] values, Color colour, BasicStroke stroke) {
        double[] x = new double[2 * values.length];
        double[] y = new double[2 * values.length];
        for (int k = 0; k < values.length; k++) {
            x[2 * k] = edges[k];
            x[2 * k + 1] = edges[k + 1];
            y[2 * k] = values[k];
            y[2 * k + 1] = values[k];
        }
        line(x, y, colour, stroke);
    }

    /**
     * Adds the band of one standard deviation of the noise about zero.
     *
     * @param edges bin k extends from edges[k] to edges[k+1]. Not modified
     * @param deviation standard deviation of each bin. Not modified
     */
    public void noise(double[] edges, double[] deviation) {
        band(edges, Arrays.stream(deviation).map(sigma -> -sigma).toArray(), deviation, NOISE);
    }

    /**
     * Adds a filled band between two histograms.
     *
     * @param edges bin k extends from edges[k] to edges[k+1]. Not modified
     * @param low lower values of the bins. Not modified
     * @param high upper values of the bins. Not modified
     * @param colour of the band
     */
    public void band(double[] edges, double[] low, double[] high, Color colour) {
        int n = low.length;
        double[] x = new double[4 * n];
        double[] y = new double[4 * n];
        for (int k = 0; k < n; k++) {
            for (int side = 0; side < 2; side++) {
                double across = FINE * axes.width() * axes.x().fraction(edges[k + side]);
                x[2 * k + side] = across;
                y[2 * k + side] = FINE * axes.height() * axes.y().fraction(high[k]);
                x[4 * n - 1 - (2 * k + side)] = across;
                y[4 * n - 1 - (2 * k + side)] = FINE * axes.height() * axes.y().fraction(low[k]);
            }
        }
        XYSeries series = add(x, y, XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(colour);
        series.setLineColor(new Color(0, true));
    }

    /**
     * Draws all curves, clipped at the frame.
     *
     * @param g the page. Modified
     */
    public void paint(Graphics2D g) {
        axes.clipped(g, () -> {
            AffineTransform before = g.getTransform();
            g.translate(axes.left(), axes.top());
            g.scale(1.0 / FINE, 1.0 / FINE);
            chart.paint(g, chart.getWidth(), chart.getHeight());
            g.setTransform(before);
        });
    }

    private XYSeries add(double[] x, double[] y, XYSeriesRenderStyle style) {
        XYSeries series = chart.addSeries("series " + count++, x, y);
        series.setXYSeriesRenderStyle(style);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }
}
