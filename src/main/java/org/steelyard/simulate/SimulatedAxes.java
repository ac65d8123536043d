// SPDX-License-Identifier: Apache-2.0
package org.steelyard.simulate;

import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.SimulateConfig;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.CubeGrid;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.fit.cube.CubeObservation;
import org.steelyard.units.InputException;

/** The axes of a simulated cube: those of an observed cube, or new ones. */
final class SimulatedAxes {

    private SimulatedAxes() {}

    /**
     * @param config with section {@code [simulate]}, or else with a cube
     * @return a cube of zeros in Jy/beam, with axes and beams
     * @throws InputException if something is missing, or the cube does not fit into memory
     */
    static SpectralCube of(Configuration config) {
        return config.grid() == null ? likeCube(config) : fromNothing(config);
    }

    private static SpectralCube likeCube(Configuration config) {
        if (config.data().cube() == null) {
            throw new InputException(
                    "[simulate] is missing: give size, channel_width, ra and dec with data.pixel, data.beam, "
                            + "data.line and data.velocities; or data.cube, whose axes and beams are then taken");
        }
        CubeFile file = CubeObservation.open(config);
        String name = config.galaxy().name();
        return new SpectralCube(
                CubeGrid.zeros(file.nx(), file.ny(), file.channels()),
                file.nx(),
                file.ny(),
                file.axis(),
                file.frame(),
                0,
                0,
                0,
                file.beamsOrNull(),
                BrightnessUnit.JY_PER_BEAM,
                name);
    }

    private static SpectralCube fromNothing(Configuration config) {
        DataConfig data = config.data();
        SimulateConfig grid = config.grid();
        Double rest = data.headerOverrides().restFrequency();
        require("data.pixel = \"0.05 arcsec\"", data.pixel());
        if (grid.beams() != null && data.beam() != null) {
            throw new InputException("simulate.beams and data.beam both give the beam; remove one of them");
        }
        BeamTable beams = grid.beams() == null ? null : SimulatedBeams.read(grid.beams());
        Beam beam = beams == null ? data.beam() : beams.at(0);
        require("data.beam = { major = \"0.12 arcsec\", minor = \"0.10 arcsec\", position_angle = \"77 deg\" }", beam);
        require("data.velocities = [\"1500 km/s\", \"2250 km/s\"]", data.velocities());
        require("data.line = \"CO(2-1)\"", rest);
        SpectralCube cube = new CubeGrid(
                        grid.nx(),
                        grid.ny(),
                        data.pixel(),
                        grid.ra(),
                        grid.dec(),
                        rest,
                        data.velocities()[0],
                        data.velocities()[1],
                        grid.channelWidth(),
                        beam)
                .zeros(config.galaxy().name());
        if (beams == null) {
            return cube;
        }
        if (beams.beams().size() != cube.channels()) {
            throw new InputException(grid.beams() + ": has " + beams.beams().size() + " beams for the "
                    + cube.channels() + " channels of data.velocities and simulate.channel_width; give one for each");
        }
        return cube.withBeams(beams);
    }

    private static void require(String key, Object value) {
        if (value == null) {
            throw new InputException("[simulate] makes its cube's axes from section [data], which lacks " + key);
        }
    }
}
