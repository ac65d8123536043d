// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.IOException;
import java.nio.file.Path;
import org.steelyard.cube.PixelBox;
import org.steelyard.units.InputException;

/**
 * Reads a box from a file whose axes are in any order, in ascending order of the file, and stores it in the order of a
 * cube.
 */
record BoxReader(CubeAxes axes, VoxelSource source) {

    /** Opens the values of an HDU. */
    static VoxelSource source(Path file, HduIndex.Entry entry, double unitScale) throws IOException {
        if (entry.isCompressedImage()) {
            return new TiledVoxels(file, entry, unitScale);
        }
        return new VoxelSource.Plain(
                ByteSource.open(file),
                entry.dataStart(),
                entry.data().bitpix(),
                VoxelSource.Scaling.of(entry.header(), unitScale));
    }

    /**
     * Allocates an array for values that are to be read.
     *
     * @param file that holds them, for the message
     * @param values number of values
     * @throws InputException if they do not fit into the memory of Java
     */
    static float[] array(Path file, long values) {
        long most = Math.min(Integer.MAX_VALUE - 16, Runtime.getRuntime().maxMemory() / Float.BYTES);
        if (values > most) {
            throw new InputException(file + ": " + values + " values to be read need " + values / 250_000
                    + " MB of memory, room is for " + most + "; choose a smaller region or fewer channels, or give Java"
                    + " a larger heap");
        }
        return new float[(int) values];
    }

    /** Reads {@code [(channel*ny + y)*nx + x]} of the box into an array. */
    void read(PixelBox box, int firstChannel, int count, float[] into) throws IOException {
        int dimensions = axes.lengths().length;
        int[] from = new int[dimensions];
        int[] length = new int[dimensions];
        int[] stride = new int[dimensions];
        java.util.Arrays.fill(length, 1);
        set(axes.x(), box.x0(), box.width(), 1, from, length, stride);
        set(axes.y(), box.y0(), box.height(), box.width(), from, length, stride);
        if (axes.spectral() >= 0) {
            set(axes.spectral(), firstChannel, count, box.width() * box.height(), from, length, stride);
        }
        int[] index = new int[dimensions];
        boolean more = true;
        while (more) {
            long start = 0;
            int offset = 0;
            long step = 1;
            for (int axis = 0; axis < dimensions; axis++) {
                start += (from[axis] + index[axis]) * step;
                step *= axes.lengths()[axis];
                offset += index[axis] * stride[axis];
            }
            source.read(start, length[0], into, offset, stride[0]);
            int axis = 1;
            while (axis < dimensions && ++index[axis] == length[axis]) {
                index[axis++] = 0;
            }
            more = axis < dimensions;
        }
    }

    private static void set(int axis, int first, int count, int step, int[] from, int[] length, int[] stride) {
        from[axis] = first;
        length[axis] = count;
        stride[axis] = step;
    }
}
