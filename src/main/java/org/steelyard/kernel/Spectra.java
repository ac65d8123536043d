// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;

/**
 * Spectra of the pixels of a box and their derivatives, stored only where there is a line. Channels are grouped in
 * octets. For each octet, a row of pixels lists the runs of neighbouring pixels whose line reaches it, so the beam
 * reads contiguous memory.
 *
 * <p>This is a workspace: {@link LineProfileKernel} modifies it and {@link BeamBlockOperator} reads it. Rows are
 * independent of each other. Memory grows with the extent of the lines and is kept.
 */
public final class Spectra {

    /** Number of channels in an octet. */
    static final int LANES = 8;

    /** Runs that there is room for at first: a disk has one or two in a row of pixels. */
    private static final int FEW_RUNS = 4;

    final int width;
    final int height;
    final int channels;
    final int octets;
    final Row[] rows;
    private final int planes;

    /**
     * Creates empty spectra.
     *
     * @param width number of pixels of the box in x
     * @param height number of pixels of the box in y
     * @param channels number of channels
     * @param planes number of planes: the model and its derivatives
     */
    public Spectra(int width, int height, int channels, int planes) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.octets = (channels + LANES - 1) / LANES;
        this.planes = planes;
        this.rows = new Row[height];
        for (int y = 0; y < height; y++) {
            rows[y] = new Row(octets, planes);
        }
    }

    /** @return number of planes: the model and its derivatives */
    public int planes() {
        return planes;
    }

    /** @return whether the box has this size */
    public boolean holds(int columns, int lines) {
        return width == columns && height == lines;
    }

    /** Spectra of one row of pixels. An entry is one octet of one pixel. */
    static final class Row {

        /** Number of runs of each octet; a run has the index octet * most + run. */
        final int[] runs;

        /** Room for the runs of an octet; it grows. */
        int most = FEW_RUNS;

        int[] begin;
        int[] end;
        /** Entry of a run's first pixel. */
        int[] first;
        /** {@code [plane][entry * LANES + lane]}. */
        final double[][] values;

        private final int[] next;

        Row(int octets, int planes) {
            runs = new int[octets];
            begin = new int[octets * most];
            end = new int[octets * most];
            first = new int[octets * most];
            values = new double[planes][0];
            next = new int[octets];
        }

        /**
         * Empties the row and makes room for the given number of entries of each octet in the first {@code planes}
         * planes.
         */
        void open(int[] entries, int planes) {
            int total = 0;
            for (int o = 0; o < next.length; o++) {
                runs[o] = 0;
                next[o] = total;
                total += entries[o];
            }
            for (int k = 0; k < planes; k++) {
                if (values[k].length < total * LANES) {
                    values[k] = new double[(total + total / 4) * LANES];
                }
            }
        }

        /** Adds an entry to the right of all others and returns the index of its first lane in {@link #values}. */
        int append(int octet, int column) {
            int entry = next[octet]++;
            int last = octet * most + runs[octet] - 1;
            if (runs[octet] > 0 && end[last] == column) {
                end[last]++;
            } else {
                if (runs[octet] == most) {
                    grow();
                }
                int run = octet * most + runs[octet]++;
                begin[run] = column;
                end[run] = column + 1;
                first[run] = entry;
            }
            return entry * LANES;
        }

        private void grow() {
            int[] oldBegin = begin;
            int[] oldEnd = end;
            int[] oldFirst = first;
            begin = new int[2 * oldBegin.length];
            end = new int[begin.length];
            first = new int[begin.length];
            for (int o = 0; o < runs.length; o++) {
                System.arraycopy(oldBegin, o * most, begin, 2 * o * most, runs[o]);
                System.arraycopy(oldEnd, o * most, end, 2 * o * most, runs[o]);
                System.arraycopy(oldFirst, o * most, first, 2 * o * most, runs[o]);
            }
            most *= 2;
        }
    }

    /**
     * Sets a row of the first plane, for models that are not spectra.
     *
     * @param y row in the box
     * @param present whether each pixel of the row has values. Not modified
     * @param values {@code [pixel * channels + channel]} of all pixels of the row. Not modified
     */
    public void fillRow(int y, boolean[] present, double[] values) {
        int count = 0;
        for (boolean here : present) {
            count += here ? 1 : 0;
        }
        int[] entries = new int[octets];
        Arrays.fill(entries, count);
        rows[y].open(entries, 1);
        for (int x = 0; x < width; x++) {
            for (int o = 0; present[x] && o < octets; o++) {
                int at = rows[y].append(o, x);
                for (int lane = 0; lane < LANES; lane++) {
                    int c = o * LANES + lane;
                    rows[y].values[0][at + lane] = c < channels ? values[x * channels + c] : 0;
                }
            }
        }
    }

    /**
     * Returns one value.
     *
     * @param plane index of the plane
     * @param x column in the box
     * @param y row in the box
     * @param channel index of the channel
     * @return the value, 0 outside the channels that the line reaches
     */
    double get(int plane, int x, int y, int channel) {
        Row row = rows[y];
        int octet = channel / LANES;
        for (int run = octet * row.most; run < octet * row.most + row.runs[octet]; run++) {
            if (x >= row.begin[run] && x < row.end[run]) {
                return row.values[plane][(row.first[run] + x - row.begin[run]) * LANES + channel % LANES];
            }
        }
        return 0;
    }
}
