// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.cube.quality.CheckedMap;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.galaxy.BeamWidth;
import org.steelyard.observe.BeamKernel;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;

/**
 * The velocity map of one galaxy: the part of the file around the velocities. A datum is a pixel, or the pixels of a
 * bin.
 *
 * <p>A pixel without a velocity is NaN in the file, or 0 where there is no flux. A pixel whose flux or error is not
 * positive is not a datum.
 *
 * <p>A bin is a connected set of pixels with one value in the map of bins. That may be a map of bin numbers, or a
 * binned map itself, such as the velocity map: a binned map has one velocity in each bin. The datum of a bin is the
 * flux-weighted mean of its pixels and has the mean of their errors.
 *
 * @param source the velocity map
 * @param box pixels of the file that are held
 * @param fileFrame sky coordinates of the file's pixels
 * @param frame [arcsec/pixel] the pixels on the sky, about the middle of the box
 * @param beam of the observation; if its width is free, the one at which a fit starts
 * @param velocity [km/s] of each pixel, {@code [y * width + x]}, NaN where there is none
 * @param error [km/s] of each pixel, NaN where there is no velocity
 * @param flux [any] of each pixel, not negative; null if there is no flux map
 * @param datum which each pixel belongs to, -1 for none
 * @param data [km/s] velocities of the data
 * @param dataError [km/s] their errors
 * @param warnings one line each
 */
record VelocityMapObservation(
        Path source,
        PixelBox box,
        SkyFrame fileFrame,
        LocalFrame frame,
        Beam beam,
        double[] velocity,
        double[] error,
        double[] flux,
        int[] datum,
        double[] data,
        double[] dataError,
        List<String> warnings) {

    /**
     * Margin beyond the velocities, in half widths of the beam: one for the convolution, one for the edge of the
     * deconvolution.
     */
    private static final int MARGIN = 2;

    /** [pixel] FWHM at which the fit of a free beam starts; images are made with 4 to 6 pixels to a beam. */
    private static final double USUAL_BEAM = 5;

    /**
     * Of an unbinned map, fewer pixels than this share have exactly their neighbour's velocity (those in which one
     * channel alone is left).
     */
    private static final double UNBINNED = 0.3;

    /**
     * Reads the data of a fit.
     *
     * @param config with a velocity map
     * @return the observation
     * @throws InputException if a map is missing, does not fit the others, or lacks what its header and the
     *     configuration should say
     */
    static VelocityMapObservation read(Configuration config) {
        DataConfig given = config.data();
        Path source = given.velocityMap();
        Image map = ImageFile.read(source, new HeaderOverrides(given.pixel(), null, null, null, null, null));
        if (!map.frame().celestial() && given.pixel() == null) {
            throw new InputException(
                    source + ": the header does not say how large a pixel is; give data.pixel = \"0.05 arcsec\"");
        }
        Beam beam = beam(config, map.frame());
        List<String> notes = new ArrayList<>();
        double[] velocity = velocities(map, source);
        CheckedMap.velocities(velocity, source.toString(), notes);
        double[] flux = given.fluxMap() == null
                ? null
                : companion(given.fluxMap(), "flux map", map).values();
        if (flux != null) {
            CheckedMap.fluxes(flux, given.fluxMap().toString(), notes);
        }
        double[] error = errors(given, map);
        double[] labels = given.bins() == null
                ? null
                : companion(given.bins(), "map of bins", map).values();
        for (int p = 0; p < velocity.length; p++) {
            boolean hasFlux = flux == null ? velocity[p] != 0 : flux[p] > 0;
            if (!hasFlux || !(error[p] > 0) || labels != null && Double.isNaN(labels[p])) {
                velocity[p] = Double.NaN;
            }
        }
        return around(config, map, beam, velocity, error, flux, labels, notes);
    }

    /**
     * The beam. If its width is free, it is the one at which a fit starts, with the shape that the header gives, and
     * round without one.
     */
    private static Beam beam(Configuration config, SkyFrame frame) {
        Path source = config.data().velocityMap();
        Beam known = config.data().beam() != null ? config.data().beam() : ImageFile.beamOrNull(source);
        if (!config.data().freeBeam()) {
            if (known == null) {
                throw new InputException(
                        source
                                + " has no beam: give data.beam = { major = \"0.12 arcsec\", minor = \"0.10 arcsec\", position_angle = \"77 deg\" }; or data.beam = \"free\", and the fit determines its width");
            }
            return known;
        }
        double pixel = frame.at(1, 1).pixelSize();
        double usual = known != null ? known.geometricMean() : USUAL_BEAM * pixel;
        double start = FitParameters.start(BeamWidth.PARAMETER, config, Map.of(BeamWidth.PARAMETER.name(), usual));
        if (!(start > 0)) {
            throw new InputException("parameters.beam.start = " + start + " arcsec must be above 0");
        }
        return known != null ? known.ofWidth(start) : new Beam(start, start, 0);
    }

    /** The largest beam that a fit may try, to leave it a margin: half the extent of the velocities by default. */
    private static Beam widest(Configuration config, Beam beam, PixelBox filled, double pixel) {
        if (!config.data().freeBeam()) {
            return beam;
        }
        Double max = config.parameter(BeamWidth.PARAMETER.name()).max();
        double width = max != null ? max : 0.5 * pixel * Math.hypot(filled.width(), filled.height());
        return beam.ofWidth(Math.max(width, beam.geometricMean()));
    }

    private static VelocityMapObservation around(
            Configuration config,
            Image map,
            Beam beam,
            double[] velocity,
            double[] error,
            double[] flux,
            double[] labels,
            List<String> notes) {
        Path source = config.data().velocityMap();
        LocalFrame middle = map.frame().at(0.5 * (map.nx() + 1), 0.5 * (map.ny() + 1));
        PixelBox filled = box(velocity, map.nx(), map.ny(), 0, source);
        int margin = MARGIN * BeamKernel.halfWidth(widest(config, beam, filled, middle.pixelSize()), middle);
        PixelBox box = box(velocity, map.nx(), map.ny(), margin, source);
        double[] v = part(velocity, map.nx(), box);
        double[] e = part(error, map.nx(), box);
        double[] f = flux == null ? null : part(flux, map.nx(), box);
        for (int p = 0; p < v.length; p++) {
            e[p] = Double.isNaN(v[p]) ? Double.NaN : e[p];
            if (f != null) {
                f[p] = f[p] > 0 ? f[p] : 0;
            }
        }
        int[] datum = labels == null ? singly(v) : binned(v, part(labels, map.nx(), box), box.width());
        int count = Arrays.stream(datum).max().orElse(-1) + 1;
        double[] data = new double[count];
        double[] dataError = new double[count];
        double[] weight = new double[count];
        int[] pixels = new int[count];
        for (int p = 0; p < datum.length; p++) {
            if (datum[p] >= 0) {
                double w = f == null ? 1 : f[p];
                data[datum[p]] += w * v[p];
                weight[datum[p]] += w;
                dataError[datum[p]] += e[p];
                pixels[datum[p]]++;
            }
        }
        for (int d = 0; d < count; d++) {
            data[d] /= weight[d];
            dataError[d] /= pixels[d];
        }
        List<String> warnings = new ArrayList<>(notes);
        double equal = equalNeighbours(v, box.width());
        if (labels == null && equal > UNBINNED) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s: %.0f %% of the pixels have exactly the velocity of a neighbour; if the map is binned, say data.bins = \"%s\", so that a bin counts once",
                    source,
                    100 * equal,
                    source.getFileName()));
        }
        LocalFrame frame = map.frame().at(0.5 * (box.x0() + box.x1() + 1), 0.5 * (box.y0() + box.y1() + 1));
        return new VelocityMapObservation(
                source, box, map.frame(), frame, beam, v, e, f, datum, data, dataError, warnings);
    }

    /** Velocities in km/s, whatever the map's unit; a map without one is in km/s. */
    private static double[] velocities(Image map, Path source) {
        String name = map.unit().strip().toLowerCase(Locale.ROOT).replace('.', ' ');
        double scale = 1;
        if (!name.isEmpty()) {
            Unit unit = name.startsWith("km") || name.startsWith("m") ? Unit.parse(name) : null;
            if (unit == null || unit.dimension() != Unit.Dimension.VELOCITY) {
                throw new InputException(
                        source + ": BUNIT '" + map.unit() + "' is no velocity; a map in km/s or m/s is needed");
            }
            scale = unit.scale();
        }
        double factor = scale;
        return Arrays.stream(map.values()).map(value -> factor * value).toArray();
    }

    private static double[] errors(DataConfig given, Image map) {
        if (given.velocityError() != null) {
            return velocities(companion(given.velocityError(), "map of errors", map), given.velocityError());
        }
        if (given.velocityErrorValue() == null) {
            throw new InputException(
                    "data.velocity_error is missing: give one value, velocity_error = \"10 km/s\", or a map of errors, velocity_error = \"mom1_error.fits\"");
        }
        double[] errors = new double[map.values().length];
        Arrays.fill(errors, given.velocityErrorValue());
        return errors;
    }

    /** Another map on the pixels of the velocity map. */
    private static Image companion(Path file, String what, Image map) {
        Image image = ImageFile.read(file, HeaderOverrides.NONE);
        if (image.nx() != map.nx() || image.ny() != map.ny()) {
            throw new InputException(
                    file + ": the " + what + " has " + image.nx() + " x " + image.ny() + " pixels, the velocity map "
                            + map.nx() + " x " + map.ny() + "; make it on the velocity map's grid");
        }
        return image;
    }

    /**
     * @param file a map on the grid of the velocity map
     * @param what it is, for messages
     * @return its values on the pixels that are held
     */
    double[] companion(Path file, String what) {
        Image map = companion(file, what, ImageFile.read(source, HeaderOverrides.NONE));
        return part(map.values(), map.nx(), box);
    }

    /**
     * @param inside whether each pixel that is held is in the region. Not modified
     * @return the data of which at least half is, ascending
     * @throws InputException if there are none
     */
    int[] dataIn(boolean[] inside) {
        int[] balance = new int[data.length];
        for (int p = 0; p < datum.length; p++) {
            if (datum[p] >= 0) {
                balance[datum[p]] += inside[p] ? 1 : -1;
            }
        }
        int[] chosen =
                IntStream.range(0, balance.length).filter(d -> balance[d] >= 0).toArray();
        if (chosen.length == 0) {
            throw new InputException(
                    "fit.region holds no velocity of " + source + "; enlarge it or correct parameters.x, y");
        }
        return chosen;
    }

    private static PixelBox box(double[] velocity, int nx, int ny, int margin, Path source) {
        int x0 = nx;
        int y0 = ny;
        int x1 = -1;
        int y1 = -1;
        for (int p = 0; p < velocity.length; p++) {
            if (!Double.isNaN(velocity[p])) {
                x0 = Math.min(x0, p % nx);
                x1 = Math.max(x1, p % nx);
                y0 = Math.min(y0, Math.floorDiv(p, nx));
                y1 = Math.max(y1, Math.floorDiv(p, nx));
            }
        }
        if (x1 < 0) {
            throw new InputException(
                    source
                            + ": no pixel has a velocity with positive flux and error; check data.velocity_map, flux_map, velocity_error and bins");
        }
        return new PixelBox(
                Math.max(0, x0 - margin),
                Math.max(0, y0 - margin),
                Math.min(nx, x1 + 1 + margin),
                Math.min(ny, y1 + 1 + margin));
    }

    private static double[] part(double[] values, int nx, PixelBox box) {
        double[] part = new double[box.width() * box.height()];
        for (int y = 0; y < box.height(); y++) {
            System.arraycopy(values, (box.y0() + y) * nx + box.x0(), part, y * box.width(), box.width());
        }
        return part;
    }

    private static int[] singly(double[] velocity) {
        int[] datum = new int[velocity.length];
        int count = 0;
        for (int p = 0; p < datum.length; p++) {
            datum[p] = Double.isNaN(velocity[p]) ? -1 : count++;
        }
        return datum;
    }

    /** Numbers the connected sets of pixels with equal labels; corners connect. */
    private static int[] binned(double[] velocity, double[] labels, int width) {
        int[] datum = new int[velocity.length];
        Arrays.fill(datum, -1);
        int[] queue = new int[velocity.length];
        int count = 0;
        for (int seed = 0; seed < datum.length; seed++) {
            if (Double.isNaN(velocity[seed]) || datum[seed] >= 0) {
                continue;
            }
            int filled = 1;
            queue[0] = seed;
            datum[seed] = count;
            for (int at = 0; at < filled; at++) {
                int p = queue[at];
                for (int n : neighbours(p, width, datum.length)) {
                    if (datum[n] < 0 && labels[n] == labels[p] && !Double.isNaN(velocity[n])) {
                        datum[n] = count;
                        queue[filled++] = n;
                    }
                }
            }
            count++;
        }
        return datum;
    }

    private static int[] neighbours(int p, int width, int length) {
        int x = p % width;
        int[] around = new int[8];
        int count = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int n = p + dy * width + dx;
                if (n != p && n >= 0 && n < length && x + dx >= 0 && x + dx < width) {
                    around[count++] = n;
                }
            }
        }
        return Arrays.copyOf(around, count);
    }

    private static double equalNeighbours(double[] velocity, int width) {
        int pixels = 0;
        int equal = 0;
        for (int p = 0; p < velocity.length; p++) {
            if (!Double.isNaN(velocity[p])) {
                double own = velocity[p];
                pixels++;
                equal += Arrays.stream(neighbours(p, width, velocity.length)).anyMatch(n -> velocity[n] == own) ? 1 : 0;
            }
        }
        return (double) equal / pixels;
    }

    /**
     * The maps from which first guesses are measured; without a flux map every pixel counts alike.
     *
     * @param convention of the map's velocities
     * @return flux and optical velocities
     */
    InitialGuess.Maps guessable(VelocityConvention convention) {
        double[] light = flux;
        if (light == null) {
            light = new double[velocity.length];
            Arrays.fill(light, 1);
        }
        double[] optical = new double[velocity.length];
        for (int p = 0; p < optical.length; p++) {
            optical[p] = VelocityConvention.OPTICAL.velocity(convention.nuOverRest(velocity[p]));
        }
        return new InitialGuess.Maps(light, optical, null, box.width(), box.x0(), box.y0(), frame, beam.covariance());
    }
}
