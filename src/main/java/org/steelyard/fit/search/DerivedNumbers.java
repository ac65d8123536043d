// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.config.RegionEllipse;
import org.steelyard.cube.Beam;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.units.Constants;

/** Numbers that follow from any fit, for result.json. */
public final class DerivedNumbers {

    /** Name of the values of all parameters whose line profiles weighted the flux map. */
    public static final String FLUX_PROFILE = "flux_profile";

    /** Name of the upper limit of the mass of the black hole, where the fit does not distinguish it from 0. */
    public static final String UPPER_LIMIT = "upper_limit";

    /** Name of the reason why the mass of the fit is an enclosed mass, where it is one. */
    public static final String ENCLOSED_MASS = "enclosed_mass";

    /** Name of the error of the mass of the black hole that comes from the error of the distance. */
    public static final String DISTANCE_ERROR = "mbh_distance_error";

    private DerivedNumbers() {}

    /**
     * @param galaxy the physics
     * @param values of all parameters. Not modified
     * @param geometry of the disk on the sky
     * @param frame of the file's pixels
     * @param beam of the observation
     * @return numbers by name, to be added to
     */
    public static Map<String, Object> of(
            GalaxyModel galaxy, double[] values, SkyGeometry geometry, SkyFrame frame, Beam beam) {
        Map<String, Object> derived = new LinkedHashMap<>();
        derived.put(
                "vsys_radio",
                quantity(
                        VelocityConvention.RADIO.velocity(VelocityConvention.OPTICAL.nuOverRest(geometry.vsys())),
                        "km/s"));
        if (frame.celestial()) {
            double[] world = frame.toWorld(geometry.x(), geometry.y());
            derived.put("ra", quantity(world[0], "deg"));
            derived.put("dec", quantity(world[1], "deg"));
        }
        derived.put(
                "angular_diameter_distance", quantity(geometry.pcPerArcsec() / Constants.PC_PER_ARCSEC_AT_MPC, "Mpc"));
        derived.put("pc_per_arcsec", quantity(geometry.pcPerArcsec(), "pc/arcsec"));
        derived.put("sphere_of_influence", quantity(influence(galaxy, values), "arcsec"));
        derived.put("beam_major", quantity(beam.major(), "arcsec"));
        derived.put("beam_minor", quantity(beam.minor(), "arcsec"));
        derived.put("beam_position_angle", quantity(beam.positionAngle(), "deg"));
        return derived;
    }

    /**
     * @param fit the fit
     * @param values of all parameters. Not modified
     * @return how disk and region lie on the sky
     */
    public static SkyGeometry geometry(PreparedFit<?> fit, double[] values) {
        ParameterSpace space = fit.space();
        RegionEllipse region = fit.ellipse();
        return new SkyGeometry(
                fit.config().galaxy().name(),
                values[space.index(KinematicCentre.X)],
                values[space.index(KinematicCentre.Y)],
                fit.positionAngle(values),
                fit.inclination(values),
                values[space.index(KinematicCentre.SYSTEMIC_VELOCITY)],
                fit.galaxy().pcPerArcsec(),
                region == null ? Double.NaN : region.semiMajor(),
                region == null ? Double.NaN : region.axisRatio(),
                region == null ? Double.NaN : region.positionAngle());
    }

    /**
     * @param value in its unit
     * @param unit of the value
     * @return both, as {@code result.json} holds them
     */
    public static Map<String, Object> quantity(double value, String unit) {
        Map<String, Object> quantity = new LinkedHashMap<>();
        quantity.put("value", value);
        quantity.put("unit", unit);
        return quantity;
    }

    /**
     * @param galaxy the physics
     * @param values of all parameters. Not modified
     * @return [arcsec] radius at which the stars have the gravity of the black hole; NaN if there is none
     */
    public static double influence(GalaxyModel galaxy, double[] values) {
        double[] radii = SpeedCurve.logarithmic(1e-3, 1e3);
        SpeedCurve curve = galaxy.speeds(values, radii);
        for (int k = 0; k < radii.length; k++) {
            if (curve.vStars()[k] >= curve.vBlackHole()[k]) {
                if (k == 0) {
                    return Double.NaN;
                }
                double before = Math.log(curve.vBlackHole()[k - 1] / curve.vStars()[k - 1]);
                double after = Math.log(curve.vBlackHole()[k] / curve.vStars()[k]);
                return radii[k - 1] * Math.pow(radii[k] / radii[k - 1], before / (before - after));
            }
        }
        return Double.NaN;
    }
}
