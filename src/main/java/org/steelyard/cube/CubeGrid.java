// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.Locale;
import org.steelyard.units.InputException;

/**
 * Pixels, channels and beam of a simulated cube: north up, channels of equal frequency width, frame LSRK.
 *
 * @param nx number of pixels along right ascension
 * @param ny number of pixels along declination
 * @param pixel [arcsec] size of a pixel
 * @param ra [deg] right ascension of the centre of the field
 * @param dec [deg] declination of the centre of the field
 * @param restFrequency [Hz] rest frequency of the line, see {@link SpectralLine#frequency}
 * @param first [km/s] radio velocity of the first channel
 * @param last [km/s] radio velocity of the last channel
 * @param channelWidth [km/s] positive
 * @param beam the beam of every channel
 */
public record CubeGrid(
        int nx,
        int ny,
        double pixel,
        double ra,
        double dec,
        double restFrequency,
        double first,
        double last,
        double channelWidth,
        Beam beam) {

    /** Bytes per voxel while a model is evaluated: single precision for the file, double precision for the model. */
    private static final int BYTES = 12;

    /**
     * Creates a cube of zeros.
     *
     * @param objectName name of the object, may be empty
     * @return a cube of zeros in Jy/beam
     * @throws InputException if it does not fit into memory
     */
    public SpectralCube zeros(String objectName) {
        int channels = (int) Math.min(Integer.MAX_VALUE, Math.round((last - first) / channelWidth) + 1);
        double start = restFrequency * VelocityConvention.RADIO.nuOverRest(first);
        double step = restFrequency * VelocityConvention.RADIO.nuOverRest(first + channelWidth) - start;
        NativeAxis axis = new NativeAxis(
                "FREQ", "Hz", 1, start, step, NativeAxis.Sampling.FREQUENCY, VelocityConvention.RADIO, restFrequency);
        float[] zeros = zeros(nx, ny, channels);
        SkyFrame frame =
                SkyFrame.northUp(Projection.SIN, ra, dec, Math.floorDiv(nx + 1, 2), Math.floorDiv(ny + 1, 2), pixel);
        return new SpectralCube(
                zeros,
                nx,
                ny,
                SpectralAxis.of(axis, channels, "LSRK"),
                frame,
                0,
                0,
                0,
                BeamTable.common(beam, channels),
                BrightnessUnit.JY_PER_BEAM,
                objectName);
    }

    /**
     * Allocates the values of a cube.
     *
     * @param nx number of pixels along x
     * @param ny number of pixels along y
     * @param channels number of channels
     * @return a zero for each voxel
     * @throws InputException if the cube and its model do not fit into memory
     */
    public static float[] zeros(int nx, int ny, int channels) {
        double voxels = (double) nx * ny * channels;
        double memory = Runtime.getRuntime().maxMemory();
        if (voxels > Integer.MAX_VALUE - 8 || BYTES * voxels > memory) {
            throw new InputException(String.format(
                    Locale.ROOT,
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
