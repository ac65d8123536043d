// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Connected regions of a cube, with voxels connected by their faces.
 *
 * @param nx number of columns
 * @param ny number of rows
 * @param channels number of channels
 */
record ConnectedRegions(int nx, int ny, int channels) {

    /**
     * Selects the regions above a threshold that are bright and large enough.
     *
     * @param values {@code [(channel*ny + y)*nx + x]}. Not modified
     * @param threshold voxels above this value belong to a region
     * @param seed a region must contain a voxel above this value
     * @param minimumArea [pixel2] smallest area of a region's projection on the sky
     * @param minimumChannels smallest number of channels of a region
     * @return the voxels of the selected regions
     */
    BitSet select(float[] values, double threshold, double seed, double minimumArea, int minimumChannels) {
        BitSet open = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            open.set(i, values[i] > threshold);
        }
        BitSet kept = new BitSet(values.length);
        int[] queue = new int[1024];
        for (int start = open.nextSetBit(0); start >= 0; start = open.nextSetBit(start + 1)) {
            queue[0] = start;
            open.clear(start);
            int size = 1;
            boolean bright = false;
            for (int next = 0; next < size; next++) {
                if (size + 6 > queue.length) {
                    queue = Arrays.copyOf(queue, 2 * queue.length);
                }
                int voxel = queue[next];
                bright |= values[voxel] > seed;
                size = addNeighbours(voxel, open, queue, size);
            }
            if (bright && isLarge(queue, size, minimumArea, minimumChannels)) {
                for (int i = 0; i < size; i++) {
                    kept.set(queue[i]);
                }
            }
        }
        return kept;
    }

    private int addNeighbours(int voxel, BitSet open, int[] queue, int size) {
        int plane = nx * ny;
        int x = voxel % nx;
        int y = voxel / nx % ny;
        int c = voxel / plane;
        int end = size;
        end = add(x > 0, voxel - 1, open, queue, end);
        end = add(x < nx - 1, voxel + 1, open, queue, end);
        end = add(y > 0, voxel - nx, open, queue, end);
        end = add(y < ny - 1, voxel + nx, open, queue, end);
        end = add(c > 0, voxel - plane, open, queue, end);
        return add(c < channels - 1, voxel + plane, open, queue, end);
    }

    private static int add(boolean exists, int voxel, BitSet open, int[] queue, int end) {
        if (!exists || !open.get(voxel)) {
            return end;
        }
        open.clear(voxel);
        queue[end] = voxel;
        return end + 1;
    }

    private boolean isLarge(int[] voxels, int size, double minimumArea, int minimumChannels) {
        int plane = nx * ny;
        BitSet onSky = new BitSet(plane);
        BitSet inChannels = new BitSet(channels);
        for (int i = 0; i < size; i++) {
            onSky.set(voxels[i] % plane);
            inChannels.set(voxels[i] / plane);
        }
        return onSky.cardinality() >= minimumArea && inChannels.cardinality() >= minimumChannels;
    }
}
