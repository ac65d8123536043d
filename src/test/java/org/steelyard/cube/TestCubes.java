// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

/** Small cubes for tests: 0.1" pixels, a round 0.3" beam, 10 km/s channels from 1000 km/s. */
public final class TestCubes {

    private TestCubes() {}

    public static SpectralCube of(float[] values, int nx, int ny, int channels) {
        NativeAxis axis = new NativeAxis(
                "VRAD", "km/s", 1, 1000, 10, NativeAxis.Sampling.VELOCITY, VelocityConvention.RADIO, 230.538e9);
        SkyFrame frame = SkyFrame.northUp(Projection.SIN, 50, -35, (nx + 1) / 2.0, (ny + 1) / 2.0, 0.1);
        BeamTable beams = BeamTable.common(new Beam(0.3, 0.3, 0), channels);
        return new SpectralCube(
                values,
                nx,
                ny,
                SpectralAxis.of(axis, channels, "LSRK"),
                frame,
                0,
                0,
                0,
                beams,
                BrightnessUnit.JY_PER_BEAM,
                "TEST");
    }
}
