// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * A rectangular frame on the page with two scales. Ticks point inwards on all four sides; numbers are outside.
 *
 * @param left [pt] left edge
 * @param top [pt] upper edge
 * @param width [pt] of the frame
 * @param height [pt] of the frame
 * @param x scale from left to right
 * @param y scale from bottom to top
 */
public record Axes(double left, double top, double width, double height, AxisScale x, AxisScale y) {

    private static final double MAJOR_TICK = 3.2;
    private static final double MINOR_TICK = 1.7;

    /** [pt] Space between frame and numbers. */
    private static final double GAP = 3;

    /** [pt] Largest overhang of a number beyond the frame, so that numbers of neighbouring panels do not overlap. */
    private static final double OVERHANG = 1.5;

    /** [pt] Smallest distance between ticks along x. */
    private static final double X_TICK_SPACING = 22;

    /** [pt] Smallest distance between ticks along y. */
    private static final double Y_TICK_SPACING = 17;

    /** An axis with fewer than two numbers tries up to this many times as many ticks. */
    private static final int FINER = 4;

    /** [pt] Distance from the frame to the baseline of the title below it. */
    public static final double TITLE_BELOW = GAP + Style.SMALL + Style.NORMAL + 1;

    /** @return [pt] right edge of the frame */
    public double right() {
        return left + width;
    }

    /** @return [pt] lower edge of the frame */
    public double bottom() {
        return top + height;
    }

    /** @return [pt] horizontal centre of the frame */
    public double centreX() {
        return left + width / 2;
    }

    /** @return [pt] vertical centre of the frame */
    public double centreY() {
        return top + height / 2;
    }

    /**
     * @param value on the horizontal axis
     * @return [pt] its position on the page
     */
    public double pageX(double value) {
        return left + width * x.fraction(value);
    }

    /**
     * @param value on the vertical axis
     * @return [pt] its position on the page
     */
    public double pageY(double value) {
        return bottom() - height * y.fraction(value);
    }

    /** @return [pt] the rectangle of the frame */
    public Rectangle2D box() {
        return new Rectangle2D.Double(left, top, width, height);
    }

    /** @return map from values to the page; for linear scales only */
    public AffineTransform toPage() {
        AffineTransform map = new AffineTransform();
        map.translate(pageX(0), pageY(0));
        map.scale(width / (x.high() - x.low()), -height / (y.high() - y.low()));
        return map;
    }

    /**
     * Runs a painter, clipped at the frame.
     *
     * @param g the page. Modified
     * @param painter draws on the page
     */
    public void clipped(Graphics2D g, Runnable painter) {
        Shape before = g.getClip();
        g.clip(box());
        painter.run();
        g.setClip(before);
    }

    /**
     * Returns the ticks of the horizontal axis. Two numbers define a scale: if fewer have room, finer ticks are tried,
     * and those without room become minor.
     */
    Ticks ticksX() {
        int most = Math.max(2, (int) (width / X_TICK_SPACING));
        Ticks ticks = x.ticks(most);
        int finest = x.logarithmic() ? most : FINER * most;
        for (int finer = most + 1; finer <= finest && shown(ticks).size() < 2; finer++) {
            Ticks candidate = x.ticks(finer);
            List<Integer> shown = shown(candidate);
            if (shown.size() >= 2) {
                ticks = candidate.only(shown);
            }
        }
        return ticks;
    }

    /**
     * Returns the indices of the ticks whose numbers have room: inside the frame, apart from a small overhang, without
     * overlap.
     */
    private List<Integer> shown(Ticks ticks) {
        List<Integer> shown = new ArrayList<>();
        double free = Double.NEGATIVE_INFINITY;
        // From left to right also where values increase to the left, as offsets to the east do.
        int count = ticks.major().size();
        boolean reversed = count > 1
                && pageX(ticks.major().get(count - 1)) < pageX(ticks.major().get(0));
        for (int n = 0; n < count; n++) {
            int k = reversed ? count - 1 - n : n;
            double half = new Label(ticks.labels().get(k), Style.SMALL).width() / 2;
            double at = pageX(ticks.major().get(k));
            double reach = half - OVERHANG;
            if (at - reach >= left && at + reach <= right() && at - half >= free) {
                free = at + half + GAP;
                shown.add(k);
            }
        }
        return shown;
    }

    Ticks ticksY() {
        return y.ticks(Math.max(2, (int) (height / Y_TICK_SPACING)));
    }

    /**
     * Draws the frame and its ticks.
     *
     * @param g the page. Modified
     * @param ticksOnTop whether the upper edge has the ticks of the lower one; false if it gets another scale
     */
    public void frame(Graphics2D g, boolean ticksOnTop) {
        g.setColor(Style.INK);
        g.setStroke(Style.line(Style.FRAME_WIDTH));
        g.draw(box());
        tickMarksX(g, ticksX(), ticksOnTop);
        Ticks ticks = ticksY();
        for (double value : ticks.major()) {
            marksY(g, value, MAJOR_TICK);
        }
        for (double value : ticks.minor()) {
            marksY(g, value, MINOR_TICK);
        }
    }

    private void tickMarksX(Graphics2D g, Ticks ticks, boolean onTop) {
        for (double value : ticks.major()) {
            marksX(g, value, MAJOR_TICK, onTop);
        }
        for (double value : ticks.minor()) {
            marksX(g, value, MINOR_TICK, onTop);
        }
    }

    private void marksX(Graphics2D g, double value, double length, boolean onTop) {
        double at = pageX(value);
        g.draw(new Line2D.Double(at, bottom(), at, bottom() - length));
        if (onTop) {
            g.draw(new Line2D.Double(at, top, at, top + length));
        }
    }

    private void marksY(Graphics2D g, double value, double length) {
        double at = pageY(value);
        g.draw(new Line2D.Double(left, at, left + length, at));
        g.draw(new Line2D.Double(right(), at, right() - length, at));
    }

    /**
     * Draws the numbers of the horizontal axis, below the frame.
     *
     * @param g the page. Modified
     */
    public void numbersBelow(Graphics2D g) {
        numbersX(g, ticksX(), this, bottom() + GAP, false);
    }

    /**
     * Draws numbers and ticks of another horizontal scale, above the frame.
     *
     * @param g the page. Modified
     * @param other the scale
     */
    public void numbersAbove(Graphics2D g, AxisScale other) {
        Axes above = new Axes(left, top, width, height, other, y);
        Ticks ticks = above.ticksX();
        g.setColor(Style.INK);
        g.setStroke(Style.line(Style.FRAME_WIDTH));
        for (double value : ticks.major()) {
            double at = above.pageX(value);
            g.draw(new Line2D.Double(at, top, at, top + MAJOR_TICK));
        }
        for (double value : ticks.minor()) {
            double at = above.pageX(value);
            g.draw(new Line2D.Double(at, top, at, top + MINOR_TICK));
        }
        numbersX(g, ticks, above, top - GAP, true);
    }

    private static void numbersX(Graphics2D g, Ticks ticks, Axes axes, double edge, boolean above) {
        g.setColor(Style.INK);
        for (int k : axes.shown(ticks)) {
            Label label = new Label(ticks.labels().get(k), Style.SMALL);
            double baseline = above ? edge : edge + label.capHeight();
            label.draw(g, axes.pageX(ticks.major().get(k)), baseline, Label.Anchor.CENTRE);
        }
    }

    /**
     * Draws the numbers of the vertical axis, left of the frame.
     *
     * @param g the page. Modified
     */
    public void numbersLeft(Graphics2D g) {
        Ticks ticks = ticksY();
        g.setColor(Style.INK);
        for (int k = 0; k < ticks.major().size(); k++) {
            new Label(ticks.labels().get(k), Style.SMALL)
                    .drawMiddle(g, left - GAP, pageY(ticks.major().get(k)), Label.Anchor.RIGHT);
        }
    }

    /** @return [pt] distance from the frame to the far end of the numbers on its left */
    public double numbersWidth() {
        return GAP + longestNumber();
    }

    /** Returns the width [pt] of the longest number of the vertical axis. */
    double longestNumber() {
        return ticksY().labels().stream()
                .mapToDouble(text -> new Label(text, Style.SMALL).width())
                .max()
                .orElse(0);
    }

    /**
     * Draws the title of the horizontal axis, below its numbers.
     *
     * @param g the page. Modified
     * @param text title in the notation of {@link Label}
     */
    public void titleBelow(Graphics2D g, String text) {
        new Label(text, Style.NORMAL).draw(g, centreX(), bottom() + TITLE_BELOW, Label.Anchor.CENTRE);
    }

    /**
     * Draws the title of the vertical axis, left of its numbers.
     *
     * @param g the page. Modified
     * @param text title in the notation of {@link Label}
     */
    public void titleLeft(Graphics2D g, String text) {
        new Label(text, Style.NORMAL).drawUpwards(g, left - numbersWidth() - GAP, centreY());
    }
}
