// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import org.steelyard.config.Configuration;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.galaxy.Annuli;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.potential.GasDisk;
import org.steelyard.potential.GasMass;
import org.steelyard.potential.gas.GasPotential;
import org.steelyard.potential.gas.MeasuredGas;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/** The gas' own gravity from the flux of a cube in elliptical annuli (method page, section 3). */
final class CubeGas {

    /** Elliptical annuli of the gas' surface density are this wide [beam FWHM]. */
    private static final double ANNULUS = 0.5;

    private CubeGas() {}

    /**
     * @param config what to fit
     * @param observation the data
     * @param galaxy the components
     * @param space the parameters, at whose start the annuli lie
     * @param scale [pc/arcsec]
     * @return the gas' gravity
     * @throws InputException if the rest frequency of the line is not known
     */
    static GasPotential measure(
            Configuration config, CubeObservation observation, Galaxy galaxy, ParameterSpace space, double scale) {
        double step = ANNULUS * observation.beam().geometricMean();
        return new MeasuredGas(
                config.potential().alphaCo(),
                disk(config, observation, FluxMap.observed(config, observation), galaxy, space, scale, step));
    }

    private static GasDisk disk(
            Configuration config,
            CubeObservation observation,
            double[] observed,
            Galaxy galaxy,
            ParameterSpace space,
            double scale,
            double step) {
        double rest = observation.file().axis().restFrequency();
        if (!(rest > 0)) {
            throw new InputException(
                    "potential.gas = \"from-cube\" needs the line's rest frequency: give data.line = \"CO(2-1)\"");
        }
        double inclination = Math.toRadians(galaxy.inclination(name -> FitParameters.start(space, name)));
        SpectralCube cube = observation.cube();
        Annuli annuli = Annuli.of(
                new Annuli.Map(observed, cube.nx(), cube.xIndex(), cube.yIndex(), observation.frame()),
                galaxy.shape().warp(),
                name -> FitParameters.start(space, name),
                step);
        int last = annuli.size() - 1;
        while (last > 1 && annuli.flux()[last] == 0) {
            last--;
        }
        double[] radius = new double[last + 1];
        double[] perArea = new double[last + 1];
        for (int k = 0; k <= last; k++) {
            radius[k] = annuli.radius(k) * scale;
            perArea[k] = annuli.flux()[k]
                    / (Math.max(1, annuli.count()[k]) * observation.frame().pixelArea());
        }
        double z = FitParameters.start(space, "vsys") / Constants.SPEED_OF_LIGHT;
        double luminosityDistance = scale / Constants.PC_PER_ARCSEC_AT_MPC * (1 + z) * (1 + z);
        PotentialConfig potential = config.potential();
        double[] density = new GasMass(1, potential.heliumFactor(), potential.r21())
                .surfaceDensity(perArea, inclination, scale, luminosityDistance, z, rest);
        return GasDisk.of(radius, density);
    }
}
