// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.steelyard.cube.SpectralCube;

/**
 * The weights of a cube's voxels in the flux map: equal inside the mask (the moment map), or from the line profiles of
 * a model (see {@link OptimalExtraction}). Immutable.
 *
 * @param pixels {@code [channel][k]} of the cube that is held, indices of the pixels with a weight. Lent
 * @param weights [km/s, times pixels per beam] {@code [channel][k]} their weights. Lent
 */
public record FluxWeights(int[][] pixels, double[][] weights) {

    /** The voxels of the mask, by the width of their channel. */
    static FluxWeights masked(CubeObservation observation) {
        SpectralCube cube = observation.cube();
        int plane = cube.nx() * cube.ny();
        int[][] pixels = new int[cube.channels()][];
        double[][] weights = new double[cube.channels()][];
        for (int c = 0; c < cube.channels(); c++) {
            int first = c * plane;
            BitSet bits = observation.mask().bits();
            pixels[c] = IntStream.iterate(
                            bits.nextSetBit(first), v -> v >= 0 && v < first + plane, v -> bits.nextSetBit(v + 1))
                    .filter(v -> !Float.isNaN(cube.values()[v]))
                    .map(v -> v - first)
                    .toArray();
            weights[c] = new double[pixels[c].length];
            Arrays.fill(weights[c], observation.momentWeight(c));
        }
        return new FluxWeights(pixels, weights);
    }

    /**
     * @param observation the cube to which these weights belong
     * @return [Jy km/s] flux of each pixel that is held, negatives kept
     */
    public double[] flux(CubeObservation observation) {
        SpectralCube cube = observation.cube();
        int plane = cube.nx() * cube.ny();
        double[] flux = new double[plane];
        for (int c = 0; c < pixels.length; c++) {
            for (int k = 0; k < pixels[c].length; k++) {
                flux[pixels[c][k]] += weights[c][k] * cube.values()[c * plane + pixels[c][k]];
            }
        }
        return flux;
    }
}
