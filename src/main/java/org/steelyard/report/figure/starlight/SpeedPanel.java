// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.starlight;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.Locale;
import org.steelyard.potential.SpeedBand;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Style;

/**
 * The circular speed of the starlight by radius with the band of its error, and the relative error.
 *
 * @param band speeds and errors
 */
record SpeedPanel(SpeedBand band) {

    /** Share of the height for the relative errors. */
    private static final double BELOW = 0.26;

    /** [pt] Space above them. */
    private static final double SPLIT = 6;

    /** [%] Errors that are shown reach at least to this. */
    private static final double LEAST_RANGE = 0.5;

    private static final Color FILL = new Color(0xF2C7A5);

    /** Paints both panels, the speed above. */
    void paint(Graphics2D g, double left, double top, double width, double height, AxisScale distances) {
        double[] radius = band.radius();
        double[] speed = band.speed();
        double[] error = band.error();
        double highest = 0;
        double[] percent = new double[speed.length];
        double[] low = new double[speed.length];
        double[] high = new double[speed.length];
        for (int r = 0; r < speed.length; r++) {
            percent[r] = 100 * error[r] / speed[r];
            low[r] = speed[r] - error[r];
            high[r] = speed[r] + error[r];
            highest = Math.max(highest, speed[r]);
        }
        Axes axes = new Axes(left, top, width, (1 - BELOW) * height, distances, AxisScale.linear(0, 1.3 * highest));
        axes.clipped(g, () -> {
            g.setColor(FILL);
            g.fill(outline(axes, radius, low, high));
        });
        Curves curves = new Curves(axes);
        curves.line(radius, speed, Style.VERMILION, Style.curve(Style.LINE_WIDTH));
        curves.paint(g);
        axes.frame(g, true);
        axes.numbersLeft(g);
        axes.titleLeft(g, "Circular speed (km s^{\u22121})");
        new Label(
                        String.format(
                                Locale.ROOT,
                                "M/L = 1, i = %.4g\u00b0, D = %.4g Mpc; band: 68 %%",
                                band.inclination(),
                                band.distance()),
                        Style.SMALL)
                .draw(g, axes.left() + 8, axes.top() + 12, Label.Anchor.LEFT);
        double most = Arrays.stream(percent).max().orElse(0);
        Axes below = new Axes(
                left,
                axes.bottom() + SPLIT,
                width,
                BELOW * height - SPLIT,
                distances,
                AxisScale.linear(0, Math.max(LEAST_RANGE, 1.15 * most)));
        Curves errors = new Curves(below);
        errors.line(radius, percent, Style.VERMILION, Style.curve(Style.LINE_WIDTH));
        errors.paint(g);
        StarlightProfiles.titled(g, below, "Radius (arcsec)");
        below.titleLeft(g, "Error (%)");
    }

    private static Path2D outline(Axes axes, double[] radius, double[] low, double[] high) {
        Path2D path = new Path2D.Double();
        path.moveTo(axes.pageX(radius[0]), axes.pageY(high[0]));
        for (int r = 1; r < radius.length; r++) {
            path.lineTo(axes.pageX(radius[r]), axes.pageY(high[r]));
        }
        for (int r = radius.length - 1; r >= 0; r--) {
            path.lineTo(axes.pageX(radius[r]), axes.pageY(low[r]));
        }
        path.closePath();
        return path;
    }
}
