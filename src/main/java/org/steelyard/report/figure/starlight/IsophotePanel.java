// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.starlight;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.steelyard.cube.SkyFrame;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.isophote.Isophotes;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Legend;
import org.steelyard.report.plot.Style;

/**
 * Ellipticity and position angle of the isophotes by radius: data with errors, and the model measured in the same way.
 *
 * @param isophotes of the galaxy
 * @param model fitted to its image
 * @param frame of the image
 * @param pixel [arcsec] side of a pixel
 */
record IsophotePanel(Isophotes isophotes, ImageModel model, SkyFrame frame, double pixel) {

    private static final double DOT = 2.4;

    /** [pt] Space between the two. */
    private static final double SPLIT = 6;

    /** Free space of a panel above and below the points, over their range. */
    private static final double MARGIN = 0.12;

    /** Smallest ranges that are shown. */
    private static final double LEAST_ELLIPTICITY = 0.1;

    private static final double LEAST_ANGLE = 4;

    /** Position angles with larger errors [deg] do not set the range. */
    private static final double SURE = 10;

    /** Reads a number of a ring. */
    private interface Quantity extends ToDoubleFunction<Isophotes.Level> {}

    /** Paints both panels, the ellipticity above. */
    void paint(Graphics2D g, double left, double top, double width, double height, AxisScale radius) {
        double half = 0.5 * (height - SPLIT);
        Quantity ellipticity = Isophotes.Level::ellipticity;
        Quantity error = Isophotes.Level::ellipticityError;
        Axes above = new Axes(
                left,
                top,
                width,
                half,
                radius,
                range(ellipticity, Isophotes.Level::modelEllipticity, error, 0.1, LEAST_ELLIPTICITY));
        draw(g, above, ellipticity, error, Isophotes.Level::modelEllipticity);
        above.frame(g, true);
        above.numbersLeft(g);
        above.titleLeft(g, "Ellipticity");
        Legend legend = new Legend();
        legend.add("model with PSF", Style.VERMILION, Style.curve(Style.LINE_WIDTH));
        legend.draw(g, above.right() - 8 - legend.width(), above.bottom() - 10);
        double reference = model.positionAngle(frame, model.angle());
        Quantity angle = level -> near(level.angle(), reference);
        Quantity drawn = level -> near(level.modelAngle(), reference);
        Axes below = new Axes(
                left,
                above.bottom() + SPLIT,
                width,
                half,
                radius,
                range(angle, drawn, Isophotes.Level::angleError, SURE, LEAST_ANGLE));
        draw(g, below, angle, Isophotes.Level::angleError, drawn);
        StarlightProfiles.titled(g, below, "Semi-major axis (arcsec)");
        below.titleLeft(g, "Position angle (deg)");
    }

    /** A position angle on the sky within 90 deg of the reference. */
    private double near(double angle, double reference) {
        return reference + Math.IEEEremainder(model.positionAngle(frame, angle) - reference, 180);
    }

    /** The range of the points that are sure, and of the model. */
    private AxisScale range(Quantity data, Quantity drawn, Quantity error, double sure, double least) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Isophotes.Level level : isophotes.levels()) {
            double model = drawn.applyAsDouble(level);
            double value = error.applyAsDouble(level) < sure ? data.applyAsDouble(level) : model;
            low = Math.min(low, Math.min(model, value));
            high = Math.max(high, Math.max(model, value));
        }
        if (!(low <= high)) {
            return AxisScale.linear(0, 1);
        }
        double spare = MARGIN * (high - low) + Math.max(0, 0.5 * (least - (high - low)));
        return AxisScale.linear(low - spare, high + spare);
    }

    private void draw(Graphics2D g, Axes axes, Quantity data, Quantity error, Quantity drawn) {
        Curves curves = new Curves(axes);
        List<Isophotes.Level> levels = isophotes.levels();
        double[] at = isophotes.column(level -> level.radius() * pixel);
        if (levels.size() > 1) {
            curves.line(at, isophotes.column(drawn), Style.VERMILION, Style.curve(Style.LINE_WIDTH));
            curves.paint(g);
        }
        g.setColor(Style.INK);
        g.setStroke(Style.line(0.7));
        axes.clipped(g, () -> {
            for (int i = 0; i < at.length; i++) {
                double x = axes.pageX(at[i]);
                double value = data.applyAsDouble(levels.get(i));
                double bar = error.applyAsDouble(levels.get(i));
                g.draw(new Line2D.Double(x, axes.pageY(value - bar), x, axes.pageY(value + bar)));
                g.fill(new Ellipse2D.Double(x - DOT / 2, axes.pageY(value) - DOT / 2, DOT, DOT));
            }
        });
    }
}
