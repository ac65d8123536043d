package org.steelyard.cube;

/** Noise per channel: standard deviation (ddof 1) of m x m block means. */
public record NoiseEstimate(double[] perChannel, int[] blocks, int blockSize) {

    public static NoiseEstimate inBox(SpectralCube cube, PixelBox box, int blockSize) {
        throw new UnsupportedOperationException();
    }

    public static NoiseEstimate outside(SpectralCube cube, CubeMask mask, int blockSize) {
        throw new UnsupportedOperationException();
    }

    public static double robustRms(SpectralCube cube) {
        throw new UnsupportedOperationException();
    }
}
