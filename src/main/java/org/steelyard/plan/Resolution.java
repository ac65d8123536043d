// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.search.DerivedNumbers;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.units.Constants;

/**
 * How well an observation resolves the region that the black hole rules.
 *
 * <p>The sphere of influence ends where the stars have the gravity of the black hole, v_*^2 = G M / r: for round stars this is
 * the radius that holds as much mass in stars, R_eq of Zhang et al. (2024, MNRAS 530, 3240; WISDOM XIX). The scales of that paper
 * follow for gas one beam from the centre on the major axis, R_min.
 *
 * @param sphere [arcsec] radius of the sphere of influence; NaN where the stars outweigh the black hole at every radius
 * @param along [arcsec] FWHM of the beam along the major axis of the disk
 * @param across [arcsec] FWHM of the beam along its minor axis
 * @param inclination [deg] of the disk
 * @param speed [km/s] circular speed at R_min
 * @param stars [-] mass of the stars within R_min over that of the black hole, v_*^2 / v_BH^2: an error of x % of their mass there
 *     changes the mass of the black hole by about this times x %
 * @param excess [km/s] what the black hole adds to the line-of-sight speed at R_min on the major axis: (v_c - v_c without it) sin i
 * @param schwarzschild [-] R_min in Schwarzschild radii 2 G M / c^2
 */
public record Resolution(
        double sphere,
        double along,
        double across,
        double inclination,
        double speed,
        double stars,
        double excess,
        double schwarzschild) {

    static Resolution of(Target target, ObservationGrid grid, CubeFit fit, double[] values) {
        SpeedCurve curve = target.speeds(grid.along());
        double total = curve.vCirc()[0];
        double hole = curve.vBlackHole()[0];
        double without = Math.sqrt(Math.max(0, total * total - hole * hole));
        double pc = grid.along() * fit.galaxy().pcPerArcsec();
        double speedOfLight = Constants.SPEED_OF_LIGHT;
        return new Resolution(
                DerivedNumbers.influence(fit.galaxy(), values),
                grid.along(),
                grid.across(),
                target.inclination(),
                total,
                Math.pow(curve.vStars()[0] / hole, 2),
                (total - without) * Math.sin(Math.toRadians(target.inclination())),
                pc * speedOfLight * speedOfLight / (2 * Constants.G * target.mass()));
    }

    /** @return [-] radius of the sphere of influence over the beam, along the major axis; R_eq / R_min */
    public double onMajorAxis() {
        return sphere / along;
    }

    /** @return [-] the same along the minor axis, where the sphere's disk is narrower by cos i */
    public double onMinorAxis() {
        return sphere * Math.cos(Math.toRadians(inclination)) / across;
    }
}
