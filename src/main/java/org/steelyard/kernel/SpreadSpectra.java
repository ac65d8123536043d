// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spreads the spectra of a flat, thin disk to those of a thick one with {@link SpreadTaps}. Where the flux is that of a
 * map F, the thin disk has the relative surface brightness Sigma, and the flux of each pixel is divided between the
 * layers on its line of sight by their light:
 *
 * <pre>F / S  T (Sigma L),   S = T Sigma</pre>
 *
 * <p>with the lines L and the taps T. Contains scratch memory; one call at a time. The result has the same bits for any
 * number of threads.
 */
public final class SpreadSpectra {

    /** [pixel] What the interpolation of whole pixels adds to the reach of the small ones. */
    private static final int MARGIN = 3;

    private SpreadTaps.Image[][] images = new SpreadTaps.Image[0][];

    /**
     * A part of the thin disk. Planes are the model and its derivatives.
     *
     * @param taps of the model, and the derivatives of the taps, null where they do not change
     * @param spectra of the pixels
     * @param light {@code [plane]} flux of each pixel, one value a pixel; null without a map
     * @param x0 column of the thick disk's first pixel, in pixels of this part, may be negative
     * @param y0 row of the thick disk's first pixel
     */
    public record Source(SpreadTaps[] taps, Spectra spectra, SpreadTaps.Image @Nullable [] light, int x0, int y0) {

        private SpreadTaps.Image image() {
            return SpreadTaps.Image.of(spectra.width, spectra.height, Spectra.LANES, x0, y0);
        }

        private boolean fits(SpreadTaps.Image image) {
            return image.width() == spectra.width
                    && image.height() == spectra.height
                    && image.x0() == x0
                    && image.y0() == y0;
        }
    }

    /**
     * @param whole pixels of the thin disk, but for those about the centre. Not modified, its light but for the rest of the
     *     small pixels
     * @param small those about the centre, divided. Not modified, its light but for the window
     * @param window divides the light of the small pixels
     * @param planes number of planes
     * @param flux of each pixel of the thick disk, 0 for one to leave out; null without a map. Not modified
     * @param out spectra of the thick disk. Modified
     * @param threads worker threads
     */
    public void apply(
            Source whole,
            Source small,
            SpreadTaps.Window window,
            int planes,
            double @Nullable [] flux,
            Spectra out,
            ParallelFor threads) {
        if (images.length < threads.threads() || !whole.fits(images[0][0]) || !small.fits(images[0][1])) {
            images = new SpreadTaps.Image[threads.threads()][];
            Arrays.setAll(images, worker -> new SpreadTaps.Image[] {whole.image(), small.image()});
        }
        List<Source> sources = List.of(whole, small);
        threads.run(out.height, (row, worker) -> open(sources, images[worker], planes, flux, out, row));
        threads.run(out.octets * planes, (task, worker) -> {
            int plane = task / out.octets;
            int octet = task % out.octets;
            SpreadTaps.Image[] image = images[worker];
            if (plane > 0 && whole.taps[plane] != null) {
                load(sources, 0, octet, image, window);
                spread(image[0], whole.taps[plane], out, plane, octet);
                spread(image[1], small.taps[plane], out, plane, octet);
            }
            load(sources, plane, octet, image, window);
            spread(image[0], whole.taps[0], out, plane, octet);
            spread(image[1], small.taps[0], out, plane, octet);
        });
        if (flux != null) {
            for (int plane = 0; plane < planes; plane++) {
                window.divide(small.light[plane], whole.light[plane]);
            }
            threads.run(out.height, (row, worker) -> divide(sources, planes, flux, out, row));
        }
    }

    /** Makes room for the pixels of a row that the lines of the thin disk reach, one run for each octet, of zeros. */
    private static void open(
            List<Source> sources,
            SpreadTaps.Image[] images,
            int planes,
            double @Nullable [] flux,
            Spectra out,
            int row) {
        int first = 0;
        int last = out.width;
        while (flux != null && first < last && flux[row * out.width + first] == 0) {
            first++;
        }
        while (flux != null && first < last && flux[row * out.width + last - 1] == 0) {
            last--;
        }
        int[] begin = new int[out.octets];
        int[] count = new int[out.octets];
        for (int octet = 0; octet < out.octets; octet++) {
            int least = last;
            int most = first;
            for (int part = 0; part < images.length; part++) {
                Source source = sources.get(part);
                SpreadTaps taps = source.taps[0];
                SpreadTaps.Image image = images[part];
                for (int tap = 0; tap < taps.rows(); tap++) {
                    int y = taps.line(image, row, tap);
                    if (y < 0 || y >= source.spectra.height || taps.count(tap) == 0) {
                        continue;
                    }
                    Spectra.Row line = source.spectra.rows[y];
                    if (line.runs[octet] > 0) {
                        int run = octet * line.most;
                        int end = line.end[run + line.runs[octet] - 1];
                        int[] reached = taps.reached(image, tap, line.begin[run], end);
                        least = Math.min(least, reached[0] - MARGIN);
                        most = Math.max(most, reached[1] + MARGIN);
                    }
                }
            }
            begin[octet] = Math.max(first, least);
            count[octet] = Math.max(0, Math.min(last, most) - begin[octet]);
        }
        Spectra.Row into = out.rows[row];
        into.open(count, planes);
        for (int octet = 0; octet < out.octets; octet++) {
            for (int x = begin[octet]; x < begin[octet] + count[octet]; x++) {
                int at = into.append(octet, x);
                for (int plane = 0; plane < planes; plane++) {
                    Arrays.fill(into.values[plane], at, at + Spectra.LANES, 0);
                }
            }
        }
    }

    /** Writes one octet of all pixels as images. */
    private static void load(
            List<Source> sources, int plane, int octet, SpreadTaps.Image[] images, SpreadTaps.Window window) {
        for (int part = 0; part < images.length; part++) {
            load(sources.get(part).spectra, plane, octet, images[part]);
        }
        window.divide(images[1], images[0]);
    }

    private static void load(Spectra source, int plane, int octet, SpreadTaps.Image image) {
        Arrays.fill(image.values(), 0);
        for (int y = 0; y < source.height; y++) {
            Spectra.Row row = source.rows[y];
            int first = octet * row.most;
            int last = first + row.runs[octet] - 1;
            boolean empty = isZero(row, plane, first, last);
            image.begin()[y] = empty ? source.width : row.begin[first];
            image.end()[y] = empty ? 0 : row.end[last];
            for (int run = first; run <= last; run++) {
                System.arraycopy(
                        row.values[plane],
                        row.first[run] * Spectra.LANES,
                        image.values(),
                        (y * source.width + row.begin[run]) * Spectra.LANES,
                        (row.end[run] - row.begin[run]) * Spectra.LANES);
            }
        }
    }

    /** Whether some runs of a row are empty, as those of the height's derivative. */
    private static boolean isZero(Spectra.Row row, int plane, int first, int last) {
        for (int run = first; run <= last; run++) {
            int end = (row.first[run] + row.end[run] - row.begin[run]) * Spectra.LANES;
            for (int i = row.first[run] * Spectra.LANES; i < end; i++) {
                if (row.values[plane][i] != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void spread(SpreadTaps.Image image, SpreadTaps taps, Spectra out, int plane, int octet) {
        for (int y = 0; y < out.height; y++) {
            Spectra.Row row = out.rows[y];
            if (row.runs[octet] > 0) {
                int run = octet * row.most;
                int pixels = row.end[run] - row.begin[run];
                taps.add(image, row.begin[run], y, pixels, row.values[plane], row.first[run] * Spectra.LANES);
            }
        }
    }

    /** Gives each pixel of a row the flux of the map. */
    private static void divide(List<Source> sources, int planes, double[] flux, Spectra out, int row) {
        double[][] light = new double[planes][out.width];
        for (Source source : sources) {
            for (int plane = 0; plane < planes; plane++) {
                if (plane > 0 && source.taps[plane] != null) {
                    source.taps[plane].add(source.light[0], 0, row, out.width, light[plane], 0);
                }
                source.taps[0].add(source.light[plane], 0, row, out.width, light[plane], 0);
            }
        }
        Spectra.Row line = out.rows[row];
        for (int run = 0; run < out.octets * line.most; run += line.most) {
            if (line.runs[run / line.most] == 0) {
                continue;
            }
            for (int x = line.begin[run]; x < line.end[run]; x++) {
                int at = (line.first[run] + x - line.begin[run]) * Spectra.LANES;
                double factor = flux[row * out.width + x] == 0 ? 0 : flux[row * out.width + x] / light[0][x];
                for (int plane = planes - 1; plane >= 0; plane--) {
                    double change = plane == 0 ? 0 : factor * light[plane][x] / light[0][x];
                    for (int lane = at; lane < at + Spectra.LANES; lane++) {
                        line.values[plane][lane] = factor * line.values[plane][lane] - change * line.values[0][lane];
                    }
                }
            }
        }
    }
}
