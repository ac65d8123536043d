package org.steelyard.fit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.Image;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.NoiseEstimate;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.SpectralLine;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.CorrelatedNoise;
import org.steelyard.units.InputException;

/**
 * The cube of one galaxy as it was read: the part of the file that the fit needs, all its channels, where the line is, and the beam.
 *
 * @param file the file
 * @param cube the part that is held, all channels
 * @param frame [arcsec/pixel] the pixels on the sky, about the middle of that part
 * @param mask where the line is
 * @param firstChannel 0-based first channel that is fitted
 * @param channels how many are
 * @param warnings one line each
 */
record CubeObservation(
        CubeFile file,
        SpectralCube cube,
        LocalFrame frame,
        CubeMask mask,
        int firstChannel,
        int channels,
        List<String> warnings) {

    /** Support of the beam beyond the region, in half widths: once for the convolution, once so that the deconvolution does not feel the edge. */
    private static final int MARGIN = 2;

    /** [byte] A larger cube is read around its region alone, where that is given: the mask and its smoothed copy take as much again, and a laptop has little. */
    private static final double LARGE = 1e8;

    /** Share of the heap that the values of a cube may take that has to be read whole. */
    private static final double HEAP_SHARE = 0.2;

    static HeaderOverrides overrides(DataConfig data) {
        Double frequency = data.restFrequency();
        if (data.line() != null) {
            frequency = SpectralLine.frequency(data.line());
        }
        return new HeaderOverrides(
                data.pixel(), data.beam(), data.spectralUnit(), data.velocityConvention(), frequency);
    }

    /** Opens the cube of a configuration. */
    static CubeFile open(FitConfig config) {
        if (config.data().cube() == null) {
            throw new InputException(
                    "data.cube is missing: give cube = \"FILE.fits\" (or velocity_map, flux_map and beam)");
        }
        if (config.fit().loss() != FitConfig.Loss.LEAST_SQUARES) {
            throw new InputException(
                    "fit.loss = \"soft-l1\" is for velocity maps; a cube's noise is measured, leave it out");
        }
        CubeFile file = CubeFile.open(config.data().cube(), overrides(config.data()));
        if (file.beamsOrNull() == null) {
            throw new InputException(
                    file.path()
                            + " has no beam: give data.beam = { major = \"0.12 arcsec\", minor = \"0.10 arcsec\", position_angle = \"77 deg\" }");
        }
        return file;
    }

    /**
     * A centre that is given on the sky, in pixels.
     *
     * @param config perhaps with parameters ra and dec [deg]
     * @return the configuration with x and y in their place
     * @throws InputException if one of ra, dec is missing, or a pixel is given as well
     */
    static FitConfig centred(FitConfig config) {
        ParameterSetting ra = config.parameter("ra");
        ParameterSetting dec = config.parameter("dec");
        if (ra.start() == null && dec.start() == null) {
            return config;
        }
        if (ra.start() == null
                || dec.start() == null
                || config.parameter("x").start() != null
                || config.parameter("y").start() != null) {
            throw new InputException("parameters.ra and parameters.dec give the centre together, in place of x and y");
        }
        double[] pixel = open(config).frame().toPixel(ra.start(), dec.start());
        Map<String, ParameterSetting> settings = new LinkedHashMap<>(config.parameters());
        settings.remove("ra");
        settings.remove("dec");
        settings.put("x", new ParameterSetting(pixel[0], null, null, ra.fixed(), null, null));
        settings.put("y", new ParameterSetting(pixel[1], null, null, dec.fixed(), null, null));
        return config.withParameters(settings);
    }

    /**
     * Reads what a fit needs.
     *
     * @param config what to fit
     * @return the observation
     */
    static CubeObservation read(FitConfig config) {
        CubeFile file = open(config);
        requireInside(config.parameter("vsys").start(), file);
        PixelBox box = box(file, config);
        SpectralCube cube = file.read(box, 0, file.channels());
        LocalFrame frame = file.frame().at(0.5 * (box.x0() + box.x1() + 1), 0.5 * (box.y0() + box.y1() + 1));
        CubeMask mask = mask(config, file, box, cube);
        List<String> warnings = new ArrayList<>(file.warnings());
        warnings.addAll(cube.warnings());
        int[] range = channels(config, file, mask);
        return new CubeObservation(file, cube, frame, mask, range[0], range[1], warnings);
    }

    /** A systemic velocity outside the cube is one in another unit or convention. */
    private static void requireInside(Double vsys, CubeFile file) {
        double a = file.axis().velocity(0, VelocityConvention.OPTICAL);
        double b = file.axis().velocity(file.channels() - 1, VelocityConvention.OPTICAL);
        if (vsys != null && (vsys < Math.min(a, b) || vsys > Math.max(a, b))) {
            throw new InputException(String.format(
                    java.util.Locale.ROOT,
                    "parameters.vsys.start = %.6g km/s is outside the cube's channels, %.1f to %.1f km/s as optical velocity",
                    vsys,
                    Math.min(a, b),
                    Math.max(a, b)));
        }
    }

    /** The whole image of a small cube, what is around the region of a large one. */
    private static PixelBox box(CubeFile file, FitConfig config) {
        double bytes = 4.0 * file.nx() * file.ny() * file.channels();
        if (bytes < LARGE) {
            return file.box();
        }
        ParameterSetting x = config.parameter("x");
        ParameterSetting y = config.parameter("y");
        FitConfig.Region region = config.fit().region();
        if (region == null || x.start() == null || y.start() == null) {
            if (bytes < HEAP_SHARE * Runtime.getRuntime().maxMemory()) {
                return file.box();
            }
            throw new InputException(String.format(
                    java.util.Locale.ROOT,
                    "%s: %.1f GB of voxels do not fit into %.1f GB of memory; give parameters.x, parameters.y and fit.region, so that only their part is read, or more memory with JAVA_OPTS=-Xmx...",
                    file.path(),
                    bytes / 1e9,
                    Runtime.getRuntime().maxMemory() / 1e9));
        }
        LocalFrame frame = file.frame().at(x.start(), y.start());
        int reach = (int) Math.ceil(region.semiMajor() / frame.pixelSize())
                + MARGIN * BeamKernel.halfWidth(file.beamsOrNull().mean(), frame);
        int x0 = (int) Math.max(0, Math.floor(x.start() - 1 - reach));
        int y0 = (int) Math.max(0, Math.floor(y.start() - 1 - reach));
        int x1 = (int) Math.min(file.nx(), Math.ceil(x.start() + reach));
        int y1 = (int) Math.min(file.ny(), Math.ceil(y.start() + reach));
        if (x0 >= x1 || y0 >= y1) {
            throw new InputException("parameters.x, parameters.y: pixel (" + x.start() + ", " + y.start()
                    + ") is outside the cube of " + file.nx() + " x " + file.ny());
        }
        return new PixelBox(x0, y0, x1, y1);
    }

    private static CubeMask mask(FitConfig config, CubeFile file, PixelBox box, SpectralCube cube) {
        Path given = config.data().mask();
        if (given == null) {
            return CubeMask.smoothAndClip(cube, CubeMask.Options.defaults());
        }
        CubeFile maskFile = CubeFile.open(given, overrides(config.data()));
        if (maskFile.nx() != file.nx() || maskFile.ny() != file.ny() || maskFile.channels() != file.channels()) {
            throw new InputException(given + ": the mask has " + maskFile.nx() + " x " + maskFile.ny() + " x "
                    + maskFile.channels() + " voxels, the cube " + file.nx() + " x " + file.ny() + " x "
                    + file.channels() + "; make it on the cube's grid");
        }
        return CubeMask.of(maskFile.read(box, 0, file.channels()));
    }

    /** First channel and number of channels: those given, else the line's with a margin. */
    private static int[] channels(FitConfig config, CubeFile file, CubeMask mask) {
        int total = file.channels();
        int[] given = config.data().channels();
        if (given != null) {
            if (given[1] > total) {
                throw new InputException(
                        "data.channels = [" + given[0] + ", " + given[1] + "]: the cube has channels 1 to " + total);
            }
            return new int[] {given[0] - 1, given[1] - given[0] + 1};
        }
        double[] velocities = config.data().velocities();
        if (velocities != null) {
            return within(file, velocities);
        }
        return lineChannels(mask, total);
    }

    private static int[] within(CubeFile file, double[] velocities) {
        VelocityConvention convention = file.axis().convention();
        int first = -1;
        int last = -1;
        for (int c = 0; c < file.channels(); c++) {
            double v = file.axis().velocity(c, convention);
            if (v >= velocities[0] && v <= velocities[1]) {
                first = first < 0 ? c : first;
                last = c;
            }
        }
        if (first < 0) {
            double a = file.axis().velocity(0, convention);
            double b = file.axis().velocity(file.channels() - 1, convention);
            throw new InputException(String.format(
                    java.util.Locale.ROOT,
                    "data.velocities = [%.1f, %.1f] km/s hold no channel; the cube's run from %.1f to %.1f km/s (%s)",
                    velocities[0],
                    velocities[1],
                    Math.min(a, b),
                    Math.max(a, b),
                    convention.name().toLowerCase(java.util.Locale.ROOT)));
        }
        return new int[] {first, last - first + 1};
    }

    /** The channels of the mask and a tenth of their number on either side, at least three. */
    static int[] lineChannels(CubeMask mask, int total) {
        int plane = mask.nx() * mask.ny();
        int first = mask.bits().nextSetBit(0);
        if (first < 0) {
            return new int[] {0, total};
        }
        first /= plane;
        int last = (mask.bits().length() - 1) / plane;
        int margin = Math.max(3, (last - first + 1) / 10);
        int begin = Math.max(0, first - margin);
        return new int[] {begin, Math.min(total, last + 1 + margin) - begin};
    }

    /** @return whether values are per beam, so that they scale with the beam's area */
    boolean perBeam() {
        return cube.unit() == BrightnessUnit.JY_PER_BEAM || cube.unit() == BrightnessUnit.OTHER;
    }

    /** @return [arcsec] the beams of the channels that are fitted */
    BeamTable fittedBeams() {
        return cube.beams().slice(firstChannel, channels);
    }

    /** @return [arcsec] the beam, averaged over the channels that are fitted */
    Beam beam() {
        return fittedBeams().mean();
    }

    /**
     * Integrated flux per pixel [Jy km/s], where values are per beam; else the cube's unit times km/s.
     *
     * @return {@code [y * nx + x]} of the masked cube, negatives kept
     */
    double[] fluxPerPixel() {
        int plane = cube.nx() * cube.ny();
        double[] flux = new double[plane];
        for (int c = 0; c < cube.channels(); c++) {
            double weight = momentWeight(c);
            for (int p = mask.bits().nextSetBit(c * plane);
                    p >= 0 && p < (c + 1) * plane;
                    p = mask.bits().nextSetBit(p + 1)) {
                float value = cube.values()[p];
                if (!Float.isNaN(value)) {
                    flux[p - c * plane] += value * weight;
                }
            }
        }
        return flux;
    }

    /** @return [km/s] what a voxel of a channel counts in {@link #fluxPerPixel}, per pixel where values are per beam */
    double momentWeight(int c) {
        return cube.axis().width(c) / (perBeam() ? cube.beams().at(c).area() / frame.pixelArea() : 1);
    }

    /** @return a user's flux map on the pixels of this cube, scaled to the total flux of the masked cube */
    double[] fluxMap(Path given) {
        double[] map = map(given, "flux map");
        double sum = 0;
        for (int p = 0; p < map.length; p++) {
            map[p] = Double.isNaN(map[p]) ? 0 : map[p];
            sum += map[p];
        }
        if (!(sum > 0)) {
            throw new InputException(
                    given + ": the flux map has no positive flux in the part of the cube that is used");
        }
        double total = Arrays.stream(fluxPerPixel()).sum();
        return StellarSpeeds.scaled(map, total / sum);
    }

    /**
     * Noise of the mean of m x m pixels in every channel.
     *
     * @param config where to measure
     * @param block m
     * @return {@code [channel]} of the channels held
     */
    double[] noise(FitConfig config, int block) {
        if (config.fit().noiseRms() != null) {
            double[] noise = new double[cube.channels()];
            Map<Beam, Double> shares = new HashMap<>();
            for (int c = 0; c < noise.length; c++) {
                noise[c] = config.fit().noiseRms()
                        * shares.computeIfAbsent(
                                cube.beams().at(c),
                                beam -> CorrelatedNoise.of(beam, frame, block).blockShare());
            }
            return noise;
        }
        return measured(config, cube, block);
    }

    private double[] measured(FitConfig config, SpectralCube where, int block) {
        int[] given = config.fit().noiseBox();
        NoiseEstimate estimate;
        if (given == null) {
            estimate = NoiseEstimate.outside(where, mask, block);
        } else {
            estimate = NoiseEstimate.inBox(where, new PixelBox(given[0] - 1, given[1] - 1, given[2], given[3]), block);
        }
        double typical = estimate.typical();
        if (!(typical > 0)) {
            throw new InputException(file.path() + ": no noise can be measured "
                    + (given == null ? "outside the line mask" : "in fit.noise_box")
                    + "; give fit.noise_box = [x1, y1, x2, y2] free of emission, or fit.noise_rms = \"0.3 mJy/beam\"");
        }
        double[] noise = estimate.perChannel().clone();
        for (int c = 0; c < noise.length; c++) {
            noise[c] = noise[c] > 0 ? noise[c] : typical;
        }
        return noise;
    }

    /**
     * Noise of every block and fitted channel, "uniform" or "varying" (METHOD section 9).
     *
     * @param config the noise model
     * @param region the blocks
     * @return {@code [block * channels + channel]}
     */
    double[] blockNoise(FitConfig config, FitRegion region) {
        double[] noise = new double[region.blocks() * channels];
        double[] perChannel = noisePerChannel(config, region);
        double[] response = response(config);
        for (int b = 0; b < region.blocks(); b++) {
            double share = response == null ? 1 : mean(response, region, b);
            for (int c = 0; c < channels; c++) {
                noise[b * channels + c] = perChannel[firstChannel + c] / share;
            }
        }
        return noise;
    }

    /** Noise of the mean of a block in every channel that is held, where the primary beam is 1. */
    double[] noisePerChannel(FitConfig config, FitRegion region) {
        boolean flat =
                config.fit().noise() == FitConfig.Noise.VARYING && config.data().flatCube() != null;
        if (!flat || config.fit().noiseRms() != null) {
            return noise(config, region.block());
        }
        SpectralCube flatCube = CubeFile.open(config.data().flatCube(), overrides(config.data()))
                .read(region.box(), 0, file.channels());
        return measured(config, flatCube, region.block());
    }

    /** The primary beam by which noise is to be divided, {@code [y * nx + x]} of the pixels held; null where noise is uniform. */
    double[] response(FitConfig config) {
        if (config.fit().noise() != FitConfig.Noise.VARYING) {
            return null;
        }
        if (config.data().primaryBeam() == null) {
            throw new InputException(
                    "fit.noise = \"varying\" needs data.primary_beam = \"FILE.fits\", the primary beam on the cube's grid");
        }
        return map(config.data().primaryBeam(), "primary beam");
    }

    /**
     * @param given an image on the grid of the file
     * @param what it is, for messages
     * @return its values on the pixels that are held
     */
    double[] map(Path given, String what) {
        Image image = ImageFile.read(given, HeaderOverrides.NONE);
        if (image.nx() != file.nx() || image.ny() != file.ny()) {
            throw new InputException(given + ": the " + what + " has " + image.nx() + " x " + image.ny()
                    + " pixels, the cube " + file.nx() + " x " + file.ny() + "; make it on the cube's grid");
        }
        double[] map = new double[cube.nx() * cube.ny()];
        for (int y = 0; y < cube.ny(); y++) {
            for (int x = 0; x < cube.nx(); x++) {
                map[y * cube.nx() + x] = image.at(y + cube.yIndex(), x + cube.xIndex());
            }
        }
        return map;
    }

    private double mean(double[] map, FitRegion region, int b) {
        double sum = 0;
        int m = region.block();
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                sum += map[
                        (region.blockY()[b] - cube.yIndex() + j) * cube.nx() + region.blockX()[b] - cube.xIndex() + i];
            }
        }
        return sum / (m * m);
    }

    /**
     * The data of every block and fitted channel.
     *
     * @param region the blocks
     * @return {@code [block * channels + channel]}, NaN where a pixel of the block is blank
     */
    double[] blockMeans(FitRegion region) {
        double[] means = new double[region.blocks() * channels];
        int m = region.block();
        for (int b = 0; b < region.blocks(); b++) {
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int j = 0; j < m; j++) {
                    int row = ((firstChannel + c) * cube.ny() + region.blockY()[b] - cube.yIndex() + j) * cube.nx()
                            + region.blockX()[b]
                            - cube.xIndex();
                    for (int i = 0; i < m; i++) {
                        sum += cube.values()[row + i];
                    }
                }
                means[b * channels + c] = sum / (m * m);
            }
        }
        return means;
    }
}
