// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.awt.Graphics2D;

/** A figure that draws itself in points (1/72 inch). */
public interface Figure {

    /** @return file name without extension */
    String name();

    /** @return caption, plain text */
    String caption();

    /** @return [mm] width */
    double width();

    /** @return [mm] height */
    double height();

    /**
     * Draws the figure.
     *
     * @param g white page in points, with the origin at the upper left corner. Modified
     */
    void paint(Graphics2D g);
}
