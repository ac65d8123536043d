// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.figure.sky.SkyField;
import org.steelyard.report.figure.sky.SkyPanel;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.BrightnessScale;
import org.steelyard.report.plot.ColourBar;
import org.steelyard.report.plot.ColourMap;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Contours;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.NumberLabel;
import org.steelyard.report.plot.Style;
import org.steelyard.report.plot.UnitLabel;
import org.steelyard.report.table.ChannelRange;
import org.steelyard.report.table.RunImages;

/**
 * Channel maps: for each of up to twelve channels the data with contours of the model, and below it the residual over the
 * noise. All panels share their axes and, in each kind, their colours.
 *
 * @param channels from the first to the last in the order of the cube
 * @param contours levels of the model in the unit of the data
 * @param brightness scale of the data's colours
 * @param unit of the data
 * @param beam of the observation, null if unknown
 * @param geometry of the disk
 */
record ChannelGridFigure(
        List<Channel> channels,
        ContourLevels contours,
        BrightnessScale brightness,
        String unit,
        @Nullable Beam beam,
        SkyGeometry geometry)
        implements Figure {

    /** Channels in a row, and the largest number of channels. */
    private static final int ACROSS = 6;

    private static final int MOST = 2 * ACROSS;

    /** [noise] A channel whose model has such a peak has emission. */
    private static final double EMISSION = 3;

    private static final double LEFT = 38;
    private static final double TOP = 6;
    private static final double BOTTOM = 28;

    /** [pt] Space between data and residual, for the numbers of their colour bars, and between the rows of channels. */
    private static final double GAP = 5;

    private static final double BETWEEN = 9;

    private static final Color VELOCITY_BACKGROUND = new Color(255, 255, 255, 200);

    /**
     * A channel; pixels outside the fit region are NaN.
     *
     * @param velocity [km/s] of its centre, optical, relative to the systemic velocity
     * @param data map of the data
     * @param model map of the model
     * @param residual map of data minus model over the noise
     */
    record Channel(double velocity, Image data, Image model, Image residual) {}

    static ChannelGridFigure of(ModelProducts products) {
        ChannelRange range = ChannelRange.of(products.data().axis(), products.channelsFitted());
        List<Channel> channels = new ArrayList<>();
        for (int k : chosen(products, range)) {
            channels.add(channel(
                    products,
                    range.first() + k,
                    range.centres()[k] - products.geometry().vsys()));
        }
        double[] data = all(channels.stream().map(Channel::data).toList());
        double[] model = all(channels.stream().map(Channel::model).toList());
        double peak = Arrays.stream(data).filter(Double::isFinite).max().orElse(1);
        String unit = products.data().unit().fits();
        return new ChannelGridFigure(
                channels,
                ContourLevels.of(data, model),
                BrightnessScale.of(unit, peak),
                unit,
                products.data().meanBeam(),
                products.geometry());
    }

    /** Returns, within the range, evenly spaced channels from the first to the last with emission; of all where none has any. */
    private static int[] chosen(ModelProducts products, ChannelRange range) {
        int[] bright = IntStream.range(0, range.count())
                .filter(k -> products.channelsFitted()[range.first() + k] && emits(products, range.first() + k))
                .toArray();
        int first = bright.length == 0 ? 0 : bright[0];
        int last = bright.length == 0 ? range.count() - 1 : bright[bright.length - 1];
        int count = Math.min(MOST, last - first + 1);
        return IntStream.range(0, count)
                .map(k -> first + (int) Math.round(k * (last - first) / Math.max(1.0, count - 1)))
                .toArray();
    }

    private static boolean emits(ModelProducts products, int channel) {
        int plane = products.region().length;
        return IntStream.range(0, plane)
                .filter(p -> products.region()[p])
                .map(p -> channel * plane + p)
                .anyMatch(v -> products.model()[v] > EMISSION * products.noise()[v]);
    }

    private static Channel channel(ModelProducts products, int channel, double velocity) {
        Image data = inRegion(products, products.data().values(), channel);
        Image model = inRegion(products, products.model(), channel);
        Image noise = inRegion(products, products.noise(), channel);
        double[] residual = RunImages.difference(data, model).values();
        double[] normalised = new double[residual.length];
        Arrays.setAll(normalised, p -> residual[p] / noise.values()[p]);
        return new Channel(velocity, data, model, RunImages.withValues(data, normalised, ""));
    }

    private static Image inRegion(ModelProducts products, float[] cube, int channel) {
        Image map = ChannelMapFigure.map(products, cube, channel);
        double[] values = map.values().clone();
        Arrays.setAll(values, p -> products.region()[p] ? values[p] : Double.NaN);
        return RunImages.withValues(map, values, map.unit());
    }

    private static double[] all(List<Image> maps) {
        return maps.stream().flatMapToDouble(map -> Arrays.stream(map.values())).toArray();
    }

    @Override
    public String name() {
        return "channel_maps";
    }

    @Override
    public String caption() {
        return "Channel maps inside the fit region. Upper row of each pair: data (grey) with contours of the model, "
                + contours.description()
                + ". Lower row: data minus model over the noise. The velocity of each channel, optical and relative to v_sys = "
                + NumberLabel.of(geometry.vsys(), 1)
                + " km/s, is in km/s in its corner. Offsets are from the fitted centre (cross). Grey ellipse: beam at half its peak;"
                + " open ellipse: fit region. The channels are evenly spaced; model.fits has all.";
    }

    @Override
    public double width() {
        return Style.PAGE;
    }

    @Override
    public double height() {
        return (TOP + rows() * (pairHeight() + BETWEEN) - BETWEEN + BOTTOM) / Style.POINTS_PER_MM;
    }

    private int columns() {
        return Math.min(ACROSS, channels.size());
    }

    private int rows() {
        return (channels.size() + ACROSS - 1) / ACROSS;
    }

    private double panelWidth() {
        return (width() * Style.POINTS_PER_MM - LEFT - ColourBar.WIDE) / ACROSS;
    }

    private double panelHeight() {
        return panelWidth() * field().aspect();
    }

    private double pairHeight() {
        return 2 * panelHeight() + GAP;
    }

    private SkyField field() {
        return SkyField.of(channels.get(0).data(), geometry);
    }

    @Override
    public void paint(Graphics2D g) {
        SkyField field = field();
        ColourScale grey = ColourScale.fromZero(
                ColourMap.GREYS,
                brightness.times(all(channels.stream().map(Channel::data).toList())));
        ColourScale residual = ColourScale.residual(
                all(channels.stream().map(Channel::residual).toList()));
        String bar = brightness.prefix() + UnitLabel.of(unit);
        for (int k = 0; k < channels.size(); k++) {
            Channel channel = channels.get(k);
            int column = k % ACROSS;
            int row = k / ACROSS;
            boolean last = column == columns() - 1 || k == channels.size() - 1;
            double left = LEFT + column * panelWidth();
            double top = TOP + row * (pairHeight() + BETWEEN);
            Axes upper = field.axes(left, top, panelWidth());
            Image shown = RunImages.withValues(
                    channel.data(), brightness.times(channel.data().values()), unit);
            map(g, upper, shown, grey, channel.model());
            velocity(g, upper, channel.velocity());
            Axes lower = field.axes(left, top + panelHeight() + GAP, panelWidth());
            map(g, lower, channel.residual(), residual, null);
            if (k == 0) {
                beam(g, upper);
            }
            if (column == 0) {
                upper.numbersLeft(g);
                lower.numbersLeft(g);
            }
            if (k + ACROSS >= channels.size()) {
                lower.numbersBelow(g);
            }
            if (last) {
                ColourBar.draw(g, upper, grey, bar, ColourBar.WIDE);
                ColourBar.draw(g, lower, residual, "Residual (\u03c3)", ColourBar.WIDE);
            }
        }
        titles(g);
    }

    private void map(Graphics2D g, Axes axes, Image image, ColourScale scale, @Nullable Image model) {
        SkyPanel sky = new SkyPanel(axes, geometry);
        sky.image(g, image, scale);
        if (model != null) {
            axes.clipped(g, () -> contours(g, axes, model));
        }
        sky.region(g);
        sky.centre(g);
        axes.frame(g, true);
    }

    private void contours(Graphics2D g, Axes axes, Image model) {
        AffineTransform page = axes.toPage();
        page.concatenate(SkyPanel.pixelsToSky(model.frame().at(geometry.x(), geometry.y()), model, geometry));
        double[] xs = centres(model.nx());
        double[] ys = centres(model.ny());
        g.setColor(Style.VERMILION);
        g.setStroke(Style.curve(0.6));
        for (double level : contours.levels()) {
            g.draw(page.createTransformedShape(Contours.at(model.values(), model.nx(), model.ny(), level, xs, ys)));
        }
    }

    /** Returns the centres of pixels, counted from the outer edge of the first. */
    private static double[] centres(int count) {
        return IntStream.range(0, count).mapToDouble(k -> k + 0.5).toArray();
    }

    private static void velocity(Graphics2D g, Axes axes, double velocity) {
        Label label = new Label((velocity > 0.5 ? "+" : "") + NumberLabel.of(velocity, 0), Style.SMALL);
        double height = label.capHeight() + 4;
        g.setColor(VELOCITY_BACKGROUND);
        g.fill(new Rectangle2D.Double(axes.left() + 3, axes.top() + 3, label.width() + 4, height));
        g.setColor(Style.INK);
        label.draw(g, axes.left() + 5, axes.top() + 1 + height, Label.Anchor.LEFT);
    }

    private void beam(Graphics2D g, Axes axes) {
        if (beam != null) {
            new SkyPanel(axes, geometry).beam(g, beam);
        }
    }

    private void titles(Graphics2D g) {
        double bottom = TOP + rows() * (pairHeight() + BETWEEN) - BETWEEN;
        new Label("Offset north (arcsec)", Style.NORMAL).drawUpwards(g, 10, (TOP + bottom) / 2);
        new Label("Offset east (arcsec)", Style.NORMAL)
                .draw(g, LEFT + columns() * panelWidth() / 2, bottom + Axes.TITLE_BELOW, Label.Anchor.CENTRE);
    }
}
