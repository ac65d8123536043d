package org.steelyard.kernel;

import java.util.Arrays;

/**
 * One spectrum for each pixel of a box, and its derivatives, held only where the line is: channels come in octets, and each octet of a row of pixels lists the
 * runs of neighbouring pixels whose line reaches it. What the beam has to read is then without holes. A workspace: modified by {@link LineProfileKernel}, read
 * by {@link BeamBlockOperator}; rows are independent of each other. Memory grows with what the lines fill and is kept.
 */
public final class Spectra {

    /** Channels to an octet. */
    static final int LANES = 8;

    final int width;
    final int height;
    final int channels;
    final int octets;
    final Row[] rows;
    private final int planes;

    /**
     * @param width pixels of the box in x
     * @param height pixels of the box in y
     * @param channels number of channels
     * @param planes how many cubes: the model and its derivatives
     */
    public Spectra(int width, int height, int channels, int planes) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.octets = (channels + LANES - 1) / LANES;
        this.planes = planes;
        this.rows = new Row[height];
        for (int y = 0; y < height; y++) {
            rows[y] = new Row(octets, width, planes);
        }
    }

    /** @return how many cubes: the model and its derivatives */
    public int planes() {
        return planes;
    }

    /** What one row of pixels holds. An entry is one octet of one pixel. */
    static final class Row {

        /** Runs of each octet, and where they are: octet * most + run. */
        final int[] runs;

        final int most;
        final int[] begin;
        final int[] end;
        /** Entry of a run's first pixel. */
        final int[] first;
        /** {@code [plane][entry * LANES + lane]}. */
        final double[][] values;

        private final int[] next;

        Row(int octets, int width, int planes) {
            most = (width + 1) / 2;
            runs = new int[octets];
            begin = new int[octets * most];
            end = new int[octets * most];
            first = new int[octets * most];
            values = new double[planes][0];
            next = new int[octets];
        }

        /** Empties the row and makes room for so many entries of each octet in the first {@code planes} planes. */
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

        /** Adds an entry, to the right of those there are, and says where its lanes start in {@link #values}. */
        int append(int octet, int column) {
            int entry = next[octet]++;
            int last = octet * most + runs[octet] - 1;
            if (runs[octet] > 0 && end[last] == column) {
                end[last]++;
            } else {
                runs[octet]++;
                begin[last + 1] = column;
                end[last + 1] = column + 1;
                first[last + 1] = entry;
            }
            return entry * LANES;
        }
    }

    /**
     * Fills a row of the first plane by hand, for models that are no spectra.
     *
     * @param y row in the box
     * @param present which of its pixels hold anything. Not modified
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
     * @param plane which cube
     * @param x column in the box
     * @param y row in the box
     * @param channel index of the channel
     * @return the value, 0 outside the channels that the line reaches
     */
    public double get(int plane, int x, int y, int channel) {
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
