package org.steelyard.cube;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.units.InputException;

/**
 * Noise of a cube channel by channel: the standard deviation (ddof 1) of the means of m x m blocks without emission.
 *
 * @param perChannel [unit of the cube] for every channel; NaN where fewer than {@value #LEAST} blocks are free or all
 *     are equal; lent
 * @param blocks number of blocks that were used in every channel; lent
 * @param blockSize [pixel] m
 */
public record NoiseEstimate(double[] perChannel, int[] blocks, int blockSize) {

    /** Fewest blocks that give a standard deviation worth having (its own error is then 1/sqrt(2 (n-1)) = 25 %). */
    public static final int LEAST = 9;

    /**
     * Noise in a box without emission; blocks start at its first corner.
     *
     * @param cube the cube; not modified
     * @param box pixels of the file
     * @param blockSize [pixel] m, at least 1
     * @return the noise
     * @throws InputException if the box is not all in the cube or holds fewer than {@value #LEAST} blocks
     */
    public static NoiseEstimate inBox(SpectralCube cube, PixelBox box, int blockSize) {
        int x0 = box.x0() - cube.xIndex();
        int y0 = box.y0() - cube.yIndex();
        if (x0 < 0 || y0 < 0 || x0 + box.width() > cube.nx() || y0 + box.height() > cube.ny()) {
            throw new InputException("noise box x " + (box.x0() + 1) + " to " + box.x1() + ", y " + (box.y0() + 1)
                    + " to " + box.y1() + " is not all in the part of the cube that was read; move it");
        }
        int possible = box.width() / blockSize * (box.height() / blockSize);
        if (possible < LEAST) {
            throw new InputException(
                    "noise box of " + box.width() + " x " + box.height() + " pixels holds " + possible + " blocks of "
                            + blockSize + " x " + blockSize + " pixels, at least " + LEAST + " are needed; enlarge it");
        }
        return of(cube, null, new PixelBox(x0, y0, x0 + box.width(), y0 + box.height()), blockSize);
    }

    /**
     * Noise outside a mask: in every channel, of the blocks that the mask does not touch.
     *
     * @param cube the cube; not modified
     * @param mask voxels with emission, of the cube's shape
     * @param blockSize [pixel] m, at least 1
     * @return the noise; NaN for a channel that the mask fills
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

    /** @return [unit of the cube] median over the channels that have a noise; NaN if none has */
    public double typical() {
        double[] finite =
                Arrays.stream(perChannel).filter(Double::isFinite).sorted().toArray();
        return finite.length == 0 ? Double.NaN : finite[finite.length / 2];
    }

    /**
     * Rms of the noise of single voxels, from the voxels below zero alone, which hold no emission: the median of their
     * absolute values is that of a half Gaussian. Exact zeros and NaN do not count.
     *
     * @param cube the cube; not modified
     * @return [unit of the cube] rms; NaN if nothing is below zero
     */
    public static double robustRms(SpectralCube cube) {
        return RobustStatistics.rms(cube.values(), 0, cube.values().length);
    }

    /**
     * The same for one channel.
     *
     * @param cube the cube; not modified
     * @param channel from 0
     * @return [unit of the cube] rms; NaN if nothing is below zero
     */
    public static double robustRms(SpectralCube cube, int channel) {
        int plane = cube.nx() * cube.ny();
        return RobustStatistics.rms(cube.values(), channel * plane, plane);
    }

    /**
     * @param cube the cube; not modified
     * @param mask voxels with emission, of the cube's shape
     * @return channels, from 0, without a voxel in the mask and not empty
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
