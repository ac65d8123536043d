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
        double[] width = new double[channels];
        for (int c = 0; c < channels; c++) {
            double[] edges = cube.axis().edges();
            velocity[c] = cube.axis().velocity(c, convention);
            width[c] = Math.abs(convention.velocity(edges[c + 1]) - convention.velocity(edges[c]));
        }
        double[] m0 = filled(plane);
        double[] m1 = filled(plane);
        double[] m2 = filled(plane);
        for (int i = 0; i < plane; i++) {
            double flux = 0;
            double sum = 0;
            double weighted = 0;
            int count = 0;
            for (int c = 0; c < channels; c++) {
                if (counts(cube, maskOrNull, c * plane + i)) {
                    double value = cube.values()[c * plane + i];
                    count++;
                    flux += value * width[c];
                    sum += value;
                    weighted += value * velocity[c];
                }
            }
            if (count == 0) {
                continue;
            }
            m0[i] = flux;
            if (sum == 0) {
                continue;
            }
            m1[i] = weighted / sum;
            double variance = 0;
            for (int c = 0; c < channels; c++) {
                if (counts(cube, maskOrNull, c * plane + i)) {
                    double offset = velocity[c] - m1[i];
                    variance += cube.values()[c * plane + i] * offset * offset;
                }
            }
            m2[i] = variance / sum;
        }
        String unit = cube.unit() == BrightnessUnit.OTHER ? "" : cube.unit().fits() + ".km/s";
        return new MomentMaps(image(cube, m0, unit), image(cube, m1, "km/s"), image(cube, m2, "km2/s2"));
    }

    private static boolean counts(SpectralCube cube, CubeMask mask, int voxel) {
        return (mask == null || mask.bits().get(voxel)) && !Float.isNaN(cube.values()[voxel]);
    }

    private static double[] filled(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static Image image(SpectralCube cube, double[] values, String unit) {
        return new Image(values, cube.nx(), cube.ny(), cube.frame(), cube.xIndex(), cube.yIndex(), unit);
    }
}
