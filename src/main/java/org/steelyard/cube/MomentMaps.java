// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.Arrays;

/**
 * Moments of a cube along its spectral axis:
 *
 * <pre>M0 = sum I |dv|,   M1 = sum I v / sum I,   M2 = sum I (v - M1)^2 / sum I</pre>
 *
 * <p>Here v is the velocity of the channel centre and |dv| the channel width, both in the requested convention. NaN
 * voxels and voxels outside the mask are omitted. A pixel without remaining voxels is NaN in all three maps. A pixel
 * whose values sum to zero is NaN in M1 and M2.
 *
 * @param m0 [unit of the cube times km/s] integrated intensity
 * @param m1 [km/s] mean velocity
 * @param m2 [km2/s2] variance of the velocity; noise can make it negative
 */
public record MomentMaps(Image m0, Image m1, Image m2) {

    /**
     * Computes the three maps.
     *
     * @param cube the cube. Not modified
     * @param maskOrNull voxels to use, null for all
     * @param convention velocity convention
     * @return the three maps, on the pixels of the cube
     */
    public static MomentMaps of(SpectralCube cube, CubeMask maskOrNull, VelocityConvention convention) {
        int plane = cube.nx() * cube.ny();
        int channels = cube.channels();
        double[] velocity = new double[channels];
        for (int c = 0; c < channels; c++) {
            velocity[c] = cube.axis().velocity(c, convention);
        }
        double[] sum = new double[plane];
        double[] mean = new double[plane];
        double[] variance = new double[plane];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < plane; i++) {
                if (counts(cube, maskOrNull, c * plane + i)) {
                    double value = cube.values()[c * plane + i];
                    sum[i] += value;
                    mean[i] += value * velocity[c];
                }
            }
        }
        for (int i = 0; i < plane; i++) {
            mean[i] = sum[i] == 0 ? Double.NaN : mean[i] / sum[i];
        }
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < plane; i++) {
                if (counts(cube, maskOrNull, c * plane + i)) {
                    double offset = velocity[c] - mean[i];
                    variance[i] += cube.values()[c * plane + i] * offset * offset;
                }
            }
        }
        for (int i = 0; i < plane; i++) {
            variance[i] = sum[i] == 0 ? Double.NaN : variance[i] / sum[i];
        }
        return new MomentMaps(
                integrated(cube, maskOrNull, convention), image(cube, mean, "km/s"), image(cube, variance, "km2/s2"));
    }

    /**
     * Computes moment 0 alone.
     *
     * @param cube the cube. Not modified
     * @param maskOrNull voxels to use, null for all
     * @param convention velocity convention
     * @return moment 0, as {@link #of} has it
     */
    public static Image integrated(SpectralCube cube, CubeMask maskOrNull, VelocityConvention convention) {
        int plane = cube.nx() * cube.ny();
        double[] edges = cube.axis().edges();
        double[] flux = new double[plane];
        Arrays.fill(flux, Double.NaN);
        for (int c = 0; c < cube.channels(); c++) {
            double width = Math.abs(convention.velocity(edges[c + 1]) - convention.velocity(edges[c]));
            for (int i = 0; i < plane; i++) {
                if (counts(cube, maskOrNull, c * plane + i)) {
                    flux[i] = (Double.isNaN(flux[i]) ? 0 : flux[i]) + cube.values()[c * plane + i] * width;
                }
            }
        }
        String unit = cube.unit() == BrightnessUnit.OTHER ? "" : cube.unit().fits() + ".km/s";
        return image(cube, flux, unit);
    }

    /** @return [km/s] square roots of moment 2, {@code [y*nx + x]}; NaN where noise makes it negative */
    public double[] dispersion() {
        return Arrays.stream(m2.values()).map(Math::sqrt).toArray();
    }

    private static boolean counts(SpectralCube cube, CubeMask mask, int voxel) {
        return (mask == null || mask.bits().get(voxel)) && !Float.isNaN(cube.values()[voxel]);
    }

    private static Image image(SpectralCube cube, double[] values, String unit) {
        return new Image(values, cube.nx(), cube.ny(), cube.frame(), cube.xIndex(), cube.yIndex(), unit);
    }
}
