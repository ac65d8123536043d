// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.sky;

import java.awt.Graphics2D;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.ColourBar;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Style;

/**
 * Maps of different quantities side by side, each with its colour bar.
 *
 * @param name of the figure
 * @param caption of the figure
 * @param panels from left to right; all show the field of the last
 * @param beam of the observation, null if unknown
 * @param geometry of the disk
 */
public record MapStrip(
        String name,
        String caption,
        List<Panel> panels,
        @Nullable Beam beam,
        SkyGeometry geometry) implements Figure {

    /**
     * A map of a strip.
     *
     * @param image to show
     * @param scale of its colours
     * @param title above it
     * @param bar title of its colour bar
     */
    public record Panel(Image image, ColourScale scale, String title, String bar) {}

    private static final double LEFT = 42;
    private static final double TOP = 16;
    private static final double BOTTOM = 28;

    private SkyField field() {
        return SkyField.of(panels.get(panels.size() - 1).image(), geometry);
    }

    private double panelWidth() {
        return (width() * Style.POINTS_PER_MM - LEFT) / panels.size() - ColourBar.WIDE;
    }

    @Override
    public double width() {
        return panels.size() == 1 ? Style.COLUMN : Style.PAGE;
    }

    @Override
    public double height() {
        return (TOP + panelWidth() * field().aspect() + BOTTOM) / Style.POINTS_PER_MM;
    }

    @Override
    public void paint(Graphics2D g) {
        SkyField field = field();
        for (int k = 0; k < panels.size(); k++) {
            Panel panel = panels.get(k);
            Axes axes = field.axes(LEFT + k * (panelWidth() + ColourBar.WIDE), TOP, panelWidth());
            SkyPanel sky = new SkyPanel(axes, geometry);
            sky.image(g, panel.image(), panel.scale());
            sky.region(g);
            sky.centre(g);
            if (beam != null) {
                sky.beam(g, beam);
            }
            if (k == 0) {
                sky.scaleBar(g);
            }
            axes.frame(g, true);
            axes.numbersBelow(g);
            axes.titleBelow(g, "Offset east (arcsec)");
            if (k == 0) {
                axes.numbersLeft(g);
                axes.titleLeft(g, "Offset north (arcsec)");
            }
            new Label(panel.title(), Style.NORMAL).draw(g, axes.centreX(), TOP - 5, Label.Anchor.CENTRE);
            ColourBar.draw(g, axes, panel.scale(), panel.bar(), ColourBar.WIDE);
        }
    }
}
