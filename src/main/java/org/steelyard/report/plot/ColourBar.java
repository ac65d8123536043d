// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;

/** Colour bar at the right of an image, with numbers and title on its right. */
public final class ColourBar {

    /** [pt] Space between the image and its bar. */
    private static final double GAP = 3;

    /** [pt] Width of the bar. */
    private static final double WIDTH = 7;

    private static final double TICK = 2;
    private static final double NUMBER_GAP = 2.5;

    /** [pt] Space for the bar, numbers of four digits, and title. */
    public static final double WIDE = 46;

    /** [pt] Space for the bar, numbers of three digits, and title. */
    public static final double NARROW = 42;

    /** [pt] Distance from the baseline of the title to the end of this space. */
    private static final double MARGIN = 7;

    /** [pt] From the end of the numbers to the baseline of the title, which has superscripts. */
    private static final double TITLE_HEIGHT = 8.5;

    private static final int STEPS = 256;

    private ColourBar() {}

    /**
     * Draws the colour bar of an image. Numbers too long for the space are divided by a power of ten, which the title then names.
     *
     * @param g the page. Modified
     * @param image axes of the image
     * @param scale of colours
     * @param title in the notation of {@link Label}
     * @param space [pt] right of the image for bar, numbers and title
     */
    public static void draw(Graphics2D g, Axes image, ColourScale scale, String title, double space) {
        double room = space - MARGIN - TITLE_HEIGHT - GAP - WIDTH - NUMBER_GAP;
        int power = power(scale, image, room);
        Axes bar = bar(image, scale, power);
        BufferedImage colours = new BufferedImage(1, STEPS, BufferedImage.TYPE_INT_ARGB);
        for (int k = 0; k < STEPS; k++) {
            colours.setRGB(0, STEPS - 1 - k, 0xff000000 | scale.map().rgb((k + 0.5) / STEPS));
        }
        AffineTransform place = AffineTransform.getTranslateInstance(bar.left(), bar.top());
        place.scale(WIDTH, bar.height() / STEPS);
        Raster.draw(g, colours, place);
        g.setColor(Style.INK);
        g.setStroke(Style.line(Style.FRAME_WIDTH));
        g.draw(bar.box());
        Ticks ticks = bar.ticksY();
        for (int k = 0; k < ticks.major().size(); k++) {
            double at = bar.pageY(ticks.major().get(k));
            g.draw(new Line2D.Double(bar.right() - TICK, at, bar.right(), at));
            Label number = new Label(ticks.labels().get(k), Style.SMALL);
            number.drawMiddle(g, bar.right() + NUMBER_GAP, at, Label.Anchor.LEFT);
        }
        Label label = new Label(titled(title, power), Style.SMALL);
        label.drawUpwards(g, image.right() + space - MARGIN, bar.centreY());
    }

    private static Axes bar(Axes image, ColourScale scale, int power) {
        double factor = Math.pow(10, power);
        return new Axes(
                image.right() + GAP,
                image.top(),
                WIDTH,
                image.height(),
                AxisScale.linear(0, 1),
                AxisScale.linear(scale.low() / factor, scale.high() / factor));
    }

    /** Returns the power of ten that divides the numbers: 0, else a multiple of 3, else any, whichever first makes them short enough. */
    private static int power(ColourScale scale, Axes image, double room) {
        int largest = (int) Math.floor(Math.log10(Math.max(Math.abs(scale.low()), Math.abs(scale.high()))));
        for (int power : new int[] {0, 3 * Math.floorDiv(largest, 3)}) {
            if (bar(image, scale, power).longestNumber() <= room) {
                return power;
            }
        }
        return largest;
    }

    /** Returns a title with the power of ten before the unit, which is in parentheses or the whole title. */
    private static String titled(String title, int power) {
        if (power == 0) {
            return title;
        }
        String ten = "10^{" + (power < 0 ? "\u2212" : "") + Math.abs(power) + "} ";
        int unit = title.indexOf('(') + 1;
        return title.substring(0, unit) + ten + title.substring(unit);
    }
}
