package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.steelyard.cube.SpectralCube;

/**
 * What each voxel of a cube counts in the flux map: everything that the mask holds alike (the moment map), or each by the line profile that a model expects in
 * its pixel. The latter is the optimal extraction of Horne (1986, PASP 98, 609): with the profile P of unit sum, flux = sum P d / sum P^2, so channels without a
 * line in that pixel bring no noise. Immutable.
 *
 * @param pixels {@code [channel][k]} of the cube that is held, which pixels count. Lent
 * @param weights [km/s, times pixels per beam] {@code [channel][k]} what they count. Lent
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
     * @param observation whose cube these weights are for
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
