package org.steelyard.report.plot;

import java.awt.Graphics2D;

/** One figure of a run. */
public interface Figure {

    /** @return its file name without ending */
    String name();

    /** @return what it shows, for the line under it; plain text */
    String caption();

    /** @return [mm] */
    double width();

    /** @return [mm] */
    double height();

    /**
     * Paints the figure on white paper.
     *
     * @param g in points, origin at the upper left corner
     */
    void paint(Graphics2D g);
}
