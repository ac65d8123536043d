// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.sky;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
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
 * Rows of maps with shared axes: data, model and residual side by side. Data and model share a colour bar.
 *
 * @param name of the figure
 * @param caption of the figure
 * @param rows from top to bottom
 * @param beam of the observation, null if unknown
 * @param geometry of the disk
 * @param region pixels that entered the fit, {@code [y*nx + x]}. Lent
 * @param zoom field of view; null for that of the first map
 */
public record MapGrid(
        String name,
        String caption,
        List<MapRow> rows,
        Beam beam,
        SkyGeometry geometry,
        boolean[] region,
        @Nullable SkyField zoom)
        implements Figure {

    /** Part of the caption that describes the lines over the maps. */
    public static final String LEGEND =
            "Offsets are from the fitted centre. Grey ellipse: beam at half its peak; open ellipse: fit region;"
                    + " dashed line: major axis.";

    private static final double LEFT = 42;
    private static final double TOP = 16;
    private static final double BOTTOM = 27;

    /** [pt] Space between data and model, and between rows. */
    private static final double GAP = 4;

    /**
     * @param field of view, about the centre
     * @return the same maps in this field, with colours for the pixels in it
     */
    public MapGrid zoomed(SkyField field) {
        Image image = rows.get(0).data();
        AffineTransform sky = SkyPanel.pixelsToSky(image.frame().at(geometry.x(), geometry.y()), image, geometry);
        boolean[] inside = new boolean[region.length];
        Point2D offset = new Point2D.Double();
        for (int k = 0; k < inside.length; k++) {
            int row = k / image.nx();
            sky.transform(new Point2D.Double(k % image.nx() + 0.5, row + 0.5), offset);
            inside[k] = Math.abs(offset.getX()) <= field.east() && Math.abs(offset.getY()) <= field.north();
        }
        return new MapGrid(
                name + "_zoom",
                caption + " Only the centre is shown.",
                rows.stream().map(row -> row.within(inside)).toList(),
                beam,
                geometry,
                inside,
                field);
    }

    @Override
    public double width() {
        return Style.PAGE;
    }

    @Override
    public double height() {
        return (TOP + rows.size() * (panelWidth() * field().aspect() + GAP) - GAP + BOTTOM) / Style.POINTS_PER_MM;
    }

    private double panelWidth() {
        return (width() * Style.POINTS_PER_MM - LEFT - GAP - 2 * ColourBar.WIDE) / 3;
    }

    private SkyField field() {
        return zoom != null ? zoom : SkyField.of(rows.get(0).data(), geometry);
    }

    @Override
    public void paint(Graphics2D g) {
        SkyField field = field();
        double panel = panelWidth();
        double[] lefts = {LEFT, LEFT + panel + GAP, LEFT + 2 * panel + GAP + ColourBar.WIDE};
        String[] titles = {"Data", "Model", "Data \u2212 model"};
        for (int r = 0; r < rows.size(); r++) {
            MapRow row = rows.get(r);
            Image residual = row.residual();
            Image[] images = {row.data(), row.model(), residual};
            ColourScale difference = ColourScale.residual(ColourScale.inside(residual.values(), region));
            ColourScale[] scales = {row.scale(), row.scale(), difference};
            for (int c = 0; c < 3; c++) {
                Axes axes = field.axes(lefts[c], TOP + r * (panel * field.aspect() + GAP), panel);
                SkyPanel sky = new SkyPanel(axes, geometry);
                sky.image(g, images[c], scales[c]);
                annotate(g, sky, row.axisShown() && c < 2, r == 0 && c == 0);
                axes.frame(g, true);
                if (c == 0) {
                    axes.numbersLeft(g);
                }
                if (r == rows.size() - 1) {
                    axes.numbersBelow(g);
                }
                if (r == 0) {
                    new Label(titles[c], Style.NORMAL).draw(g, axes.centreX(), TOP - 5, Label.Anchor.CENTRE);
                }
                if (c > 0) {
                    ColourBar.draw(g, axes, scales[c], c == 1 ? row.title() : row.residualTitle(), ColourBar.WIDE);
                }
            }
        }
        titles(g, field, lefts);
    }

    private void annotate(Graphics2D g, SkyPanel sky, boolean majorAxis, boolean scaleBar) {
        sky.region(g);
        if (majorAxis) {
            sky.majorAxis(g);
        }
        sky.centre(g);
        if (beam != null) {
            sky.beam(g, beam);
        }
        if (scaleBar) {
            sky.scaleBar(g);
        }
    }

    private void titles(Graphics2D g, SkyField field, double[] lefts) {
        double panel = panelWidth();
        double height = panel * field.aspect();
        Axes whole = field.axes(LEFT, TOP, panel);
        double allRows = rows.size() * (height + GAP) - GAP;
        new Label("Offset north (arcsec)", Style.NORMAL)
                .drawUpwards(g, LEFT - whole.numbersWidth() - 4, TOP + allRows / 2);
        for (double left : lefts) {
            field.axes(left, TOP + allRows - height, panel).titleBelow(g, "Offset east (arcsec)");
        }
    }
}
