package org.steelyard.cube;

import java.util.BitSet;

/**
 * Which voxels of a cube hold signal.
 *
 * @param bits {@code [(channel*ny + y)*nx + x]}; lent
 * @param nx columns
 * @param ny rows
 * @param channels channels
 */
public record CubeMask(BitSet bits, int nx, int ny, int channels) {

    /**
     * How {@link #smoothAndClip} works.
     *
     * @param smoothingBeams [beam] FWHM of the spatial Gaussian in units of the beam's geometric mean FWHM
     * @param smoothingChannels width of the spectral Hanning window in channels (1: none, 3: 1/4 1/2 1/4, ...)
     * @param seed [sigma] a component must reach this many times the rms of the smoothed cube
     * @param threshold [sigma] and extends down to this
     * @param minimumBeams [beam] least area of a component on the sky, in beams
     * @param minimumChannels least number of channels of a component
     * @param dilationBeams [beam] the mask is grown by this, in units of the beam's FWHM
     * @param dilationChannels and by this many channels on either side
     */
    public record Options(
            double smoothingBeams,
            int smoothingChannels,
            double seed,
            double threshold,
            double minimumBeams,
            int minimumChannels,
            double dilationBeams,
            int dilationChannels) {
        /** @return what works for a resolved disk at a peak signal-to-noise of 5 to 50 */
        public static Options defaults() {
            return new Options(1.5, 3, 5, 2.5, 1, 2, 1, 1);
        }
    }

    /** Mask by smoothing, clipping and dilating. */
    public static CubeMask smoothAndClip(SpectralCube cube, Options options) {
        throw new UnsupportedOperationException();
    }

    /** A user's mask cube: true where finite and above 0.5. */
    public static CubeMask of(SpectralCube mask) {
        throw new UnsupportedOperationException();
    }

    /** Whether the voxel holds signal. */
    public boolean at(int channel, int y, int x) {
        return bits.get((channel * ny + y) * nx + x);
    }

    /** Number of voxels with signal. */
    public int count() {
        return bits.cardinality();
    }
}
