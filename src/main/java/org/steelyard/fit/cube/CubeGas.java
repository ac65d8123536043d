// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import org.steelyard.config.Configuration;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.FitParameters;
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
        double angle = Math.toRadians(galaxy.positionAngle(name -> FitParameters.start(space, name)));
        SpectralCube cube = observation.cube();
        var frame = observation.frame();
        double longest = Math.hypot(cube.nx(), cube.ny()) * frame.pixelSize();
        int annuli = (int) Math.ceil(longest / step);
        double[] flux = new double[annuli];
        int[] count = new int[annuli];
        int last = 1;
        for (int p = 0; p < observed.length; p++) {
            double dx = p % cube.nx() + cube.xIndex() + 1 - FitParameters.start(space, "x");
            double dy = p / cube.nx() + cube.yIndex() + 1 - FitParameters.start(space, "y");
            double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
            double north = frame.northPerX() * dx + frame.northPerY() * dy;
            double along = east * Math.sin(angle) + north * Math.cos(angle);
            double across = (east * Math.cos(angle) - north * Math.sin(angle)) / Math.cos(inclination);
            int k = (int) (Math.hypot(along, across) / step);
            if (k < annuli) {
                flux[k] += observed[p];
                count[k]++;
                last = observed[p] > 0 ? Math.max(last, k) : last;
            }
        }
        double[] radius = new double[last + 1];
        double[] perArea = new double[last + 1];
        for (int k = 0; k <= last; k++) {
            radius[k] = (k + 0.5) * step * scale;
            perArea[k] = count[k] == 0 ? 0 : flux[k] / (count[k] * frame.pixelArea());
        }
        double z = FitParameters.start(space, "vsys") / Constants.SPEED_OF_LIGHT;
        double luminosityDistance = scale / Constants.PC_PER_ARCSEC_AT_MPC * (1 + z) * (1 + z);
        PotentialConfig potential = config.potential();
        double[] density = new GasMass(1, potential.heliumFactor(), potential.r21())
                .surfaceDensity(perArea, inclination, scale, luminosityDistance, z, rest);
        return GasDisk.of(radius, density);
    }
}
