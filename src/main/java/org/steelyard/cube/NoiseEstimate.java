// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.units.InputException;

/**
 * Noise of a cube in each channel: the standard deviation (ddof 1) of the means of emission-free m x m blocks.
 *
 * @param perChannel [unit of the cube] noise of every channel; NaN where fewer than {@value #LEAST} blocks are free or
 *     all blocks are equal; lent
 * @param blocks number of blocks used in every channel; lent
 * @param blockSize [pixel] m
 */
public record NoiseEstimate(double[] perChannel, int[] blocks, int blockSize) {

    /** Smallest number of blocks for a standard deviation. Its relative error is then 1/sqrt(2 (n-1)) = 25 %. */
    public static final int LEAST = 9;

    /**
     * Measures noise in an emission-free box; blocks start at its first corner.
     *
     * @param cube the cube. Not modified
     * @param box pixels of the file
     * @param blockSize [pixel] m, at least 1
     * @return the noise
     * @throws InputException if the box is not completely in the cube or contains fewer than {@value #LEAST} blocks
     */
    public static NoiseEstimate inBox(SpectralCube cube, PixelBox box, int blockSize) {
        int x0 = box.x0() - cube.xIndex();
        int y0 = box.y0() - cube.yIndex();
        if (x0 < 0 || y0 < 0 || x0 + box.width() > cube.nx() || y0 + box.height() > cube.ny()) {
            throw new InputException("noise box x " + (box.x0() + 1) + " to " + box.x1() + ", y " + (box.y0() + 1)
                    + " to " + box.y1() + " is not completely in the part of the cube that was read; move it");
        }
        int possible = box.width() / blockSize * (box.height() / blockSize);
        if (possible < LEAST) {
            throw new InputException("noise box of " + box.width() + " x " + box.height() + " pixels contains "
                    + possible + " blocks of " + blockSize + " x " + blockSize + " pixels, at least " + LEAST
                    + " are needed; enlarge it");
        }
        return of(cube, null, new PixelBox(x0, y0, x0 + box.width(), y0 + box.height()), blockSize);
    }

    /**
     * Measures noise outside a mask: in every channel, from the blocks without masked voxels.
     *
     * @param cube the cube. Not modified
     * @param mask voxels with emission, of the shape of the cube
     * @param blockSize [pixel] m, at least 1
     * @return the noise; NaN for a channel with too few free blocks
     */
    public static NoiseEstimate outside(SpectralCube cube, CubeMask mask, int blockSize) {
        return of(cube, mask, new PixelBox(0, 0, cube.nx(), cube.ny()), blockSize);
    }

    private static NoiseEstimate of(SpectralCube cube, CubeMask mask, PixelBox box, int m) {
        double[] noise = new double[cube.channels()];
        int[] blocks = new int[cube.channels()];
        for (int c = 0; c < cube.channels(); c++) {
            double mean = 0;
            double squares = 0;
            int n = 0;
            for (int y = box.y0(); y + m <= box.y1(); y += m) {
                for (int x = box.x0(); x + m <= box.x1(); x += m) {
                    double value = blockMean(cube, mask, c, y, x, m);
                    if (!Double.isNaN(value)) {
                        n++;
                        double step = value - mean;
                        mean += step / n;
                        squares += step * (value - mean);
                    }
                }
            }
            blocks[c] = n;
            noise[c] = n < LEAST || squares == 0 ? Double.NaN : Math.sqrt(squares / (n - 1));
        }
        return new NoiseEstimate(noise, blocks, m);
    }

    private static double blockMean(SpectralCube cube, CubeMask mask, int c, int y0, int x0, int m) {
        double sum = 0;
        for (int y = y0; y < y0 + m; y++) {
            for (int x = x0; x < x0 + m; x++) {
                if (mask != null && mask.at(c, y, x)) {
                    return Double.NaN;
                }
                sum += cube.at(c, y, x);
            }
        }
        return sum / (m * m);
    }

    /** @return [unit of the cube] median over the channels with finite noise; NaN if there are none */
    public double typical() {
        double[] finite =
                Arrays.stream(perChannel).filter(Double::isFinite).sorted().toArray();
        return finite.length == 0 ? Double.NaN : finite[finite.length / 2];
    }

    /**
     * Measures the rms noise of single voxels from the negative voxels alone, which contain no emission. The median of
     * their absolute values is that of a half Gaussian. Exact zeros and NaN are omitted.
     *
     * @param cube the cube. Not modified
     * @return [unit of the cube] rms; NaN if no voxel is negative
     */
    public static double robustRms(SpectralCube cube) {
        return RobustStatistics.rms(cube.values(), 0, cube.values().length);
    }

    /**
     * Measures the rms noise of single voxels in one channel, as {@link #robustRms(SpectralCube)}.
     *
     * @param cube the cube. Not modified
     * @param channel channel, from 0
     * @return [unit of the cube] rms; NaN if no voxel is negative
     */
    public static double robustRms(SpectralCube cube, int channel) {
        int plane = cube.nx() * cube.ny();
        return RobustStatistics.rms(cube.values(), channel * plane, plane);
    }

    /**
     * Finds the channels without emission.
     *
     * @param cube the cube. Not modified
     * @param mask voxels with emission, of the shape of the cube
     * @return channels, from 0, without masked voxels and not empty
     */
    public static List<Integer> lineFreeChannels(SpectralCube cube, CubeMask mask) {
        List<Integer> free = new ArrayList<>();
        List<Integer> empty = cube.emptyChannels();
        int plane = mask.nx() * mask.ny();
        for (int c = 0; c < mask.channels(); c++) {
            int next = mask.bits().nextSetBit(c * plane);
            if ((next < 0 || next >= (c + 1) * plane) && !empty.contains(c)) {
                free.add(c);
            }
        }
        return free;
    }
}
