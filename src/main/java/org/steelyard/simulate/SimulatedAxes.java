package org.steelyard.simulate;

import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.SimulateConfig;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.fit.cube.CubeObservation;
import org.steelyard.units.InputException;

/** The cube that a simulation fills: the axes of a real one, or axes made from nothing. */
final class SimulatedAxes {

    /** Voxels of a cube in memory, twice: in single precision for the file, in double for the model. */
    private static final int BYTES = 12;

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
                zeros(file.nx(), file.ny(), file.channels()),
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
        require(
                "data.beam = { major = \"0.12 arcsec\", minor = \"0.10 arcsec\", position_angle = \"77 deg\" }",
                data.beam());
        require("data.velocities = [\"1500 km/s\", \"2250 km/s\"]", data.velocities());
        require("data.line = \"CO(2-1)\"", rest);
        double first = data.velocities()[0];
        double width = grid.channelWidth();
        int channels = (int) Math.min(Integer.MAX_VALUE, Math.round((data.velocities()[1] - first) / width) + 1);
        double start = rest * VelocityConvention.RADIO.nuOverRest(first);
        double step = rest * VelocityConvention.RADIO.nuOverRest(first + width) - start;
        NativeAxis axis = new NativeAxis(
                "FREQ", "Hz", 1, start, step, NativeAxis.Sampling.FREQUENCY, VelocityConvention.RADIO, rest);
        float[] zeros = zeros(grid.nx(), grid.ny(), channels);
        SkyFrame frame = SkyFrame.northUp(
                Projection.SIN,
                grid.ra(),
                grid.dec(),
                Math.floorDiv(grid.nx() + 1, 2),
                Math.floorDiv(grid.ny() + 1, 2),
                data.pixel());
        return new SpectralCube(
                zeros,
                grid.nx(),
                grid.ny(),
                SpectralAxis.of(axis, channels, "LSRK"),
                frame,
                0,
                0,
                0,
                BeamTable.common(data.beam(), channels),
                BrightnessUnit.JY_PER_BEAM,
                config.galaxy().name());
    }

    private static void require(String key, Object value) {
        if (value == null) {
            throw new InputException("[simulate] makes its cube's axes from section [data], which lacks " + key);
        }
    }

    private static float[] zeros(int nx, int ny, int channels) {
        double voxels = (double) nx * ny * channels;
        double memory = Runtime.getRuntime().maxMemory();
        if (voxels > Integer.MAX_VALUE - 8 || BYTES * voxels > memory) {
            throw new InputException(String.format(
                    java.util.Locale.ROOT,
                    "a cube of %d x %d x %d voxels needs %.1f GB of the %.1f GB of memory; make it smaller",
                    nx,
                    ny,
                    channels,
                    BYTES * voxels / 1e9,
                    memory / 1e9));
        }
        return new float[(int) voxels];
    }
}
