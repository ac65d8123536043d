// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.BitSet;
import java.util.List;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * The voxels of a cube that contain signal.
 *
 * @param bits {@code [(channel*ny + y)*nx + x]}; lent
 * @param nx number of columns
 * @param ny number of rows
 * @param channels number of channels
 */
public record CubeMask(BitSet bits, int nx, int ny, int channels) {

    /** Beam FWHM [pixel] where the file has no beam. */
    private static final double ASSUMED_BEAM = 3;

    /** Smallest rms over the peak of the smoothed cube, so that a cube without noise gets a finite mask. */
    private static final double LEAST_RMS = 1e-4;

    /** Smallest sum of a region over that of the strongest negative one: noise and artefacts have either sign. */
    private static final double RELIABLE = 2;

    /**
     * Settings of {@link #smoothAndClip}.
     *
     * @param smoothingBeams [beam] FWHM of the spatial Gaussian in units of the beam's geometric mean FWHM, 0 for none
     * @param smoothingChannels length of the spectral Hanning window, odd (1: none, 3: 1/4 1/2 1/4)
     * @param seed [sigma] peak that a region must reach, in units of the rms of the smoothed cube
     * @param threshold [sigma] value down to which a region extends, in the same unit
     * @param minimumBeams [beam] smallest area of a region on the sky, in beam areas
     * @param minimumChannels smallest number of channels of a region
     * @param dilationBeams [beam] growth of the mask on the sky, in units of the beam's geometric mean FWHM
     * @param dilationChannels growth of the mask on either side, in channels
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

        /** @throws InputException if a value is out of range */
        public Options {
            if (!(smoothingBeams >= 0)
                    || smoothingChannels < 1
                    || smoothingChannels % 2 == 0
                    || !(threshold > 0)
                    || !(seed >= threshold)
                    || !(minimumBeams >= 0)
                    || minimumChannels < 1
                    || !(dilationBeams >= 0)
                    || dilationChannels < 0) {
                throw new InputException("mask: smoothing " + smoothingBeams + " beams (>= 0) and " + smoothingChannels
                        + " channels (odd), seed " + seed + " (>= threshold) and threshold " + threshold
                        + " sigma (> 0), minimum " + minimumBeams
                        + " beams and " + minimumChannels + " channels, dilation " + dilationBeams + " beams and "
                        + dilationChannels
                        + " channels: a value is out of range");
            }
        }

        /**
         * @return settings that keep the flux of a resolved disk with peak signal-to-noise 5 to 50 and exclude almost
         *     all noise
         */
        public static Options defaults() {
            return new Options(1.5, 3, 5, 4, 1, 2, 1, 1);
        }
    }

    /**
     * Makes a mask by smoothing and clipping (Dame 2011, arXiv:1101.1499). The cube is smoothed on the sky and in
     * frequency and divided by its noise, measured from the negative voxels: that of the whole cube, and more in
     * channels and parts of the image where the noise is higher. Connected regions above the threshold are kept if they
     * contain a bright enough seed and are large enough, and if their sum of signal over noise is {@value #RELIABLE}
     * times that of the strongest region of negative voxels, which is found in the same way and cannot be emission (as
     * in SoFiA, Serra et al. 2012, PASA 29, 296). They are then grown.
     *
     * @param cube the cube. Not modified
     * @param options settings
     * @return the mask; it contains no NaN voxel and may be empty
     */
    public static CubeMask smoothAndClip(SpectralCube cube, Options options) {
        float[] smooth = smoothed(cube, options);
        double peak = 0;
        for (float value : smooth) {
            peak = value > peak ? value : peak; // NaN is not larger
        }
        double measured = RobustStatistics.rms(smooth, 0, smooth.length);
        double rms = Math.max(Double.isNaN(measured) ? 0 : measured, LEAST_RMS * peak);
        if (!(rms > 0)) {
            return new CubeMask(new BitSet(), cube.nx(), cube.ny(), cube.channels());
        }
        double beam = meanBeamPixels(cube);
        double resolution = beam * Math.hypot(1, options.smoothingBeams());
        // A Hanning window of length n averages 2 (n + 1) / 3 independent channels.
        double independent = Math.min(1, 1.5 / (options.smoothingChannels() + 1));
        new LocalNoise(cube.nx(), cube.ny(), cube.channels(), resolution, independent).divide(smooth, rms);
        BitSet bits = reliable(cube, smooth, options, Math.PI / (4 * Math.log(2)) * beam * beam);
        CubeMask grown = new CubeMask(bits, cube.nx(), cube.ny(), cube.channels())
                .dilated(options.dilationBeams() * beam, options.dilationChannels());
        for (int i = grown.bits.nextSetBit(0); i >= 0; i = grown.bits.nextSetBit(i + 1)) {
            if (Float.isNaN(cube.values()[i])) {
                grown.bits.clear(i);
            }
        }
        return grown;
    }

    private static BitSet reliable(SpectralCube cube, float[] signal, Options options, double beamArea) {
        ConnectedRegions regions = new ConnectedRegions(cube.nx(), cube.ny(), cube.channels());
        double negative = 0;
        for (ConnectedRegions.Region region : detected(regions, signal, -1, options, beamArea)) {
            negative = Math.max(negative, region.sum());
        }
        BitSet bits = new BitSet(signal.length);
        for (ConnectedRegions.Region region : detected(regions, signal, 1, options, beamArea)) {
            if (region.sum() > RELIABLE * negative) {
                for (int voxel : region.voxels()) {
                    bits.set(voxel);
                }
            }
        }
        return bits;
    }

    private static List<ConnectedRegions.Region> detected(
            ConnectedRegions regions, float[] signal, int sign, Options options, double beamArea) {
        int leastChannels = Math.min(options.minimumChannels(), regions.channels());
        return regions.above(signal, sign, options.threshold()).stream()
                .filter(region -> region.peak() > options.seed()
                        && regions.isLarge(region.voxels(), options.minimumBeams() * beamArea, leastChannels))
                .toList();
    }

    /** @return the connected parts of the mask, voxels being connected by their faces */
    public List<CubeMask> objects() {
        return new ConnectedRegions(nx, ny, channels)
                .of((BitSet) bits.clone()).stream()
                        .map(voxels -> {
                            BitSet object = new BitSet();
                            for (int voxel : voxels) {
                                object.set(voxel);
                            }
                            return new CubeMask(object, nx, ny, channels);
                        })
                        .toList();
    }

    /**
     * Converts a mask that was read as a cube.
     *
     * @param mask a cube with values above 0.5 where there is signal
     * @return the mask
     */
    public static CubeMask of(SpectralCube mask) {
        BitSet bits = new BitSet(mask.values().length);
        for (int i = 0; i < mask.values().length; i++) {
            bits.set(i, mask.values()[i] > 0.5f);
        }
        return new CubeMask(bits, mask.nx(), mask.ny(), mask.channels());
    }

    /**
     * Returns one voxel of the mask.
     *
     * @param channel channel, from 0
     * @param y row, from 0
     * @param x column, from 0
     * @return whether the voxel contains signal
     */
    public boolean at(int channel, int y, int x) {
        return bits.get((channel * ny + y) * nx + x);
    }

    /** @return number of voxels with signal */
    public int count() {
        return bits.cardinality();
    }

    /**
     * Grows the mask.
     *
     * @param radius [pixel] radius of the disc by which every plane is grown
     * @param more number of channels by which it is grown on either side
     * @return the grown mask
     */
    public CubeMask dilated(double radius, int more) {
        BitSet wide = new BitSet(nx * ny * channels);
        int reach = (int) Math.floor(radius);
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < ny; y++) {
                int row = (c * ny + y) * nx;
                int x = bits.nextSetBit(row);
                while (x >= 0 && x < row + nx) {
                    int end = Math.min(bits.nextClearBit(x), row + nx);
                    for (int dy = Math.max(-reach, -y); dy <= Math.min(reach, ny - 1 - y); dy++) {
                        int half = (int) Math.floor(Math.sqrt(radius * radius - dy * dy));
                        wide.set(Math.max(row, x - half) + dy * nx, Math.min(row + nx, end + half) + dy * nx);
                    }
                    x = bits.nextSetBit(end);
                }
            }
        }
        BitSet result = new BitSet(nx * ny * channels);
        int plane = nx * ny;
        for (int c = 0; c < channels; c++) {
            BitSet here = wide.get(c * plane, (c + 1) * plane);
            for (int other = Math.max(0, c - more); other <= Math.min(channels - 1, c + more); other++) {
                for (int i = here.nextSetBit(0); i >= 0; i = here.nextSetBit(i + 1)) {
                    result.set(other * plane + i);
                }
            }
        }
        return new CubeMask(result, nx, ny, channels);
    }

    private static float[] smoothed(SpectralCube cube, Options options) {
        int plane = cube.nx() * cube.ny();
        double pixel = cube.localFrame().pixelSize();
        float[] out = new float[cube.values().length];
        for (int c = 0; c < cube.channels(); c++) {
            double fwhm =
                    cube.beams() == null ? ASSUMED_BEAM : cube.beams().at(c).geometricMean() / pixel;
            double sigma = options.smoothingBeams() * fwhm / Constants.FWHM_PER_SIGMA;
            Smoothing.plane(cube.values(), c * plane, cube.nx(), cube.ny(), sigma, out);
        }
        Smoothing.hanning(out, plane, cube.channels(), options.smoothingChannels());
        for (int i = 0; i < out.length; i++) {
            // Outside the data the smoothed cube fades to 0, which would lower its rms.
            out[i] = Float.isNaN(cube.values()[i]) ? Float.NaN : out[i];
        }
        return out;
    }

    private static double meanBeamPixels(SpectralCube cube) {
        return cube.beams() == null
                ? ASSUMED_BEAM
                : cube.beams().mean().geometricMean() / cube.localFrame().pixelSize();
    }
}
