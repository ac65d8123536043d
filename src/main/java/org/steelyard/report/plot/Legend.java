// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/** Legend of the lines of a figure. */
public final class Legend {

    /** [pt] Length of the line sample. */
    private static final double SAMPLE = 20;

    private static final double GAP = 4;
    private static final double LINE_SPACING = 10;

    private record Entry(Label label, Color colour, BasicStroke stroke) {}

    private final List<Entry> entries = new ArrayList<>();

    /**
     * Adds an entry.
     *
     * @param name of the curve, in the notation of {@link Label}
     * @param colour of the curve
     * @param stroke of the curve
     */
    public void add(String name, Color colour, BasicStroke stroke) {
        entries.add(new Entry(new Label(name, Style.SMALL), colour, stroke));
    }

    /** @return [pt] width of the legend */
    public double width() {
        return SAMPLE
                + GAP
                + entries.stream()
                        .mapToDouble(entry -> entry.label().width())
                        .max()
                        .orElse(0);
    }

    /** @return [pt] from the middle of the first entry to that of the last */
    public double height() {
        return LINE_SPACING * Math.max(0, entries.size() - 1);
    }

    /**
     * Draws the entries from top to bottom.
     *
     * @param g the page. Modified
     * @param left [pt] left end
     * @param y [pt] middle of the first entry
     */
    public void draw(Graphics2D g, double left, double y) {
        double at = y;
        for (Entry entry : entries) {
            g.setColor(entry.colour());
            g.setStroke(entry.stroke());
            g.draw(new Line2D.Double(left, at, left + SAMPLE, at));
            g.setColor(Style.INK);
            entry.label().drawMiddle(g, left + SAMPLE + GAP, at, Label.Anchor.LEFT);
            at += LINE_SPACING;
        }
    }
}
