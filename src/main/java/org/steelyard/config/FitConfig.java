package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.steelyard.units.InputException;

/**
 * Everything that decides a fit, in the words of the TOML configuration: one nested record a section, one component a key.
 *
 * <p>Numbers are in internal units (arcsec, km/s, Mpc for distances, Hz, Jy/beam), angles in deg; paths are absolute;
 * {@code null} is "not given". The constructors refuse what no fit could mean; whether files exist and fit together is seen
 * when they are read.
 *
 * @param folder the configuration's folder
 * @param data what was observed
 * @param galaxy name and distance
 * @param potential what makes the gas turn, apart from the black hole
 * @param disk how the gas moves and shines
 * @param model how finely the model is computed
 * @param fit where and how it is compared
 * @param grid the cube that {@code simulate} makes from nothing, or null: it then takes the axes of the cube in {@code data}
 * @param budget what the budget of systematic errors changes, or null: what the program thinks of
 * @param parameters what the user gave for each parameter, by name, in the user's order
 */
public record FitConfig(
        Path folder,
        DataConfig data,
        Galaxy galaxy,
        PotentialConfig potential,
        DiskConfig disk,
        Model model,
        Fit fit,
        Grid grid,
        BudgetConfig budget,
        Map<String, ParameterSetting> parameters) {

    public FitConfig {
        Objects.requireNonNull(folder);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * The shortest configuration of a fit: the program's defaults for everything else.
     *
     * @param name of the galaxy
     * @param cube the spectral-line cube
     * @param mge the table of the stars
     * @param angularDiameterDistance [Mpc]
     * @return the configuration; a pipeline changes what it wants by {@code withX}
     * @throws InputException if the distance is not positive
     */
    public static FitConfig ofCube(String name, Path cube, Path mge, double angularDiameterDistance) {
        return new FitConfig(
                cube.toAbsolutePath().getParent(),
                DataConfig.ofCube(cube),
                new Galaxy(name, null, angularDiameterDistance),
                PotentialConfig.ofMge(mge),
                DiskConfig.defaults(),
                Model.defaults(),
                Fit.defaults(),
                null,
                null,
                Map.of());
    }

    /**
     * @param name a parameter's name
     * @return what the user gave for it; {@link ParameterSetting#NONE} for a parameter that is not named
     */
    public ParameterSetting parameter(String name) {
        return parameters.getOrDefault(name, ParameterSetting.NONE);
    }

    /**
     * @param changed settings by parameter name, complete
     * @return this configuration with other parameters
     */
    public FitConfig withParameters(Map<String, ParameterSetting> changed) {
        return new FitConfig(folder, data, galaxy, potential, disk, model, fit, grid, budget, changed);
    }

    /**
     * @param changed what was observed
     * @return this configuration with another section {@code [data]}
     */
    public FitConfig withData(DataConfig changed) {
        return new FitConfig(folder, changed, galaxy, potential, disk, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed name and distance
     * @return this configuration with another section {@code [galaxy]}
     */
    public FitConfig withGalaxy(Galaxy changed) {
        return new FitConfig(folder, data, changed, potential, disk, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed where and how model and data are compared
     * @return this configuration with another section {@code [fit]}
     */
    public FitConfig withFit(Fit changed) {
        return new FitConfig(folder, data, galaxy, potential, disk, model, changed, grid, budget, parameters);
    }

    /**
     * @param changed what makes the gas turn
     * @return this configuration with another section {@code [potential]}
     */
    public FitConfig withPotential(PotentialConfig changed) {
        return new FitConfig(folder, data, galaxy, changed, disk, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed how the gas moves and shines
     * @return this configuration with another section {@code [disk]}
     */
    public FitConfig withDisk(DiskConfig changed) {
        return new FitConfig(folder, data, galaxy, potential, changed, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed what the budget of systematic errors changes, or null
     * @return this configuration with another section {@code [budget]}
     */
    public FitConfig withBudget(BudgetConfig changed) {
        return new FitConfig(folder, data, galaxy, potential, disk, model, fit, grid, changed, parameters);
    }

    /**
     * @param changed how finely the model is computed
     * @return this configuration with another section {@code [model]}
     */
    public FitConfig withModel(Model changed) {
        return new FitConfig(folder, data, galaxy, potential, disk, changed, fit, grid, budget, parameters);
    }

    /**
     * Section {@code [galaxy]}.
     *
     * @param name for titles, or empty
     * @param distance [Mpc] luminosity distance, or null where the other is given
     * @param angularDiameterDistance [Mpc] or null
     */
    public record Galaxy(String name, Double distance, Double angularDiameterDistance) {

        /** @throws InputException unless exactly one distance is given, positive */
        public Galaxy {
            require(
                    (distance == null) != (angularDiameterDistance == null),
                    "galaxy.distance: give one distance, distance = \"17.1 Mpc\" (luminosity) or angular_diameter_distance = \"17.1 Mpc\"");
            positive("galaxy.distance", distance, "Mpc");
            positive("galaxy.angular_diameter_distance", angularDiameterDistance, "Mpc");
        }
    }

    /** How a channel sees the line (METHOD section 6). */
    public enum LineProfile {
        /** Integrated over the channel. */
        INTEGRATED,
        /** At the channel's centre, for comparison with codes that do so. */
        SAMPLED
    }

    /**
     * Section {@code [model]}.
     *
     * @param oversampling sub-pixels along a pixel's side, or null: as many as {@code tolerance} needs, by place
     * @param tolerance of adaptive sub-pixels, relative to the peak
     * @param block pixels along a block's side, or null: about one beam
     * @param lineProfile how a channel sees the line
     */
    public record Model(Integer oversampling, double tolerance, Integer block, LineProfile lineProfile) {

        /** @throws InputException for a number out of its limits */
        public Model {
            require(
                    oversampling == null || oversampling >= 1 && oversampling <= 100,
                    "model.oversampling = " + oversampling + " must be 1 to 100 sub-pixels a side, or \"adaptive\"");
            require(
                    tolerance > 0 && tolerance < 1,
                    "model.tolerance = " + tolerance + " must be between 0 and 1, like 1e-4");
            require(
                    block == null || block >= 1,
                    "model.block = " + block + " must be 1 or more pixels a side, or \"auto\"");
        }

        /** @return sub-pixels and blocks as the data need them */
        public static Model defaults() {
            return new Model(null, 1e-5, null, LineProfile.INTEGRATED);
        }

        /**
         * @param count of sub-pixels along a pixel's side, or null: adaptive
         * @return this section with that count
         */
        public Model withOversampling(Integer count) {
            return new Model(count, tolerance, block, lineProfile);
        }

        /**
         * @param changed tolerance of adaptive sub-pixels, relative to the peak
         * @return this section with that tolerance
         */
        public Model withTolerance(double changed) {
            return new Model(oversampling, changed, block, lineProfile);
        }

        /** The same with adaptive sub-pixels of this tolerance at least; uniform ones stay. */
        public Model coarser(double least) {
            return oversampling != null || tolerance >= least ? this : withTolerance(least);
        }

        /**
         * @param pixels along a block's side, or null: about one beam
         * @return this section with such blocks
         */
        public Model withBlock(Integer pixels) {
            return new Model(oversampling, tolerance, pixels, lineProfile);
        }
    }

    /**
     * The ellipse in which the model is compared; its centre is the model's start.
     *
     * @param semiMajor [arcsec] semi-major axis
     * @param axisRatio minor over major, at most 1
     * @param positionAngle [deg] of the major axis, north through east
     */
    public record Region(double semiMajor, double axisRatio, double positionAngle) {

        /** @throws InputException for an ellipse without area */
        public Region {
            positive("fit.region.semi_major", semiMajor, "arcsec");
            require(
                    axisRatio > 0 && axisRatio <= 1,
                    "fit.region.axis_ratio = " + axisRatio + " must be above 0 and at most 1");
        }
    }

    /** What the noise does over the field. */
    public enum Noise {
        /** The same everywhere. */
        UNIFORM,
        /** That of the flat cube over the primary beam. */
        VARYING
    }

    /** How the noise of neighbouring blocks goes together. */
    public enum Likelihood {
        /** Each block by itself. */
        INDEPENDENT,
        /** As the beam correlates it. */
        CORRELATED
    }

    /** What looks for the minimum. */
    public enum Optimiser {
        /** Gradient steps; the default. */
        LEVENBERG_MARQUARDT,
        /** Downhill simplex. */
        SIMPLEX,
        /** Evolution of a cloud of points, for rough starts. */
        CMA_ES
    }

    /** What a residual costs, in units of its error. */
    public enum Loss {
        /** Its square; the default. */
        LEAST_SQUARES,
        /** Twice sqrt(1 + r^2) - 1: the square of a small one, the size of a large one. For velocity maps, whose outliers are no noise. */
        SOFT_L1
    }

    /**
     * Section {@code [fit]}.
     *
     * @param region the ellipse that is fitted, or null: measured
     * @param regionMask a map that replaces the ellipse, or null
     * @param noise what the noise does over the field
     * @param noiseRms [Jy/beam] of one channel, or null: measured
     * @param noiseBox free of emission: x first, y first, x last, y last, 1-based pixels, inclusive; or null: outside the mask
     * @param likelihood how the noise of neighbouring blocks goes together
     * @param optimiser what looks for the minimum
     * @param loss what a residual costs
     */
    public record Fit(
            Region region,
            Path regionMask,
            Noise noise,
            Double noiseRms,
            int[] noiseBox,
            Likelihood likelihood,
            Optimiser optimiser,
            Loss loss) {

        /** @throws InputException for two regions or a box without pixels */
        public Fit {
            require(region == null || regionMask == null, "fit.region and fit.region_mask: give one of them");
            positive("fit.noise_rms", noiseRms, "Jy/beam");
            if (noiseBox != null) {
                noiseBox = noiseBox.clone();
                require(
                        noiseBox[0] >= 1
                                && noiseBox[1] >= 1
                                && noiseBox[0] <= noiseBox[2]
                                && noiseBox[1] <= noiseBox[3],
                        "fit.noise_box: give [x first, y first, x last, y last] in 1-based pixels, like [5, 5, 40, 40]");
            }
        }

        /** @return measured region and noise, independent blocks, least squares */
        public static Fit defaults() {
            return new Fit(
                    null,
                    null,
                    Noise.UNIFORM,
                    null,
                    null,
                    Likelihood.INDEPENDENT,
                    Optimiser.LEVENBERG_MARQUARDT,
                    Loss.LEAST_SQUARES);
        }

        /**
         * @param changed what the noise does over the field
         * @return this section with that noise
         */
        public Fit withNoise(Noise changed) {
            return new Fit(region, regionMask, changed, noiseRms, noiseBox, likelihood, optimiser, loss);
        }

        /**
         * @param rms [Jy/beam] of one channel, or null: measured
         * @return this section with that noise
         */
        public Fit withNoiseRms(Double rms) {
            return new Fit(region, regionMask, noise, rms, noiseBox, likelihood, optimiser, loss);
        }

        /**
         * @param changed what a residual costs
         * @return this section with that loss
         */
        public Fit withLoss(Loss changed) {
            return new Fit(region, regionMask, noise, noiseRms, noiseBox, likelihood, optimiser, changed);
        }

        /**
         * @param changed how the noise of neighbouring blocks goes together
         * @return this section with that likelihood
         */
        public Fit withLikelihood(Likelihood changed) {
            return new Fit(region, regionMask, noise, noiseRms, noiseBox, changed, optimiser, loss);
        }

        /**
         * @param changed the ellipse
         * @return this section with that ellipse in place of another or of a mask
         */
        public Fit withRegion(Region changed) {
            return new Fit(changed, null, noise, noiseRms, noiseBox, likelihood, optimiser, loss);
        }
    }

    /**
     * Section {@code [simulate]}: with {@code pixel}, {@code beam}, {@code line} and {@code velocities} of {@code [data]}, the
     * axes of a cube made from nothing.
     *
     * @param nx pixels along right ascension
     * @param ny pixels along declination
     * @param channelWidth [km/s]
     * @param ra [deg] of the middle of the field
     * @param dec [deg] of the middle of the field
     */
    public record Grid(int nx, int ny, double channelWidth, double ra, double dec) {

        /** @throws InputException for a cube without pixels or channels */
        public Grid {
            require(nx >= 1 && ny >= 1, "simulate.size = [" + nx + ", " + ny + "] must be pixels, like [120, 190]");
            positive("simulate.channel_width", channelWidth, "km/s");
            require(Math.abs(dec) <= 90, "simulate.dec = " + dec + " deg is outside -90 to 90 deg");
        }
    }
}
