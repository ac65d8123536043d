package org.steelyard.fit;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.steelyard.cube.Beam;
import org.steelyard.cube.SpectralLine;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.inference.Scale;
import org.steelyard.inference.Tie;
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
        Data data,
        Galaxy galaxy,
        Potential potential,
        Disk disk,
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
     * Without a section {@code [budget]}.
     *
     * @param folder the configuration's folder
     * @param data what was observed
     * @param galaxy name and distance
     * @param potential what makes the gas turn, apart from the black hole
     * @param disk how the gas moves and shines
     * @param model how finely the model is computed
     * @param fit where and how it is compared
     * @param grid the cube that {@code simulate} makes from nothing, or null
     * @param parameters what the user gave for each parameter
     */
    public FitConfig(
            Path folder,
            Data data,
            Galaxy galaxy,
            Potential potential,
            Disk disk,
            Model model,
            Fit fit,
            Grid grid,
            Map<String, ParameterSetting> parameters) {
        this(folder, data, galaxy, potential, disk, model, fit, grid, null, parameters);
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
                new Data(
                        cube, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                        null),
                new Galaxy(name, null, angularDiameterDistance),
                new Potential(mge, null, false, null, null, GasSource.NONE, null, 0, 3.1, 0.7, 1.36),
                new Disk(
                        Dispersion.FLAT, Flow.NONE, 1, Brightness.DECONVOLVED, null, FluxExtraction.OPTIMAL, 10, false),
                new Model(null, 1e-5, null, LineProfile.INTEGRATED),
                new Fit(
                        null,
                        null,
                        Noise.UNIFORM,
                        null,
                        null,
                        Likelihood.INDEPENDENT,
                        Optimiser.LEVENBERG_MARQUARDT,
                        Loss.LEAST_SQUARES),
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
    public FitConfig withData(Data changed) {
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
    public FitConfig withPotential(Potential changed) {
        return new FitConfig(folder, data, galaxy, changed, disk, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed how the gas moves and shines
     * @return this configuration with another section {@code [disk]}
     */
    public FitConfig withDisk(Disk changed) {
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
     * Section {@code [data]}: a cube, or a velocity map with its companions.
     *
     * @param cube the spectral-line cube, or null
     * @param line the line's name, for example {@code CO(2-1)}, or null
     * @param restFrequency [Hz] or null
     * @param velocities [km/s] lowest and highest of the channels to use, in the cube's own convention and frame, or null
     * @param channels first and last channel to use, 1-based, inclusive, or null
     * @param flatCube the cube before the correction for the primary beam, or null
     * @param primaryBeam the primary beam's map or cube, or null
     * @param mask where the line is, or null
     * @param fluxMap the line's flux, or null
     * @param velocityMap [km/s] the moment-1 map that is fitted instead of a cube, or null
     * @param velocityError the map of its errors, or null
     * @param velocityErrorValue [km/s] one error for every pixel, or null
     * @param bins the map of bin numbers, or null
     * @param pixel [arcsec] the pixel's size where the header has none or a wrong one, or null
     * @param beam the beam where the header has none or a wrong one, or null
     * @param spectralUnit the spectral axis' unit where the header has none or a wrong one, or null
     * @param velocityConvention the velocity axis' convention where the header has none or a wrong one, or null
     */
    public record Data(
            Path cube,
            String line,
            Double restFrequency,
            double[] velocities,
            int[] channels,
            Path flatCube,
            Path primaryBeam,
            Path mask,
            Path fluxMap,
            Path velocityMap,
            Path velocityError,
            Double velocityErrorValue,
            Path bins,
            Double pixel,
            Beam beam,
            String spectralUnit,
            VelocityConvention velocityConvention) {

        /** @throws InputException for a range that holds nothing, or a size that is not positive */
        public Data {
            if (velocities != null) {
                velocities = velocities.clone();
                require(velocities[0] < velocities[1], "data.velocities: the first must be below the second");
            }
            if (channels != null) {
                channels = channels.clone();
                require(
                        channels[0] >= 1 && channels[0] <= channels[1],
                        "data.channels = [" + channels[0] + ", " + channels[1]
                                + "]: give first and last, 1-based and inclusive, like [12, 71]");
            }
            require(
                    velocities == null || channels == null,
                    "data.velocities and data.channels say the same: give one of them");
            require(
                    line == null || restFrequency == null,
                    "data.line and data.rest_frequency say the same: give one of them");
            require(cube == null || velocityMap == null, "data.cube and data.velocity_map: give one of them");
            positive("data.rest_frequency", restFrequency, "Hz");
            positive("data.velocity_error", velocityErrorValue, "km/s");
            positive("data.pixel", pixel, "arcsec");
        }

        /**
         * @param first channel to use, 1-based
         * @param last channel to use, inclusive
         * @return this section with these channels
         * @throws InputException for a range that holds nothing
         */
        public Data withChannels(int first, int last) {
            return new Data(
                    cube,
                    line,
                    restFrequency,
                    null,
                    new int[] {first, last},
                    flatCube,
                    primaryBeam,
                    mask,
                    fluxMap,
                    velocityMap,
                    velocityError,
                    velocityErrorValue,
                    bins,
                    pixel,
                    beam,
                    spectralUnit,
                    velocityConvention);
        }

        /**
         * What is stated here in place of a cube's header.
         *
         * @return nulls where the header is to be believed
         * @throws InputException if the line is not known
         */
        public HeaderOverrides headerOverrides() {
            Double frequency = line == null ? restFrequency : Double.valueOf(SpectralLine.frequency(line));
            return new HeaderOverrides(pixel, beam, spectralUnit, velocityConvention, frequency);
        }
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

    /** Where the gas' own gravity comes from. */
    public enum GasSource {
        /** Gas has no weight. */
        NONE,
        /** A table of radii and speeds. */
        TABLE,
        /** The flux profile of the cube and a conversion factor (METHOD section 3). */
        FROM_CUBE
    }

    /**
     * Section {@code [potential]}; stars come from at most one of {@code mge}, {@code stars}, {@code powerLaw}, {@code spline}.
     *
     * @param mge the table of the multi-Gaussian expansion, or null
     * @param stars a table of circular speeds at M/L = 1, or null
     * @param powerLaw true for M(r) = c1 r^beta
     * @param spline [arcsec] node radii of a free mass profile, ascending, or null
     * @param mgeInclination [deg] at which the stars' speeds are frozen, or null: the disk's
     * @param gas the gas' own gravity
     * @param gasTable its table where {@code gas} is {@link GasSource#TABLE}, else null
     * @param softening [arcsec] Plummer radius of the black hole, 0 for a point
     * @param alphaCo [Msun pc-2 / (K km/s)] CO-to-H2 conversion for {@link GasSource#FROM_CUBE}
     * @param r21 line ratio for {@link GasSource#FROM_CUBE}
     * @param heliumFactor total gas per hydrogen, for {@link GasSource#FROM_CUBE}
     */
    public record Potential(
            Path mge,
            Path stars,
            boolean powerLaw,
            double[] spline,
            Double mgeInclination,
            GasSource gas,
            Path gasTable,
            double softening,
            double alphaCo,
            double r21,
            double heliumFactor) {

        /** @throws InputException for two mass models of the stars, nodes that do not ascend, or a size out of its limits */
        public Potential {
            if (spline != null) {
                spline = spline.clone();
                require(
                        spline.length >= 2 && spline[0] > 0,
                        "potential.spline needs two or more positive radii, like [\"0.1 arcsec\", \"1 arcsec\"]");
                for (int node = 1; node < spline.length; node++) {
                    require(spline[node - 1] < spline[node], "potential.spline: the radii must ascend");
                }
            }
            require(
                    mgeInclination == null || mgeInclination > 0 && mgeInclination <= 90,
                    "potential.mge_inclination = " + mgeInclination + " deg is outside 0 to 90 deg");
            require(softening >= 0, "potential.softening = " + softening + " arcsec must not be negative");
            positive("potential.alpha_co", alphaCo, "");
            positive("potential.r21", r21, "");
            positive("potential.helium_factor", heliumFactor, "");
            int models =
                    (mge != null ? 1 : 0) + (stars != null ? 1 : 0) + (powerLaw ? 1 : 0) + (spline != null ? 1 : 0);
            require(
                    models <= 1,
                    "potential: mge, stars, power_law and spline each weigh the stars, and " + models
                            + " are given; give one of them");
        }
    }

    /** The law of the gas' velocity dispersion (METHOD section 5). */
    public enum Dispersion {
        /** The same everywhere. */
        FLAT,
        /** Falls off exponentially to a floor. */
        EXPONENTIAL,
        /** A Gaussian ring over a floor. */
        GAUSSIAN
    }

    /** Motion besides rotation (METHOD section 4). */
    public enum Flow {
        /** Pure rotation. */
        NONE,
        /** Inflow at the cost of rotation, parameter {@code alpha}. */
        ALPHA,
        /** A constant radial speed, parameter {@code vrad}. */
        VRAD,
        /** Radial speed in proportion to the circular speed, parameter {@code kappa}. */
        KAPPA,
        /** Rotation in proportion to the circular speed, parameter {@code omega}. */
        OMEGA
    }

    /** Where the intrinsic flux comes from (METHOD section 7). */
    public enum Brightness {
        /** The cube's masked moment 0 (or the flux map), deconvolved. */
        DECONVOLVED,
        /** The flux map as it is. */
        MAP,
        /** exp(-r/radius). */
        EXPONENTIAL,
        /** exp(-r^2/2 radius^2). */
        GAUSSIAN,
        /** A Gaussian ring. */
        RING,
        /** An exponential with a central hole. */
        EXPONENTIAL_HOLE
    }

    /** How the flux map comes from the cube. */
    public enum FluxExtraction {
        /** Weighted by the line profiles that a first fit expects, so that a channel without line in a pixel brings no noise. */
        OPTIMAL,
        /** The sum over the mask, as the papers have it. */
        MASKED
    }

    /**
     * Section {@code [disk]}.
     *
     * @param dispersion law of the velocity dispersion
     * @param flow motion besides rotation
     * @param nearSide +1 or -1: which side is near, for {@link Flow#ALPHA}
     * @param surfaceBrightness where the intrinsic flux comes from
     * @param outerRadius [arcsec] an analytic profile ends there, or null
     * @param fluxExtraction how a flux map comes from the cube
     * @param lucyIterations Richardson-Lucy iterations, 0 for none
     * @param relativistic true for transverse Doppler effect and gravitational redshift (key {@code doppler})
     */
    public record Disk(
            Dispersion dispersion,
            Flow flow,
            int nearSide,
            Brightness surfaceBrightness,
            Double outerRadius,
            FluxExtraction fluxExtraction,
            int lucyIterations,
            boolean relativistic) {

        /** @throws InputException for a number out of its limits */
        public Disk {
            require(nearSide == 1 || nearSide == -1, "disk.near_side = " + nearSide + " must be 1 or -1");
            require(lucyIterations >= 0, "disk.lucy_iterations = " + lucyIterations + " must not be negative");
            positive("disk.outer_radius", outerRadius, "arcsec");
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

        /** The same with adaptive sub-pixels of this tolerance; uniform ones stay, and so does a coarser tolerance. */
        Model coarser(double other) {
            return oversampling != null || tolerance >= other ? this : new Model(null, other, block, lineProfile);
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

    /**
     * A table of section {@code [parameters]}; whatever is null takes the program's default. Units: METHOD section 10 and
     * {@code steelyard config --explain parameters.NAME}.
     *
     * @param start where the fit begins
     * @param min lower bound
     * @param max upper bound
     * @param fixed true if the fit leaves it alone
     * @param scale in which measure the estimator steps
     * @param tie another parameter that it follows, as {@link Tie#parse} reads it
     */
    public record ParameterSetting(Double start, Double min, Double max, Boolean fixed, Scale scale, String tie) {

        /** @throws InputException for a tie that cannot be read */
        public ParameterSetting {
            if (tie != null) {
                Tie.parse(tie);
            }
        }

        /** A parameter of which nothing is said. */
        public static final ParameterSetting NONE = new ParameterSetting(null, null, null, null, null, null);

        /**
         * @param value where the fit begins
         * @return this setting with that start
         */
        public ParameterSetting withStart(double value) {
            return new ParameterSetting(value, min, max, fixed, scale, tie);
        }
    }

    private static void positive(String key, Double value, String unit) {
        require(
                value == null || value > 0 && !value.isInfinite(),
                key + " = " + value + (unit.isEmpty() ? "" : " " + unit) + " must be positive");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new InputException(message);
        }
    }
}
