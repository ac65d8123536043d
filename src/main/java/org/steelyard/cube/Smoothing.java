// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

/** Fast smoothing for masks. Voxels outside the cube and NaN voxels count as zero. */
final class Smoothing {

    private Smoothing() {}

    /**
     * Convolves a plane with a circular Gaussian, truncated at 3 sigma.
     *
     * @param values values of a cube. Not modified
     * @param from index of the plane's first value
     * @param nx number of columns
     * @param ny number of rows
     * @param sigma [pixel] standard deviation, 0 for none
     * @param out the smoothed plane, at the same indices. Modified
     */
    static void plane(float[] values, int from, int nx, int ny, double sigma, float[] out) {
        double[] kernel = gaussian(sigma);
        int reach = kernel.length / 2;
        float[] rows = new float[nx * ny];
        for (int y = 0; y < ny; y++) {
            for (int x = 0; x < nx; x++) {
                double sum = 0;
                for (int k = Math.max(-reach, -x); k <= Math.min(reach, nx - 1 - x); k++) {
                    float value = values[from + y * nx + x + k];
                    sum += Float.isNaN(value) ? 0 : kernel[k + reach] * value;
                }
                rows[y * nx + x] = (float) sum;
            }
        }
        double[] line = new double[nx];
        for (int y = 0; y < ny; y++) {
            java.util.Arrays.fill(line, 0);
            for (int k = Math.max(-reach, -y); k <= Math.min(reach, ny - 1 - y); k++) {
                double weight = kernel[k + reach];
                for (int x = 0; x < nx; x++) {
                    line[x] += weight * rows[(y + k) * nx + x];
                }
            }
            for (int x = 0; x < nx; x++) {
                out[from + y * nx + x] = (float) line[x];
            }
        }
    }

    /**
     * Convolves a cube along its channels with a Hanning window.
     *
     * @param values {@code [channel*plane + pixel]}. Modified
     * @param plane number of pixels of a plane
     * @param channels number of channels
     * @param length length of the window, odd; 1 for none
     */
    static void hanning(float[] values, int plane, int channels, int length) {
        int reach = length / 2;
        double[] weight = new double[length];
        for (int k = 0; k < length; k++) {
            weight[k] = (1 + Math.cos(2 * Math.PI * (k - reach) / (length + 1))) / (length + 1);
        }
        double[] line = new double[channels];
        for (int i = 0; i < plane && reach > 0; i++) {
            for (int c = 0; c < channels; c++) {
                line[c] = values[c * plane + i];
            }
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int k = Math.max(-reach, -c); k <= Math.min(reach, channels - 1 - c); k++) {
                    sum += weight[k + reach] * line[c + k];
                }
                values[c * plane + i] = (float) sum;
            }
        }
    }

    private static double[] gaussian(double sigma) {
        int reach = (int) Math.ceil(3 * sigma);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int k = -reach; k <= reach; k++) {
            kernel[k + reach] = sigma > 0 ? Math.exp(-0.5 * k * k / (sigma * sigma)) : 1;
            sum += kernel[k + reach];
        }
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] /= sum;
        }
        return kernel;
    }
}
