// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import static org.steelyard.config.toml.ValueKinds.OPTIMISER;
import static org.steelyard.config.toml.ValueKinds.choice;
import static org.steelyard.config.toml.ValueKinds.choiceOrPath;
import static org.steelyard.config.toml.ValueKinds.component;
import static org.steelyard.config.toml.ValueKinds.flag;
import static org.steelyard.config.toml.ValueKinds.flow;
import static org.steelyard.config.toml.ValueKinds.integer;
import static org.steelyard.config.toml.ValueKinds.list;
import static org.steelyard.config.toml.ValueKinds.number;
import static org.steelyard.config.toml.ValueKinds.optimiser;
import static org.steelyard.config.toml.ValueKinds.orWord;
import static org.steelyard.config.toml.ValueKinds.path;
import static org.steelyard.config.toml.ValueKinds.quantity;
import static org.steelyard.config.toml.ValueKinds.quantityOrNumber;
import static org.steelyard.config.toml.ValueKinds.quantityOrPath;
import static org.steelyard.config.toml.ValueKinds.spectralResponse;
import static org.steelyard.config.toml.ValueKinds.text;
import static org.steelyard.config.toml.ValueKinds.warp;
import static org.steelyard.config.toml.ValueKinds.warpPrior;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.config.BudgetConfig;
import org.steelyard.config.Configuration;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ModelConfig;
import org.steelyard.config.PotentialConfig.GasSource;
import org.steelyard.config.PotentialConfig.MassToLight;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.dispersion.DispersionLaws;
import org.steelyard.disk.light.RingedLight;
import org.steelyard.disk.light.SurfaceBrightnesses;
import org.steelyard.disk.shape.DiskShapes;
import org.steelyard.galaxy.ParameterCatalogue;

/**
 * Every key of the configuration, declared once: name, kind, default, example; meaning, and its place in a
 * {@link Configuration}.
 */
final class ConfigKeys {

    private static final int MANY = 1000;

    private ConfigKeys() {}

    // A table reads better as it is laid out here. spotless:off
    /** Every key in the order in which it is written. */
    static List<ConfigKey> all() {
        KeyDeclarations keys = new KeyDeclarations();
        data(keys);
        keys.section("galaxy");
        keys.add("name", text(), "\"\"", "\"NGC 1380\"",
                "for titles", c -> c.galaxy().name());
        keys.add("distance", quantity("Mpc", "17.1 Mpc"), null, "\"17.1 Mpc\"",
                "luminosity distance", c -> c.galaxy().distance());
        keys.add("angular_diameter_distance", quantity("Mpc", "17.1 Mpc"), null, "\"16.9 Mpc\"",
                "instead of the luminosity distance", c -> c.galaxy().angularDiameterDistance());
        keys.add("distance_error", quantity("Mpc", "0.8 Mpc"), null, "\"0.8 Mpc\"",
                "standard error of the distance, by which mbh scales", c -> c.galaxy().distanceError());
        potential(keys);
        StarlightKeys.declare(keys);
        disk(keys);
        keys.section("model");
        keys.add("oversampling", orWord("adaptive", integer()), "\"adaptive\"", "4",
                "sub-pixels along a pixel's side; adaptive: as many as the tolerance needs, by place", c -> c.model().oversampling());
        keys.add("tolerance", number(), "1e-5", "1e-4",
                "of adaptive sub-pixels, relative to the peak", c -> c.model().tolerance());
        keys.add("block", orWord("auto", integer()), "\"auto\"", "4",
                "model and data are compared in means over blocks of this many pixels a side; auto: about one beam",
                c -> c.model().block());
        keys.add("line_profile", choice(ModelConfig.LineProfile.class), "\"integrated\"", "\"sampled\"",
                "the line integrated over each channel, or sampled at its centre", c -> c.model().lineProfile());
        fit(keys);
        budget(keys);
        simulate(keys);
        parameters(keys);
        return keys.all();
    }

    private static void data(KeyDeclarations keys) {
        keys.section("data");
        keys.add("cube", path(), null, "\"cube.fits\"",
                "the spectral-line cube: .fits, .fits.gz or .fits.fz, 3-D or 4-D", c -> c.data().cube());
        keys.add("extension", text(), null, "\"DATA\"",
                "the cube's extension, where the file has several cubes", c -> c.data().extension());
        keys.add("line", text(), null, "\"CO(2-1)\"",
                "the line, where the header has no rest frequency or a wrong one", c -> c.data().line());
        keys.add("rest_frequency", quantity("Hz", "230.538 GHz"), null, "\"230.538 GHz\"",
                "instead of line", c -> c.data().restFrequency());
        keys.add("velocities", list(quantity("km/s", "1500 km/s"), 2, 2, "[\"1500 km/s\", \"2250 km/s\"]"),
                null, "[\"1500 km/s\", \"2250 km/s\"]",
                "lowest and highest of the channels to use, in the cube's own convention and frame", c -> boxed(c.data().velocities()));
        keys.add("channels", list(integer(), 2, 2, "[12, 71]"), null, "[12, 71]",
                "instead of velocities: first and last channel, 1-based, inclusive", c -> boxed(c.data().channels()));
        keys.add("drop_channels", list(integer(), 1, MANY, "[17, 18]"), null, "[17, 18]",
                "channels without good data, which are left out, 1-based", c -> boxed(c.data().dropChannels()));
        keys.add("flat_cube", path(), null, "\"cube.flat.fits\"",
                "the cube before the correction for the primary beam", c -> c.data().flatCube());
        keys.add("primary_beam", path(), null, "\"cube.pb.fits\"",
                "the primary beam, a map or a cube", c -> c.data().primaryBeam());
        keys.add("mask", path(), null, "\"mask.fits\"",
                "where the line is, not 0; otherwise made by smoothing and clipping", c -> c.data().mask());
        keys.add("flux_map", path(), null, "\"moment0.fits\"",
                "the line's flux; otherwise the masked moment 0 of the cube", c -> c.data().fluxMap());
        keys.add("velocity_map", path(), null, "\"moment1.fits\"",
                "instead of a cube: the velocity map to fit [km/s]", c -> c.data().velocityMap());
        keys.add("velocity_error", quantityOrPath("km/s", "5 km/s"), null, "\"5 km/s\"",
                "of the velocity map: a map or one value",
                c -> c.data().velocityError() != null ? c.data().velocityError() : c.data().velocityErrorValue());
        keys.add("bins", path(), null, "\"bins.fits\"",
                "a map of bins, each to count once: bin numbers, or the binned velocity map itself", c -> c.data().bins());
        keys.add("pixel", quantity("arcsec", "0.015 arcsec"), null, "\"0.015 arcsec\"",
                "the pixel's size, where the header lacks it or has it wrong", c -> c.data().pixel());
        keys.add("beam.major", quantity("arcsec", "0.12 arcsec"), null, "\"0.12 arcsec\"",
                "the beam's FWHM, where the header lacks it or has it wrong",
                c -> c.data().beam() == null ? null : c.data().beam().major());
        keys.add("beam.minor", quantity("arcsec", "0.10 arcsec"), null, "\"0.10 arcsec\"",
                "the same along the minor axis", c -> c.data().beam() == null ? null : c.data().beam().minor());
        keys.add("beam.position_angle", quantity("deg", "77 deg"), null, "\"77 deg\"",
                "of the beam's major axis, north through east", c -> c.data().beam() == null ? null : c.data().beam().positionAngle());
        keys.add("beam_width", choice(Map.of("free", true)), null, "\"free\"",
                "instead of beam, for a velocity map: its FWHM is fitted, as parameters.beam; data.beam = \"free\" says the same",
                c -> c.data().freeBeam() ? true : null);
        keys.add("spectral_unit", text(), null, "\"m/s\"",
                "the spectral axis' unit, where the header lacks it or has it wrong", c -> c.data().spectralUnit());
        keys.add("velocity_convention", choice(VelocityConvention.class), null, "\"radio\"",
                "the velocity axis' convention, where the header lacks it or has it wrong", c -> c.data().velocityConvention());
        keys.add("spectral_response", spectralResponse(), "\"none\"", "\"hanning\"",
                "how the spectrometer broadens a line beyond its channels: none, hanning (1/4, 1/2, 1/4), or the FWHM of a Gaussian",
                c -> c.data().spectralResponse().withAveraging(1));
        keys.add("spectral_averaging", integer(), "1", "2",
                "number of the spectrometer's channels that were averaged into one channel of the cube",
                c -> c.data().spectralResponse().averaging());
    }

    private static void potential(KeyDeclarations keys) {
        keys.section("potential");
        keys.add("mge", path(), null, "\"mge.ecsv\"",
                "the stars as a table of Gaussians: surface_brightness or log_surface_brightness, sigma, axis_ratio",
                c -> c.potential().mge());
        keys.add("mge_covariance", orWord("none", path()), "\"none\"", "\"mge_covariance.ecsv\"",
                "the covariance of the numbers of mge, as steelyard mge writes it: the errors include that of the starlight",
                c -> c.potential().mgeCovariance());
        keys.add("mge_set", list(path(), 0, MANY, "[\"mge_masked.ecsv\"]"), "[]", "[\"mge_masked.ecsv\", \"mge_corrected_more.ecsv\"]",
                "other tables of the same starlight, as a correction for dust makes them: the default error budget tries each; Monte Carlo and posterior draw those whose header has a weight",
                c -> c.potential().mgeSet());
        keys.add("stars", path(), null, "\"vcirc.ecsv\"",
                "instead of mge: a table of radius [arcsec] and circular speed [km/s] at M/L = 1", c -> c.potential().stars());
        keys.add("power_law", flag(), "false", "true",
                "instead of mge: M(r) = c1 r^beta, parameters c1 and beta", c -> c.potential().powerLaw());
        keys.add("spline", list(quantity("arcsec", "0.1 arcsec"), 2, MANY, "[\"0.1 arcsec\", \"1 arcsec\"]"),
                null, "[\"0.1 arcsec\", \"0.4 arcsec\", \"1.6 arcsec\"]",
                "instead of mge: radii of the nodes of a free mass profile, parameters mass_1, mass_2 ...",
                c -> boxed(c.potential().spline()));
        keys.add("spline_curvature", number(), null, "0.5",
                "expected change of the slope dlnM/dlnr of that profile from node to node, a Gaussian prior; without it the masses are free",
                c -> c.potential().splineCurvature());
        keys.add("mge_inclination", orWord("free", quantity("deg", "77 deg")), "\"free\"", "\"77 deg\"",
                "the inclination at which the stars' speeds are frozen; free: that of the disk", c -> c.potential().mgeInclination());
        keys.add("mass_to_light", choice(MassToLight.class), "\"constant\"", "\"linear\"",
                "of the Gaussians of mge: one ratio; with mass_to_light_slope for each arcsec of their sigma; or one for each, mass_to_light_1, mass_to_light_2 ... in the order of the table", c -> c.potential().massToLight());
        Map<String, GasSource> gas = new LinkedHashMap<>();
        gas.put("none", GasSource.NONE);
        gas.put("from-cube", GasSource.FROM_CUBE);
        keys.add("gas", choiceOrPath(gas), "\"none\"", "\"from-cube\"",
                "the gas' own gravity: from a table of radius [arcsec] and speed [km/s], or from the cube's flux",
                c -> c.potential().gas() == GasSource.TABLE ? c.potential().gasTable() : c.potential().gas());
        keys.add("softening", quantity("arcsec", "0.001 arcsec"), "\"0 arcsec\"", "\"0.001 arcsec\"",
                "Plummer radius of the black hole", c -> c.potential().softening());
        keys.add("alpha_co", number(), "3.1", "4.3",
                "for gas = \"from-cube\": CO to H2 [Msun/pc2 per K km/s] (Carilli & Walter 2013)", c -> c.potential().alphaCo());
        keys.add("r21", number(), "0.7", "0.8",
                "for gas = \"from-cube\": brightness of the line over that of CO(1-0)", c -> c.potential().r21());
        keys.add("helium_factor", number(), "1.36", "1.0",
                "for gas = \"from-cube\": all gas per hydrogen", c -> c.potential().heliumFactor());
        keys.add("pressure_support", flag(), "false", "true",
                "v_rot^2 = v_c^2 + sigma^2 dln(Sigma sigma^2)/dlnr: the gas' random motions carry part of its weight",
                c -> c.potential().pressureSupport());
    }

    private static void disk(KeyDeclarations keys) {
        keys.section("disk");
        keys.add("warp", warp(), "\"none\"", "[0.5, 1.0, 2.0]",
                "inclination and position angle against radius: none, linear, auto (one of these by the data), or radii of rings [arcsec] with the parameters inclination_1, inclination_2 ..., position_angle_1 ...; inclination and position_angle of [parameters] then hold for every ring without its own",
                c -> c.disk().shape().warp());
        keys.add("warp_prior", warpPrior(), "\"auto\"", "[\"5 deg\", \"20 deg\"]",
                "expected changes of inclination and position angle across a warped disk, which regularise it towards a flat one; auto: those of the largest evidence; none: no regularisation",
                c -> c.disk().shape().priorOrNull());
        keys.add("thickness", component(DiskShapes.profiles()), "\"none\"", "\"gaussian\"",
                "distribution of the gas in height, with the parameter scale_height", c -> c.disk().shape().thickness());
        keys.add("dispersion", component(DispersionLaws.all()), "\"flat\"", "\"exponential\"",
                "law of the velocity dispersion with radius", c -> c.disk().dispersion());
        keys.add("flow", flow(), "\"none\"", "\"vrad\"",
                "motion besides rotation, or a list of motions that are added, [\"vrad\", \"kappa\"]; the parameter has the same name",
                c -> c.disk().flow());
        keys.add("near_side", integer(), "1", "-1",
                "1 or -1: the side that is near, for flow = \"alpha\" and \"free-fall\"", c -> c.disk().nearSide());
        keys.add("surface_brightness", component(SurfaceBrightnesses.all()), "\"deconvolved\"", "\"ring\"",
                "where the intrinsic flux comes from: a map, a profile with parameters sb_..., or the brightness of rings, which every step solves",
                c -> c.disk().surfaceBrightness() instanceof RingedLight ? RingedLight.AUTOMATIC : c.disk().surfaceBrightness());
        keys.add("light_rings", orWord("auto", list(quantity("arcsec", "0.1 arcsec"), 1, RingedLight.MOST, "[\"0 arcsec\", \"0.1 arcsec\"]")),
                "\"auto\"", "[\"0 arcsec\", \"0.1 arcsec\", \"0.2 arcsec\"]",
                "for surface_brightness = \"rings\": radii of the edges of rings, constant light beyond the last up to outer_radius; auto: three quarters of a beam apart",
                c -> c.disk().surfaceBrightness() instanceof RingedLight rings && !rings.radii().isEmpty() ? rings.radii() : null);
        keys.add("ring_brightness", list(number(), 1, RingedLight.MOST, "[1.5, 0.7, 0.1]"), null, "[1.5, 0.7, 0.1]",
                "for a simulation of rings: the brightness at each radius in the plane of the disk [Jy km/s/arcsec2]",
                c -> c.disk().surfaceBrightness() instanceof RingedLight rings && !rings.brightness().isEmpty() ? rings.brightness() : null);
        Map<String, Boolean> centre = new LinkedHashMap<>();
        centre.put("shared", false);
        centre.put("free", true);
        keys.add("light_centre", choice(centre), "\"shared\"", "\"free\"",
                "of a profile: that of the rotation, or its own, with the parameters light_x and light_y", c -> c.disk().freeLightCentre());
        keys.add("outer_radius", quantity("arcsec", "1.5 arcsec"), null, "\"1.5 arcsec\"",
                "where a profile of the flux ends", c -> c.disk().outerRadius());
        keys.add("flux_extraction", choice(DiskConfig.FluxExtraction.class), "\"optimal\"", "\"masked\"",
                "the cube's flux map: weighted by the line profiles of a first fit, or summed in the mask as the papers have it", c -> c.disk().fluxExtraction());
        keys.add("lucy_iterations", orWord("auto", integer()), "\"auto\"", "20",
                "Richardson-Lucy iterations of surface_brightness = \"deconvolved\"; auto: 10, or 30, 100 or 300 where they lower chi^2 of a cube by 9 each", c -> c.disk().lucyIterations());
        Map<String, Boolean> doppler = new LinkedHashMap<>();
        doppler.put("classical", false);
        doppler.put("relativistic", true);
        keys.add("doppler", choice(doppler), "\"classical\"", "\"relativistic\"",
                "relativistic adds transverse Doppler effect and gravitational redshift", c -> c.disk().relativistic());
    }

    private static void fit(KeyDeclarations keys) {
        keys.section("fit");
        keys.add("region.semi_major", quantity("arcsec", "1.0 arcsec"), null, "\"1.0 arcsec\"",
                "the ellipse that is fitted; otherwise measured",
                c -> c.fit().region() == null ? null : c.fit().region().semiMajor());
        keys.add("region.axis_ratio", number(), null, "0.35",
                "of the ellipse, minor over major", c -> c.fit().region() == null ? null : c.fit().region().axisRatio());
        keys.add("region.position_angle", quantity("deg", "187 deg"), null, "\"187 deg\"",
                "of the ellipse's major axis, north through east",
                c -> c.fit().region() == null ? null : c.fit().region().positionAngle());
        keys.add("region.x", quantityOrNumber("pixel", "61.5"), null, "61.5",
                "its centre, in FITS pixels; otherwise the start of parameters.x", c -> c.fit().region() == null ? null : c.fit().region().x());
        keys.add("region.y", quantityOrNumber("pixel", "95.5"), null, "95.5",
                "its centre, in FITS pixels; otherwise the start of parameters.y", c -> c.fit().region() == null ? null : c.fit().region().y());
        keys.add("region_mask", path(), null, "\"region.fits\"",
                "instead of the ellipse: a map, fitted where it is not 0", c -> c.fit().regionMask());
        keys.add("noise", choice(FitConfig.Noise.class), "\"uniform\"", "\"varying\"",
                "the same over the field, or that of flat_cube over primary_beam", c -> c.fit().noise());
        keys.add("noise_rms", quantity("Jy/beam", "0.3 mJy/beam"), null, "\"0.3 mJy/beam\"",
                "of one channel and pixel; otherwise measured", c -> c.fit().noiseRms());
        keys.add("noise_box", list(integer(), 4, 4, "[5, 5, 40, 40]"), null, "[5, 5, 40, 40]",
                "where the noise is measured: x first, y first, x last, y last in 1-based pixels; otherwise outside the mask",
                c -> boxed(c.fit().noiseBox()));
        keys.add("likelihood", choice(FitConfig.Likelihood.class), "\"independent\"", "\"correlated\"",
                "each block by itself, or with the noise that the beam correlates", c -> c.fit().likelihood());
        keys.add("optimiser", optimiser(), "\"levenberg-marquardt\"", "\"levenberg-marquardt\"",
                "what looks for the minimum; the only one", c -> OPTIMISER);
        keys.add("starts", orWord("auto", integer()), "\"auto\"", "200",
                "places at which chi^2 is tried for other minima; 0: the given start alone; auto: by the number of parameters",
                c -> c.fit().starts());
        keys.add("loss", choice(FitConfig.Loss.class), "\"least-squares\"", "\"soft-l1\"",
                "of a velocity map: soft-l1 counts outliers by their size, not its square", c -> c.fit().loss());
        keys.add("weight_radius", quantity("arcsec", "0.3 arcsec"), null, "\"0.3 arcsec\"",
                "of a velocity map: data beyond this radius weigh as 1/r in chi^2, so that each annulus counts alike", c -> c.fit().weightRadius());
    }

    private static void budget(KeyDeclarations keys) {
        keys.section("budget");
        keys.budget("dispersion", component(DispersionLaws.all()), "[\"exponential\", \"gaussian\"]",
                "refit with other laws of the velocity dispersion", BudgetConfig::dispersion);
        keys.budget("flow", flow(), "[\"alpha\", \"kappa\"]", "with motions besides rotation", BudgetConfig::flow);
        keys.budget("oversampling", integer(), "[3, 6]", "with other numbers of sub-pixels", BudgetConfig::oversampling);
        keys.budget("block", integer(), "[2, 6]", "with other block sizes", BudgetConfig::block);
        keys.budget("region_scale", number(), "[0.8, 1.2]", "with fit ellipses larger or smaller by these factors",
                BudgetConfig::regionScale);
        keys.budget("lucy_iterations", integer(), "[0, 5, 20]", "with other numbers of Richardson-Lucy iterations",
                BudgetConfig::lucyIterations);
        keys.budget("surface_brightness", component(SurfaceBrightnesses.all()), "[\"map\"]",
                "with other sources of the intrinsic flux", BudgetConfig::surfaceBrightness);
        keys.budget("flux_map", path(), "[\"other_moment0.fits\"]", "with other flux maps", BudgetConfig::fluxMap);
        keys.add("common_beam", flag(), null, "true", "with one mean beam in place of each channel's own",
                c -> c.budget() == null ? null : c.budget().commonBeam());
        keys.budget("noise", choice(FitConfig.Noise.class), "[\"varying\"]", "with the other noise model", BudgetConfig::noise);
        keys.budget("likelihood", choice(FitConfig.Likelihood.class), "[\"correlated\"]", "with the other likelihood",
                BudgetConfig::likelihood);
        keys.add("frozen_stars", flag(), null, "true",
                "with the stars' speeds frozen at the fitted inclination, or freed where the fit has them frozen",
                c -> c.budget() == null ? null : c.budget().frozenStars());
        keys.budget("mass_to_light", choice(MassToLight.class), "[\"linear\"]", "with a mass-to-light ratio that changes with radius",
                BudgetConfig::massToLight);
        keys.budget("gas", choiceOrPath(Map.of("none", GasSource.NONE, "from-cube", GasSource.FROM_CUBE)), "[\"from-cube\"]",
                "with the gas' own gravity, or without", BudgetConfig::gas);
        keys.add("pressure_support", flag(), null, "true",
                "with the support of the gas by its pressure, or without where the fit has it",
                c -> c.budget() == null ? null : c.budget().pressureSupport());
        keys.budget("spline_curvature", number(), "[0.1, 0.3, 1]", "with other expected changes of the slope of the free mass profile",
                BudgetConfig::splineCurvature);
        keys.budget("mge", path(), "[\"dust_masked.ecsv\", \"dust_corrected.ecsv\"]", "with other tables of the stars",
                BudgetConfig::mge);
        keys.budget("distance", quantity("Mpc", "17.1 Mpc"), "[\"15.9 Mpc\", \"18.3 Mpc\"]",
                "at other distances: the mass scales, no refit is made", BudgetConfig::distance);
        keys.add("combine", choice(BudgetConfig.Combine.class), null, "\"quadrature\"",
                "the largest change of a group counts, or all of them in quadrature; default largest",
                c -> c.budget() == null ? null : c.budget().combine());
    }

    private static void simulate(KeyDeclarations keys) {
        keys.section("simulate");
        keys.add("size", list(integer(), 2, 2, "[120, 190]"), null, "[120, 190]",
                "for a cube from nothing, with pixel, beam, line and velocities of [data]: pixels along right ascension and declination",
                c -> c.grid() == null ? null : List.of(c.grid().nx(), c.grid().ny()));
        keys.add("channel_width", quantity("km/s", "10 km/s"), null, "\"10 km/s\"",
                "width of its channels", c -> c.grid() == null ? null : c.grid().channelWidth());
        keys.add("ra", quantity("deg", "54.115 deg"), null, "\"54.115 deg\"",
                "of the middle of its field", c -> c.grid() == null ? null : c.grid().ra());
        keys.add("dec", quantity("deg", "-34.976 deg"), null, "\"-34.976 deg\"",
                "of the middle of its field", c -> c.grid() == null ? null : c.grid().dec());
        keys.add("beams", path(), null, "\"beams.ecsv\"",
                "instead of data.beam: a table with the beam of each channel, in their order: major, minor [arcsec], position_angle [deg]",
                c -> c.grid() == null ? null : c.grid().beams());
    }

    private static void parameters(KeyDeclarations keys) {
        keys.section("parameters");
        for (String name : ParameterCatalogue.names()) {
            keys.parameter(name);
            if (name.equals(KinematicCentre.Y)) {
                keys.parameter("ra", quantity("deg", "54.115 deg"), "\"54.115 deg\"", "the centre, instead of x");
                keys.parameter("dec", quantity("deg", "-34.976 deg"), "\"-34.976 deg\"", "the centre, instead of y");
            }
        }
    }

    /** The keys of a numbered parameter, like one node of the free mass profile. */
    static List<ConfigKey> parameter(String name) {
        KeyDeclarations keys = new KeyDeclarations();
        keys.section("parameters");
        keys.parameter(name);
        return keys.all();
    }
    // spotless:on

    private static List<Double> boxed(double[] values) {
        return values == null ? null : Arrays.stream(values).boxed().toList();
    }

    private static List<Integer> boxed(int[] values) {
        return values == null ? null : Arrays.stream(values).boxed().toList();
    }
}
