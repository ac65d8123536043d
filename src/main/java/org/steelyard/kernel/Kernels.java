// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

/**
 * The inner loops that dominate the run time, with two implementations: {@code ScalarKernels} and
 * {@code VectorKernels}. Sums over the beam have the same bits in both. Lines agree to rounding with the quick normal
 * integral, and to 3e-13 of the flux with the exact one.
 */
interface Kernels {

    /** Number of blocks that are summed together. */
    int BLOCKS = 4;

    /**
     * Sums one octet of channels over all pixels that reach the blocks of a tile.
     *
     * @param spectra the pixels. Not modified
     * @param plane index of the plane of the spectra
     * @param octet index of the octet of channels
     * @param tile the blocks and their pixels. Not modified
     * @param taps the weights. Not modified
     * @param sums {@code [block of the tile * 8 + lane]}. Modified
     */
    void beam(Spectra spectra, int plane, int octet, BeamTaps.Tile tile, BeamTaps taps, double[] sums);

    /**
     * Creates an inner loop of the line profile.
     *
     * @param normal normal integral and density of the line
     * @return the loop, with scratch memory of its own
     */
    LineSums lineSums(NormalDistribution normal);

    /** Number of doubles that one instruction handles at a time, as far as this code asks for it. */
    int width();
}
