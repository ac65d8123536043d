// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;

/**
 * Sums the lines of the points of each pixel into its spectrum (method page, section 6). The line is a Gaussian,
 * integrated between the edges of each channel or sampled at its centre. Derivatives are computed too. Each thread
 * needs an instance of its own, because it contains scratch memory.
 *
 * <p>For a point of weight w, velocity v and dispersion s, let t = (E - v)/s at an edge E. The integral up to the edge
 * is w Phi(t), and its derivative is
 *
 * <pre>dw Phi(t) + w p(t) dt   with   dt = (dE - dv - t ds)/s</pre>
 *
 * <p>All points of a pixel are summed at the edges, weighted with the spectrometer's response (see {@link ChannelGrid}),
 * and differenced once per channel. The normal integral
 * dominates the run time; its loop runs over flat arrays so that the compiler vectorises it.
 */
public final class LineProfileKernel {

    private static final int LANES = Spectra.LANES;

    /** From this tolerance on, the quick normal integral is ten times more accurate than required. */
    private static final double QUICK = 1e-7;

    /** Number of edges beyond the last that vectors may overwrite. */
    private static final int RIM = 4 * LANES;

    private final NormalDistribution normal;
    private final LineSums lines;
    private int[] from = new int[0];
    private int[] to = new int[0];
    private int[] firstOctet = new int[0];
    private int[] endOctet = new int[0];
    private int[] entries = new int[0];
    private int[] innermost = new int[0];
    private int[] outermost = new int[0];
    private double[] sums = new double[0];
    private int stride;
    private double[] edges = new double[0];
    private double[] axis = new double[0];
    private double[] t = new double[0];
    private double[] density = new double[0];
    private ChannelGrid grid;
    private Samples s;
    private int directions;
    private int systemic;
    private int sign;
    private int cursor;

    /**
     * Prepares the kernel with the inner loop of {@link KernelProvider}.
     *
     * @param tolerance tolerance of the line relative to its flux; from 1e-7 on a quicker normal integral is used
     */
    public LineProfileKernel(double tolerance) {
        this(tolerance, KernelProvider.kernels());
    }

    LineProfileKernel(double tolerance, Kernels kernels) {
        normal = normal(tolerance);
        lines = kernels.lineSums(normal);
    }

    /** The quickest normal integral within a tolerance. */
    static NormalDistribution normal(double tolerance) {
        return tolerance >= QUICK ? NormalDistribution.QUICK : NormalDistribution.EXACT;
    }

    /**
     * Prepares the points of some pixels.
     *
     * @param channelGrid the channels. Lent until the last {@link #fill}
     * @param samples points evaluated by {@link DiskKernel}. Lent until the last {@link #fill}
     * @param derivatives number of directions of differentiation
     * @param systemicDirection index of the direction that is the systemic velocity, or -1
     */
    public void start(ChannelGrid channelGrid, Samples samples, int derivatives, int systemicDirection) {
        grid = channelGrid;
        s = samples;
        directions = derivatives;
        systemic = systemicDirection;
        sign = grid.sign();
        if (from.length < s.count) {
            from = new int[s.x.length];
            to = new int[s.x.length];
        }
        double[] points = grid.points();
        int n = points.length;
        double origin = sign * points[0];
        double perVelocity = n > 1 ? (n - 1) / (sign * points[n - 1] - origin) : 0;
        for (int i = 0; i < s.count; i++) {
            double reach = normal.reach * s.dispersion[i];
            double v = sign * s.velocity[i];
            from[i] = grid.firstBeyond(v - reach, sign, origin, perVelocity);
            to[i] = grid.firstBeyond(v + reach, sign, origin, perVelocity);
        }
        int rim = RIM * grid.perChannel();
        if (axis.length < n + rim) {
            axis = new double[n + rim];
        }
        stride = axis.length;
        if (sums.length < (directions + 1) * stride) {
            sums = new double[(directions + 1) * stride];
        }
        System.arraycopy(points, 0, axis, 0, n);
        Arrays.fill(axis, n, axis.length, points[n - 1]);
        if (grid.sampled()) {
            stage();
        } else {
            lines.start(axis, sign, s, from, to, directions);
        }
    }

    /**
     * Computes the spectra of a row of pixels. The other pixels of the row are empty. Rows must be filled in the order
     * of their points.
     *
     * @param columns columns of the pixels in the box. Not modified
     * @param first index in {@code columns} of the row's first pixel
     * @param pixels number of pixels in the row
     * @param starts index of each pixel's first point, and the end of the last pixel. Not modified
     * @param firstStart index in {@code starts} of the row's first pixel
     * @param row row of the pixels in the box
     * @param out one plane for the model and one per derivative. Modified
     */
    public void fill(int[] columns, int first, int pixels, int[] starts, int firstStart, int row, Spectra out) {
        windows(pixels, starts, firstStart, out);
        Spectra.Row into = out.rows[row];
        into.open(entries, directions + 1);
        for (int p = 0; p < pixels; p++) {
            int begin = firstOctet[p];
            int end = endOctet[p];
            int start = begin * LANES * grid.perChannel();
            int last = end * LANES * grid.perChannel() + grid.taps().length - 1;
            for (int k = 0; k <= directions; k++) {
                Arrays.fill(sums, k * stride + start, k * stride + last + LANES, 0);
            }
            for (int i = starts[firstStart + p]; i < starts[firstStart + p + 1]; i++) {
                if (grid.sampled()) {
                    addSampled(i);
                } else {
                    lines.add(i, last, sums, stride);
                }
            }
            if (systemic >= 0) {
                int most = Math.min(last, grid.points().length - 1);
                for (int e = start; e <= most; e++) {
                    sums[(systemic + 1) * stride + e] *= grid.slopes()[e];
                }
            }
            double[] atEdges = grid.plain() ? sums : respond(begin * LANES, end * LANES, directions + 1);
            for (int octet = begin; octet < end; octet++) {
                int at = into.append(octet, columns[first + p]);
                for (int k = 0; k <= directions; k++) {
                    store(atEdges, k * stride, octet * LANES, into.values[k], at);
                }
            }
        }
    }

    /**
     * Computes the spectra of a row of pixels for each of several functions of radius that multiply the weights of the points.
     * Rows must be filled in the order of their points, without directions of differentiation.
     *
     * @param columns columns of the pixels in the box. Not modified
     * @param first index in {@code columns} of the row's first pixel
     * @param pixels number of pixels in the row
     * @param starts index of each pixel's first point, and the end of the last pixel. Not modified
     * @param firstStart index in {@code starts} of the row's first pixel
     * @param row row of the pixels in the box
     * @param hats the functions
     * @param out spectra of each function, of one plane. Modified
     */
    public void fill(
            int[] columns,
            int first,
            int pixels,
            int[] starts,
            int firstStart,
            int row,
            RadiusTable.Hats hats,
            Spectra[] out) {
        windows(pixels, starts, firstStart, out[0]);
        openRows(pixels, starts, firstStart, row, hats, out);
        for (int p = 0; p < pixels; p++) {
            int begin = firstOctet[p];
            int end = endOctet[p];
            int start = begin * LANES * grid.perChannel();
            int last = end * LANES * grid.perChannel() + grid.taps().length - 1;
            int planes = outermost[p] - innermost[p] + 1;
            for (int k = 0; k < planes; k++) {
                Arrays.fill(sums, k * stride + start, k * stride + last + LANES, 0);
            }
            for (int i = starts[firstStart + p]; i < starts[firstStart + p + 1]; i++) {
                int below = hats.below()[s.interval[i] / 4];
                double[] above = hats.coefficients()[Math.min(below + 1, hats.count() - 1)];
                boolean between = below + 1 < hats.count();
                double share = between ? RadiusTable.value(above, s.interval[i], s.offset[i]) : 0;
                int at = (below - innermost[p]) * stride;
                int next = between ? at + stride : at;
                double w = s.weight[i];
                if (grid.sampled()) {
                    addSampledPair(i, w * (1 - share), w * share, at, next);
                } else {
                    lines.addPair(i, last, w * (1 - share), w * share, sums, at, next);
                }
            }
            double[] atEdges = grid.plain() ? sums : respond(begin * LANES, end * LANES, planes);
            for (int k = 0; k < planes; k++) {
                Spectra.Row into = out[innermost[p] + k].rows[row];
                for (int octet = begin; octet < end; octet++) {
                    int at = into.append(octet, columns[first + p]);
                    store(atEdges, k * stride, octet * LANES, into.values[0], at);
                }
            }
        }
    }

    /** Finds the functions that are not 0 in each pixel, and makes room for them. */
    private void openRows(int pixels, int[] starts, int firstStart, int row, RadiusTable.Hats hats, Spectra[] out) {
        int octets = out[0].octets;
        if (innermost.length < pixels) {
            innermost = new int[pixels];
            outermost = new int[pixels];
        }
        int[][] perHat = new int[hats.count()][octets];
        for (int p = 0; p < pixels; p++) {
            int inner = hats.count() - 1;
            int outer = 0;
            for (int i = starts[firstStart + p]; i < starts[firstStart + p + 1]; i++) {
                int below = hats.below()[s.interval[i] / 4];
                inner = Math.min(inner, below);
                outer = Math.max(outer, Math.min(below + 1, hats.count() - 1));
            }
            innermost[p] = inner;
            outermost[p] = outer;
            for (int k = inner; k <= outer; k++) {
                for (int octet = firstOctet[p]; octet < endOctet[p]; octet++) {
                    perHat[k][octet]++;
                }
            }
        }
        for (int k = 0; k < hats.count(); k++) {
            out[k].rows[row].open(perHat[k], 1);
        }
        if (sums.length < hats.count() * stride) {
            sums = new double[hats.count() * stride];
        }
    }

    /** The integrals up to the channels' edges, from those up to the points, through the spectrometer's response. */
    private double[] respond(int begin, int end, int planes) {
        if (edges.length < sums.length) {
            edges = new double[sums.length];
        }
        double[] taps = grid.taps();
        int step = grid.perChannel();
        for (int k = 0; k < planes; k++) {
            for (int e = begin; e <= end; e++) {
                int at = k * stride + e * step;
                double sum = 0;
                for (int j = 0; j < taps.length; j++) {
                    sum += taps[j] * sums[at + j];
                }
                edges[k * stride + e] = sum;
            }
        }
        return edges;
    }

    /** Finds the octets of channels that each pixel's line reaches. */
    private void windows(int pixels, int[] starts, int firstStart, Spectra out) {
        if (firstOctet.length < pixels) {
            firstOctet = new int[pixels];
            endOctet = new int[pixels];
        }
        if (entries.length != out.octets) {
            entries = new int[out.octets];
        }
        Arrays.fill(entries, 0);
        int before = grid.sampled() ? 0 : 1;
        int step = grid.perChannel();
        int wing = grid.taps().length - 1;
        for (int p = 0; p < pixels; p++) {
            int lowest = Integer.MAX_VALUE;
            int highest = 0;
            for (int i = starts[firstStart + p]; i < starts[firstStart + p + 1]; i++) {
                lowest = Math.min(lowest, from[i]);
                highest = Math.max(highest, to[i]);
            }
            int begin = Math.max(0, Math.floorDiv(lowest - wing + step - 1, step) - before);
            int end = Math.min((highest + step - 1) / step, out.channels);
            firstOctet[p] = begin < end ? begin / LANES : 0;
            endOctet[p] = begin < end ? (end + LANES - 1) / LANES : 0;
            for (int octet = firstOctet[p]; octet < endOctet[p]; octet++) {
                entries[octet]++;
            }
        }
    }

    /** Evaluates the normal density at every channel that a point's line reaches. */
    private void stage() {
        int total = 0;
        for (int i = 0; i < s.count; i++) {
            total += to[i] - from[i];
        }
        if (t.length < total) {
            t = new double[total + total / 4];
            density = new double[t.length];
        }
        int n = 0;
        for (int i = 0; i < s.count; i++) {
            double scale = sign / s.dispersion[i];
            for (int c = from[i]; c < to[i]; c++) {
                t[n++] = (grid.points()[c] - s.velocity[i]) * scale;
            }
        }
        normal.density(t, total, density);
        cursor = 0;
    }

    private void addSampled(int i) {
        double inverse = 1 / s.dispersion[i];
        int n = to[i] - from[i];
        int e = from[i];
        double w = s.weight[i] * inverse;
        for (int j = 0; j < n; j++) {
            sums[e + j] += w * density[cursor + j];
        }
        for (int k = 0; k < directions; k++) {
            double shift = sign * w * inverse * s.dVelocity[k][i];
            double stretch = w * inverse * s.dDispersion[k][i];
            double flux = s.dWeight[k][i] * inverse;
            int d = (k + 1) * stride + e;
            for (int j = 0; j < n; j++) {
                double x = t[cursor + j];
                sums[d + j] += (flux + shift * x + stretch * (x * x - 1)) * density[cursor + j];
            }
        }
        cursor += n;
    }

    private void addSampledPair(int i, double first, double second, int at, int next) {
        double inverse = 1 / s.dispersion[i];
        int n = to[i] - from[i];
        for (int j = 0; j < n; j++) {
            double line = inverse * density[cursor + j];
            sums[at + from[i] + j] += first * line;
            sums[next + from[i] + j] += second * line;
        }
        cursor += n;
    }

    /** Stores one octet of a pixel; lanes beyond the last channel are never read. */
    private void store(double[] atEdges, int plane, int channel, double[] out, int at) {
        if (grid.sampled()) {
            double[] widths = grid.widths();
            for (int lane = 0; lane < LANES; lane++) {
                int c = channel + lane;
                out[at + lane] = c < widths.length ? atEdges[plane + c] * widths[c] : 0;
            }
        } else {
            lines.difference(atEdges, plane + channel, out, at);
        }
    }
}
