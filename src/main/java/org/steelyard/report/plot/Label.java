// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of text with superscripts and subscripts, in the notation {@code v_{sys} (km s^{-1})}. Widths depend on the
 * font but not on the output device, so all formats have the same layout. SVG gets outlines of the letters, because it
 * does not contain the font.
 */
public final class Label {

    /** Point of the text that is placed at the given position. */
    public enum Anchor {
        /** Left end. */
        LEFT(0),
        /** Centre. */
        CENTRE(0.5),
        /** Right end. */
        RIGHT(1);

        private final double share;

        Anchor(double share) {
            this.share = share;
        }
    }

    private static final double SCRIPT_SIZE = 0.72;
    private static final double SUPERSCRIPT_RISE = 0.36;
    private static final double SUBSCRIPT_DROP = 0.18;
    private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

    /** Height of a capital letter over the size of the font. */
    private static final double CAP_HEIGHT = 0.73;

    private record Run(String text, double size, double rise) {

        Font font() {
            return Style.font(size);
        }

        double width() {
            return font().getStringBounds(text, MEASURE).getWidth();
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private final double size;

    /**
     * @param text with {@code ^{...}} and {@code _{...}}
     * @param size [pt]
     */
    public Label(String text, double size) {
        this.size = size;
        int at = 0;
        while (at < text.length()) {
            int script = nextScript(text, at);
            if (script > at) {
                runs.add(new Run(text.substring(at, script), size, 0));
            }
            if (script == text.length()) {
                break;
            }
            int end = text.indexOf('}', script);
            double rise = text.charAt(script) == '^' ? SUPERSCRIPT_RISE * size : -SUBSCRIPT_DROP * size;
            runs.add(new Run(text.substring(script + 2, end), SCRIPT_SIZE * size, rise));
            at = end + 1;
        }
    }

    private static int nextScript(String text, int from) {
        for (int k = from; k + 1 < text.length(); k++) {
            if ((text.charAt(k) == '^' || text.charAt(k) == '_') && text.charAt(k + 1) == '{') {
                return k;
            }
        }
        return text.length();
    }

    /** @return [pt] width of the text */
    public double width() {
        return runs.stream().mapToDouble(Run::width).sum();
    }

    /** @return [pt] height of a capital letter */
    public double capHeight() {
        return CAP_HEIGHT * size;
    }

    /**
     * Draws the text.
     *
     * @param g the page. Modified
     * @param x [pt] position of the anchor
     * @param baseline [pt] position of the baseline
     * @param anchor point of the text at x
     */
    public void draw(Graphics2D g, double x, double baseline, Anchor anchor) {
        double at = x - anchor.share * width();
        for (Run run : runs) {
            if (g instanceof VectorGraphics2D) {
                Shape outline = run.font()
                        .createGlyphVector(MEASURE, run.text())
                        .getOutline((float) at, (float) (baseline - run.rise()));
                g.fill(outline);
            } else {
                g.setFont(run.font());
                g.drawString(run.text(), (float) at, (float) (baseline - run.rise()));
            }
            at += run.width();
        }
    }

    /** Draws the text with the middle of its capitals at y. */
    void drawMiddle(Graphics2D g, double x, double y, Anchor anchor) {
        draw(g, x, y + capHeight() / 2, anchor);
    }

    /**
     * Draws the text rotated, to read upwards.
     *
     * @param g the page. Modified
     * @param x [pt] position of the baseline
     * @param y [pt] position of the centre
     */
    public void drawUpwards(Graphics2D g, double x, double y) {
        AffineTransform before = g.getTransform();
        g.translate(x, y);
        g.rotate(-Math.PI / 2);
        draw(g, 0, 0, Anchor.CENTRE);
        g.setTransform(before);
    }
}
