// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.Image;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.NoiseEstimate;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.cube.quality.CheckedCube;
import org.steelyard.cube.quality.LineDetection;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.observe.CorrelatedNoise;
import org.steelyard.units.InputException;

/**
 * The cube of one galaxy: the part of the file that the fit needs in all its channels, the line mask, and the beam.
 *
 * @param file the file; null for a cube that is in no file
 * @param cube the part that is held, all channels
 * @param frame [arcsec/pixel] the pixels on the sky, about the middle of that part
 * @param mask where the line of the galaxy is
 * @param emission where any object has line; noise is measured elsewhere
 * @param firstChannel 0-based first channel that is fitted
 * @param channels how many are
 * @param warnings one line each
 */
public record CubeObservation(
        @Nullable CubeFile file,
        SpectralCube cube,
        LocalFrame frame,
        CubeMask mask,
        CubeMask emission,
        int firstChannel,
        int channels,
        List<String> warnings) {

    /** Smallest noise over peak. Numbers below it are the rounding of a model. */
    private static final double LEAST_NOISE = 1e-6;

    /** Opens the cube of a configuration. */
    public static CubeFile open(Configuration config) {
        if (config.data().cube() == null) {
            throw new InputException(
                    "data.cube is missing: give cube = \"FILE.fits\" (or velocity_map, flux_map and beam)");
        }
        if (config.fit().loss() != FitConfig.Loss.LEAST_SQUARES) {
            throw new InputException(
                    "fit.loss = \"soft-l1\" is for velocity maps; a cube's noise is measured, leave it out");
        }
        CubeFile file = CubeFile.open(config.data().cube(), config.data().headerOverrides());
        if (file.beamsOrNull() == null) {
            throw new InputException(
                    file.path()
                            + " has no beam: give data.beam = { major = \"0.12 arcsec\", minor = \"0.10 arcsec\", position_angle = \"77 deg\" }");
        }
        file.requirePlausibleBeam();
        return file;
    }

    /**
     * Converts a centre on the sky to pixels.
     *
     * @param config perhaps with parameters ra and dec [deg]
     * @return the configuration with x and y in their place
     * @throws InputException if one of ra, dec is missing, or a pixel is given as well
     */
    public static Configuration centred(Configuration config) {
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
        if (ra.prior() != null || dec.prior() != null) {
            throw new InputException(
                    "parameters.ra and parameters.dec have no prior; give the centre as parameters.x and parameters.y [pixel], each with its prior");
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
     * Reads the data of a fit.
     *
     * @param config what to fit
     * @return the observation
     */
    public static CubeObservation read(Configuration config) {
        CubeFile file = open(config);
        CubeExtent.requireInside(config.parameter("vsys").start(), file);
        PixelBox box = CubeExtent.box(file, config);
        CheckedCube checked =
                CheckedCube.of(file.read(box, 0, file.channels()), config.data().dropChannels());
        SpectralCube cube = checked.cube();
        LocalFrame frame = file.frame().at(0.5 * (box.x0() + box.x1() + 1), 0.5 * (box.y0() + box.y1() + 1));
        CubeMask emission = mask(config, file, box, cube);
        List<String> warnings = new ArrayList<>(file.warnings());
        warnings.addAll(checked.notes());
        LineDetection line = config.data().mask() == null
                ? LineDetection.of(cube, emission)
                : new LineDetection(emission, List.of());
        warnings.addAll(line.notes());
        int[] range = CubeExtent.channels(config, file, line.target());
        return new CubeObservation(file, cube, frame, line.target(), emission, range[0], range[1], warnings);
    }

    private static CubeMask mask(Configuration config, CubeFile file, PixelBox box, SpectralCube cube) {
        Path given = config.data().mask();
        if (given == null) {
            return CubeMask.smoothAndClip(cube, CubeMask.Options.defaults());
        }
        CubeFile maskFile = CubeFile.open(given, config.data().headerOverrides().withExtension(null));
        if (maskFile.nx() != file.nx() || maskFile.ny() != file.ny() || maskFile.channels() != file.channels()) {
            throw new InputException(given + ": the mask has " + maskFile.nx() + " x " + maskFile.ny() + " x "
                    + maskFile.channels() + " voxels, the cube " + file.nx() + " x " + file.ny() + " x "
                    + file.channels() + "; make it on the cube's grid");
        }
        return CubeMask.of(maskFile.read(box, 0, file.channels()));
    }

    /**
     * The observation of a cube that is in no file.
     *
     * @param cube the whole cube, all of whose channels are fitted
     * @return the observation, without emission
     */
    public static CubeObservation inMemory(SpectralCube cube) {
        CubeMask none = new CubeMask(new BitSet(), cube.nx(), cube.ny(), cube.channels());
        return new CubeObservation(null, cube, cube.localFrame(), none, none, 0, cube.channels(), List.of());
    }

    /** [pixel] Width of the image, of which a part may be held. */
    int width() {
        return file == null ? cube.nx() : file.nx();
    }

    /** [pixel] Height of the image, of which a part may be held. */
    int height() {
        return file == null ? cube.ny() : file.ny();
    }

    /** Whether a place [pixel], counted from 1, is in the image. */
    boolean contains(double x, double y) {
        return x >= 0.5 && x <= width() + 0.5 && y >= 0.5 && y <= height() + 0.5;
    }

    /** @return the same with all channels fitted */
    CubeObservation allChannels() {
        return new CubeObservation(file, cube, frame, mask, emission, 0, cube.channels(), warnings);
    }

    /** The same with other beams. */
    CubeObservation withBeams(UnaryOperator<Beam> change) {
        List<Beam> scaled = cube.beams().beams().stream().map(change).toList();
        SpectralCube other = new SpectralCube(
                cube.values(),
                cube.nx(),
                cube.ny(),
                cube.axis(),
                cube.frame(),
                cube.xIndex(),
                cube.yIndex(),
                cube.channelIndex(),
                new BeamTable(scaled),
                cube.unit(),
                cube.objectName());
        return new CubeObservation(file, other, frame, mask, emission, firstChannel, channels, warnings);
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
    public Beam beam() {
        return fittedBeams().mean();
    }

    /**
     * @param c channel of the cube that is held
     * @return [km/s] weight of a voxel in the integrated flux of its pixel, per pixel where values are per beam
     */
    double momentWeight(int c) {
        return cube.axis().width(c) / (perBeam() ? cube.beams().at(c).area() / frame.pixelArea() : 1);
    }

    /**
     * Noise of the mean of m x m pixels in every channel.
     *
     * @param config where to measure
     * @param block m
     * @return {@code [channel]} of the channels held
     */
    double[] noise(Configuration config, int block) {
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

    private double[] measured(Configuration config, SpectralCube where, int block) {
        int[] given = config.fit().noiseBox();
        NoiseEstimate estimate;
        if (given == null) {
            try {
                CheckedCube.requireNoise(where);
            } catch (InputException e) {
                throw new InputException(file.path() + ": " + e.getMessage(), e);
            }
            estimate = NoiseEstimate.outside(where, emission, block);
        } else {
            estimate = NoiseEstimate.inBox(where, new PixelBox(given[0] - 1, given[1] - 1, given[2], given[3]), block);
        }
        double typical = estimate.typical();
        if (!(typical > LEAST_NOISE * where.peak())) {
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
     * Noise of every block and fitted channel, "uniform" or "varying" (method page, section 9).
     *
     * @param config the noise model
     * @param region the blocks
     * @return {@code [block * channels + channel]}
     */
    double[] blockNoise(Configuration config, FitRegion region) {
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
    double[] noisePerChannel(Configuration config, FitRegion region) {
        boolean flat =
                config.fit().noise() == FitConfig.Noise.VARYING && config.data().flatCube() != null;
        if (!flat || config.fit().noiseRms() != null) {
            return noise(config, region.block());
        }
        SpectralCube flatCube = CubeFile.open(
                        config.data().flatCube(),
                        config.data().headerOverrides().withExtension(null))
                .read(region.box(), 0, file.channels());
        return measured(
                config, CheckedCube.of(flatCube, config.data().dropChannels()).cube(), region.block());
    }

    /**
     * The primary beam by which noise is to be divided, {@code [y * nx + x]} of the pixels held; null where noise is
     * uniform.
     */
    double[] response(Configuration config) {
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
