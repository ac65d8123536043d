package org.steelyard.kernel;

/**
 * The inner loops that decide the speed, in two forms: {@code ScalarKernels} and {@code VectorKernels}. Sums over the beam have the same
 * bits in both; lines agree to rounding, or to 3e-13 of the flux where the exact normal integral is used.
 */
interface Kernels {

    /** Blocks whose sums are made together. */
    int BLOCKS = 4;

    /**
     * Sums one octet of channels over all pixels that reach the blocks of a tile.
     *
     * @param spectra the pixels. Not modified
     * @param plane which of its cubes
     * @param octet which channels
     * @param tile the blocks and their pixels. Not modified
     * @param taps the weights. Not modified
     * @param sums {@code [block of the tile * 8 + lane]}. Modified
     */
    void beam(Spectra spectra, int plane, int octet, BeamTile tile, BeamTaps taps, double[] sums);

    /**
     * @param normal how exactly the line is integrated
     * @return the inner loop of the line profile, with scratch memory of its own
     */
    LineSums lineSums(NormalDistribution normal);
}
