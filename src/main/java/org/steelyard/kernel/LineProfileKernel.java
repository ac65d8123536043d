package org.steelyard.kernel;

import java.util.Arrays;

/**
 * The spectra of pixels from the points inside them: a Gaussian line integrated between the edges of each channel, or sampled at its centre (METHOD section
 * 6), and its derivatives. One instance per thread: it holds scratch memory.
 *
 * <p>For one point of weight w, velocity v, dispersion s and t = (E - v)/s at an edge E, the integral up to the edge is w Phi(t) and its derivative
 * dw Phi(t) + w p(t) dt with dt = (dE - dv - t ds)/s. All points of a pixel are summed at the edges and differenced once per channel. The loops are staged
 * over flat arrays so that the compiler vectorises the one that costs: the normal integral.
 */
public final class LineProfileKernel {

    private double[] t = new double[0];
    private double[] integral = new double[0];
    private double[] density = new double[0];
    private int[] from = new int[0];
    private int[] to = new int[0];
    private double[][] sums = new double[0][];

    /**
     * Fills the spectra of consecutive pixels.
     *
     * @param grid the channels. Not modified
     * @param s points, evaluated by {@link DiskKernel}. Not modified
     * @param starts where each pixel's points start, and the end of the last. Not modified
     * @param pixels how many pixels
     * @param firstPixel index of the first one in the box
     * @param directions how many derivatives
     * @param systemic which derivative is with respect to the systemic velocity, or -1
     * @param out one plane for the model and one per derivative. Modified
     */
    public void fill(
            ChannelGrid grid,
            Samples s,
            int[] starts,
            int pixels,
            int firstPixel,
            int directions,
            int systemic,
            Spectra out) {
        int sign = grid.sign();
        stage(grid, s, sign, directions > 0 || grid.sampled());
        int points = grid.points().length;
        if (sums.length < directions + 1 || sums[0].length < points + 1) {
            sums = new double[directions + 1][points + 1];
        }
        int cursor = 0;
        for (int p = 0; p < pixels; p++) {
            int lowest = points;
            int highest = -1;
            for (int i = starts[p]; i < starts[p + 1]; i++) {
                lowest = Math.min(lowest, from[i]);
                highest = Math.max(highest, to[i]);
            }
            int pixel = firstPixel + p;
            if (lowest > highest || lowest == points) {
                out.clear(pixel);
                for (int i = starts[p]; i < starts[p + 1]; i++) {
                    cursor += to[i] - from[i];
                }
                continue;
            }
            for (int k = 0; k <= directions; k++) {
                Arrays.fill(sums[k], lowest, highest + 1, 0);
            }
            for (int i = starts[p]; i < starts[p + 1]; i++) {
                if (grid.sampled()) {
                    addSampled(sign, s, i, cursor, directions);
                } else {
                    addIntegrated(sign, s, i, cursor, directions, highest);
                }
                cursor += to[i] - from[i];
            }
            if (systemic >= 0) {
                for (int e = lowest; e <= Math.min(highest, points - 1); e++) {
                    sums[systemic + 1][e] *= grid.slopes()[e];
                }
            }
            store(grid, out, pixel, lowest, highest, directions);
        }
    }

    /** Arguments of the normal integral at every point of the axis that every sample's line reaches. */
    private void stage(ChannelGrid grid, Samples s, int sign, boolean withDensity) {
        if (from.length < s.count) {
            from = new int[s.x.length];
            to = new int[s.x.length];
        }
        int total = 0;
        for (int i = 0; i < s.count; i++) {
            double reach = NormalDistribution.REACH * s.dispersion[i] * sign;
            from[i] = grid.firstBeyond(s.velocity[i] - reach, sign);
            to[i] = grid.firstBeyond(s.velocity[i] + reach, sign);
            total += to[i] - from[i];
        }
        if (t.length < total) {
            int size = total + total / 4;
            t = new double[size];
            integral = new double[size];
            density = new double[size];
        }
        int cursor = 0;
        double[] points = grid.points();
        for (int i = 0; i < s.count; i++) {
            double scale = sign / s.dispersion[i];
            double v = s.velocity[i];
            for (int e = from[i]; e < to[i]; e++) {
                t[cursor++] = (points[e] - v) * scale;
            }
        }
        NormalDistribution.integral(t, total, integral);
        if (withDensity) {
            NormalDistribution.density(t, total, density);
        }
    }

    /** Adds one sample to the sums; edges behind its line, up to the pixel's last one, have all its flux. */
    private void addIntegrated(int sign, Samples s, int i, int cursor, int directions, int last) {
        double w = s.weight[i];
        int n = to[i] - from[i];
        int e = from[i];
        double inverse = 1 / s.dispersion[i];
        double[] sum = sums[0];
        for (int j = 0; j < n; j++) {
            sum[e + j] += w * integral[cursor + j];
        }
        tail(sum, to[i], last, w);
        for (int k = 0; k < directions; k++) {
            double[] d = sums[k + 1];
            double shift = -sign * w * inverse * s.dVelocity[k][i];
            double stretch = -w * inverse * s.dDispersion[k][i];
            double flux = s.dWeight[k][i];
            if (stretch == 0 && flux == 0) {
                for (int j = 0; j < n; j++) {
                    d[e + j] += shift * density[cursor + j];
                }
            } else {
                for (int j = 0; j < n; j++) {
                    d[e + j] += (shift + stretch * t[cursor + j]) * density[cursor + j] + flux * integral[cursor + j];
                }
                tail(d, to[i], last, flux);
            }
        }
    }

    private static void tail(double[] sum, int begin, int last, double w) {
        for (int e = begin; e <= last; e++) {
            sum[e] += w;
        }
    }

    private void addSampled(int sign, Samples s, int i, int cursor, int directions) {
        double inverse = 1 / s.dispersion[i];
        int n = to[i] - from[i];
        int e = from[i];
        double w = s.weight[i] * inverse;
        for (int j = 0; j < n; j++) {
            sums[0][e + j] += w * density[cursor + j];
        }
        for (int k = 0; k < directions; k++) {
            double shift = sign * w * inverse * s.dVelocity[k][i];
            double stretch = w * inverse * s.dDispersion[k][i];
            double flux = s.dWeight[k][i] * inverse;
            double[] d = sums[k + 1];
            for (int j = 0; j < n; j++) {
                double x = t[cursor + j];
                d[e + j] += (flux + shift * x + stretch * (x * x - 1)) * density[cursor + j];
            }
        }
    }

    private void store(ChannelGrid grid, Spectra out, int pixel, int lowest, int highest, int directions) {
        int row = pixel * out.stride;
        if (grid.sampled()) {
            int end = Math.min(highest, out.channels);
            out.first[pixel] = lowest;
            out.end[pixel] = end;
            for (int k = 0; k <= directions; k++) {
                for (int c = lowest; c < end; c++) {
                    out.values[k][row + c] = sums[k][c] * grid.widths()[c];
                }
            }
            return;
        }
        int begin = Math.max(0, lowest - 1);
        int end = Math.min(highest, out.channels);
        out.first[pixel] = begin;
        out.end[pixel] = end;
        for (int k = 0; k <= directions; k++) {
            double[] sum = sums[k];
            double before = lowest > 0 ? 0 : sum[0];
            for (int c = begin; c < end; c++) {
                double after = sum[c + 1];
                out.values[k][row + c] = after - before;
                before = after;
            }
        }
    }
}
