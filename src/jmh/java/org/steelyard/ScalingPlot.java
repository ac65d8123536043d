package org.steelyard;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws times against counts on logarithmic axes, each curve relative to its first point, with the line of cost in
 * proportion.
 */
public final class ScalingPlot {

    private static final Color[] COLOURS = {
        new Color(0x1b6ca8), new Color(0xb5482a), new Color(0x2f7d4f), new Color(0x7a4fa3)
    };

    private ScalingPlot() {}

    /**
     * @param curves rows of count and time, by name
     * @param file PNG
     */
    public static void draw(Map<String, double[][]> curves, Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(720)
                .height(560)
                .xAxisTitle("count over that of the first point")
                .yAxisTitle("time over that of the first point")
                .build();
        Styler styler = chart.getStyler();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setPlotGridLinesVisible(true);
        chart.getStyler().setPlotGridLinesColor(new Color(0xe6e6e6));
        chart.getStyler().setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.InsideNW)
                .setLegendBorderColor(Color.WHITE);
        double[] range = {1, 256};
        var line = chart.addSeries("in proportion", range, range);
        line.setMarker(SeriesMarkers.NONE).setLineColor(Color.GRAY);
        line.setLineStyle(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0));
        int k = 0;
        for (Map.Entry<String, double[][]> curve : curves.entrySet()) {
            double[][] rows = curve.getValue();
            double[] x = new double[rows.length];
            double[] y = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                x[i] = rows[i][0] / rows[0][0];
                y[i] = rows[i][1] / rows[0][1];
            }
            var series = chart.addSeries(curve.getKey(), x, y);
            series.setMarker(SeriesMarkers.CIRCLE)
                    .setMarkerColor(COLOURS[k])
                    .setLineColor(COLOURS[k])
                    .setLineWidth(2);
            k++;
        }
        Files.createDirectories(file.getParent());
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}
