// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import org.steelyard.units.InputException;

/**
 * Gas mass from CO flux (Carilli and Walter 2013, ARA&amp;A 51, 105; method page, section 3):
 *
 * <pre>  M_gas = 3.25e7 alpha_CO f_He S_CO D^2 / [(1+z) R21 nu_0^2] </pre>
 *
 * with S_CO in Jy km/s, the luminosity distance D in Mpc, and the rest frequency nu_0 of the line in GHz.
 *
 * @param alphaCo [Msun/(K km/s pc2)] mass of H2 per CO(1-0) luminosity, positive
 * @param heliumFactor f_He, mass with helium per mass of hydrogen, at least 1
 * @param lineRatio R21, luminosity of the line observed over that of CO(1-0), positive
 */
public record GasMass(double alphaCo, double heliumFactor, double lineRatio) {

    private static final double COEFFICIENT = 3.25e7;
    private static final double GIGAHERTZ = 1e9;

    /** @throws InputException if a number is out of range */
    public GasMass {
        Require.positive("gas mass: alpha_CO", alphaCo, "Msun/(K km/s pc2)");
        Require.positive("gas mass: line ratio R21", lineRatio, "");
        if (!(heliumFactor >= 1) || Double.isInfinite(heliumFactor)) {
            throw new InputException(
                    "gas mass: helium factor is " + heliumFactor + "; it must be 1 or more, 1.36 as a rule");
        }
    }

    /** @return alpha_CO = 3.1, f_He = 1.36, R21 = 0.7: the choices of the disks of early-type galaxies, for CO(2-1) */
    public static GasMass defaults() {
        return new GasMass(3.1, 1.36, 0.7);
    }

    /**
     * @param flux [Jy km/s] of the line
     * @param luminosityDistance [Mpc]
     * @param redshift z
     * @param restFrequency [Hz] of the line
     * @return [Msun] gas mass
     */
    public double mass(double flux, double luminosityDistance, double redshift, double restFrequency) {
        double gigahertz = restFrequency / GIGAHERTZ;
        return COEFFICIENT
                * alphaCo
                * heliumFactor
                * flux
                * luminosityDistance
                * luminosityDistance
                / ((1 + redshift) * lineRatio * gigahertz * gigahertz);
    }

    /**
     * The disk's surface density from the mean line flux in elliptical annuli.
     *
     * @param skyFlux [Jy km/s/arcsec2] per solid angle on the sky, in each annulus. Not modified.
     * @param inclination [rad] of the disk: the disk's area is the sky's over cos i
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @param luminosityDistance [Mpc]
     * @param redshift z
     * @param restFrequency [Hz] of the line
     * @return [Msun/pc2] face-on surface density of each annulus, for {@link GasDisk#of}; negative flux (noise) counts
     *     as none
     */
    public double[] surfaceDensity(
            double[] skyFlux,
            double inclination,
            double pcPerArcsec,
            double luminosityDistance,
            double redshift,
            double restFrequency) {
        double perFlux = mass(1, luminosityDistance, redshift, restFrequency)
                * Math.cos(inclination)
                / (pcPerArcsec * pcPerArcsec);
        double[] density = new double[skyFlux.length];
        for (int i = 0; i < density.length; i++) {
            density[i] = perFlux * Math.max(0, skyFlux[i]);
        }
        return density;
    }
}
