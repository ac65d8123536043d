// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Connected regions of a cube, with voxels connected by their faces.
 *
 * @param nx number of columns
 * @param ny number of rows
 * @param channels number of channels
 */
record ConnectedRegions(int nx, int ny, int channels) {

    /**
     * A region.
     *
     * @param voxels their indices; lent
     * @param peak the largest value
     * @param sum of the values
     */
    record Region(int[] voxels, double peak, double sum) {}

    /**
     * Finds the regions above a threshold.
     *
     * @param values {@code [(channel*ny + y)*nx + x]}. Not modified
     * @param sign 1, or -1 for the regions of the negative values
     * @param threshold voxels whose value times the sign is above this belong to a region
     * @return the regions, with values times the sign
     */
    List<Region> above(float[] values, int sign, double threshold) {
        BitSet open = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            open.set(i, sign * values[i] > threshold);
        }
        List<Region> regions = new ArrayList<>();
        for (int[] voxels : of(open)) {
            double peak = 0;
            double sum = 0;
            for (int voxel : voxels) {
                peak = Math.max(peak, sign * values[voxel]);
                sum += sign * values[voxel];
            }
            regions.add(new Region(voxels, peak, sum));
        }
        return regions;
    }

    /** The voxels of each region of a set; the set is emptied. */
    List<int[]> of(BitSet open) {
        List<int[]> regions = new ArrayList<>();
        int[] queue = new int[1024];
        for (int start = open.nextSetBit(0); start >= 0; start = open.nextSetBit(start + 1)) {
            queue[0] = start;
            open.clear(start);
            int size = 1;
            for (int next = 0; next < size; next++) {
                if (size + 6 > queue.length) {
                    queue = Arrays.copyOf(queue, 2 * queue.length);
                }
                size = addNeighbours(queue[next], open, queue, size);
            }
            regions.add(Arrays.copyOf(queue, size));
        }
        return regions;
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

    /** Whether a region covers at least an area [pixel2] on the sky and a number of channels. */
    boolean isLarge(int[] voxels, double minimumArea, int minimumChannels) {
        int plane = nx * ny;
        BitSet onSky = new BitSet(plane);
        BitSet inChannels = new BitSet(channels);
        for (int voxel : voxels) {
            onSky.set(voxel % plane);
            inChannels.set(voxel / plane);
        }
        return onSky.cardinality() >= minimumArea && inChannels.cardinality() >= minimumChannels;
    }
}
