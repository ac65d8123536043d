package org.steelyard.potential;

import org.steelyard.units.Constants;

/** The sphere of influence of a black hole on the sky. */
public final class SphereOfInfluence {

    private static final double EDGE_ON = Math.PI / 2;

    private SphereOfInfluence() {}

    /**
     * The radius r = G M / sigma^2.
     *
     * @param mass [Msun]
     * @param dispersion [km/s] of the stars
     * @return [pc] radius of the sphere of influence
     */
    public static double ofDispersion(double mass, double dispersion) {
        return Constants.G * mass / (dispersion * dispersion);
    }

    /**
     * The radius at which the stars, taken edge-on, have the gravity of the black hole: v_*^2 = G M / r.
     *
     * @param mass [Msun]
     * @param mge the stars
     * @param massToLight [Msun/Lsun]
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @return [pc] radius of the sphere of influence
     */
    public static double ofStars(double mass, MgeTable mge, double massToLight, double pcPerArcsec) {
        CircularVelocity stars = mge.toPhysical(pcPerArcsec).at(EDGE_ON);
        double low = 1e-6;
        double high = 1e7;
        while (high / low > 1 + 1e-9) {
            double middle = Math.sqrt(low * high);
            boolean inside = massToLight * stars.speedSquared(middle) < Constants.G * mass / middle;
            low = inside ? middle : low;
            high = inside ? high : middle;
        }
        return low;
    }
}
