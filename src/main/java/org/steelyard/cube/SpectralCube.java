// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A spectral-line cube, or the part of one that was read.
 *
 * @param values {@code [(channel*ny + y)*nx + x]}, NaN (never 0) where there is no data; lent
 * @param nx number of columns
 * @param ny number of rows
 * @param axis spectral axis of these channels
 * @param frame sky coordinates of the pixels of the whole file
 * @param xIndex column of the file, from 0, that is the first of this cube
 * @param yIndex row of the file, from 0, that is the first of this cube
 * @param channelIndex channel of the file, from 0, that is the first of this cube
 * @param beams beams of these channels, null if the file has none
 * @param unit unit of the values
 * @param objectName OBJECT of the header, may be empty
 */
public record SpectralCube(
        float[] values,
        int nx,
        int ny,
        SpectralAxis axis,
        SkyFrame frame,
        int xIndex,
        int yIndex,
        int channelIndex,
        BeamTable beams,
        BrightnessUnit unit,
        String objectName) {

    /** Checks that array, axis and beams have matching sizes. */
    public SpectralCube {
        if (values.length != (long) nx * ny * axis.channels()) {
            throw new IllegalArgumentException(
                    values.length + " values for a cube of " + nx + " x " + ny + " x " + axis.channels());
        }
        if (beams != null && beams.beams().size() != axis.channels()) {
            throw new IllegalArgumentException(beams.beams().size() + " beams for " + axis.channels() + " channels");
        }
    }

    /** @return the mean of the channels' beams; null if the file has none */
    public @Nullable Beam meanBeam() {
        return beams == null ? null : beams.mean();
    }

    /** @return number of channels */
    public int channels() {
        return axis.channels();
    }

    /**
     * Returns one value.
     *
     * @param channel channel of this cube, from 0
     * @param y row of this cube, from 0
     * @param x column of this cube, from 0
     * @return the value, NaN where there is no data
     */
    public float at(int channel, int y, int x) {
        return values[(channel * ny + y) * nx + x];
    }

    /**
     * Copies a part of the cube.
     *
     * @param box pixels of the file, inside this cube
     * @param first first channel of this cube, from 0
     * @param count number of channels
     * @return that part; its values are a copy
     */
    public SpectralCube part(PixelBox box, int first, int count) {
        float[] part = new float[box.width() * box.height() * count];
        for (int c = 0; c < count; c++) {
            for (int y = 0; y < box.height(); y++) {
                int from = ((first + c) * ny + box.y0() - yIndex + y) * nx + box.x0() - xIndex;
                System.arraycopy(values, from, part, (c * box.height() + y) * box.width(), box.width());
            }
        }
        BeamTable table = beams == null ? null : beams.slice(first, count);
        return new SpectralCube(
                part,
                box.width(),
                box.height(),
                axis.slice(first, count),
                frame,
                box.x0(),
                box.y0(),
                channelIndex + first,
                table,
                unit,
                objectName);
    }

    /**
     * Replaces the values, for a model or a residual.
     *
     * @param other values of the same shape; lent
     * @return a cube with these values and the axes, beams and unit of this cube
     */
    public SpectralCube withValues(float[] other) {
        return new SpectralCube(other, nx, ny, axis, frame, xIndex, yIndex, channelIndex, beams, unit, objectName);
    }

    /**
     * Replaces the beams.
     *
     * @param table one beam for each channel
     * @return the same cube with these beams
     */
    public SpectralCube withBeams(BeamTable table) {
        return new SpectralCube(values, nx, ny, axis, frame, xIndex, yIndex, channelIndex, table, unit, objectName);
    }

    /** @return this cube with unknown beams */
    public SpectralCube withoutBeams() {
        return new SpectralCube(values, nx, ny, axis, frame, xIndex, yIndex, channelIndex, null, unit, objectName);
    }

    /** @return linear map from pixels to sky offsets at the centre of this cube */
    public LocalFrame localFrame() {
        return frame.at(xIndex + (nx + 1) / 2.0, yIndex + (ny + 1) / 2.0);
    }

    /** @return fraction of the voxels that are NaN, 0 to 1 */
    public double blankShare() {
        long blank = 0;
        for (float value : values) {
            if (Float.isNaN(value)) {
                blank++;
            }
        }
        return (double) blank / values.length;
    }

    /** @return [unit of the cube] largest value; NaN if every voxel is NaN */
    public double peak() {
        double peak = Double.NaN;
        for (float value : values) {
            peak = value <= peak || Float.isNaN(value) ? peak : value;
        }
        return peak;
    }

    /** @return channels, from 0, without data: every value is exactly 0 or NaN */
    public List<Integer> emptyChannels() {
        List<Integer> empty = new ArrayList<>();
        int plane = nx * ny;
        for (int c = 0; c < channels(); c++) {
            boolean nothing = true;
            for (int i = c * plane; nothing && i < (c + 1) * plane; i++) {
                nothing = Float.isNaN(values[i]) || values[i] == 0;
            }
            if (nothing) {
                empty.add(c);
            }
        }
        return empty;
    }
}
