// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.NoiseEstimate;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.SpectralResponse;

/**
 * Correlations of the noise of a cube, measured in the voxels without emission: between channels, and between pixels
 * beside the beam's prediction (Tsukui et al. 2023, JATIS 9, 018001). Channels are divided by their own standard
 * deviation. Line-free channels are used if there are enough of them, otherwise all voxels outside the line mask.
 *
 * @param channels correlation at 1, 2, ... channels, without {@code common}; lent
 * @param channelErrors one standard error of each, NaN where no pair of channels is free of emission; lent
 * @param common correlation of distant channels: positive from a continuum or faint emission, negative from the
 *     subtraction of a continuum; 0 where it is not significant, NaN where no channels are that distant
 * @param lineFree whether the channels were compared in channels without emission alone. Otherwise faint emission beside
 *     the mask, and what deconvolution left of it, correlate them too
 * @param space correlation of pixels
 */
public record NoiseMeasurement(
        double[] channels, double[] channelErrors, double common, boolean lineFree, List<Shift> space) {

    /** Lags at which the correlation of channels is measured. */
    private static final int LAGS = 6;

    /** Lags beyond them, at which only a continuum or faint emission is shared. */
    private static final int DISTANT = 12;

    /** Significance, in standard errors, of a correlation. */
    private static final double SIGNIFICANT = 3;

    /** Correlations below this value change no error by more than 2 %. */
    private static final double SMALL = 0.02;

    /** Significance of the correlation of neighbouring channels from which on a response can be told from another. */
    private static final double CERTAIN = 6;

    /** A response is recognised if it predicts every correlation to its error or this share of the first one. */
    private static final double RECOGNISED = 0.1;

    /** The same for the Gaussian, whose shape stands for any other. */
    private static final double ALIKE_IN_SHAPE = 0.2;

    /** Standard error of the first lag above which too few data are free of emission for a measurement. */
    private static final double ENOUGH = 0.05;

    /** Correlation of neighbouring channels above which a response of unknown shape is proposed. */
    private static final double BROADENED = 0.1;

    /** Most channels that a correlator's recipe averages, at which their correlation is still visible. */
    private static final int MOST_AVERAGED = 4;

    /** Distances, in beams [FWHM], at which pixels are compared. */
    private static final double[] DISTANCES = {0.25, 0.5, 0.75, 1, 1.5, 2};

    /** Scales of the beam that are tried: a hundredth apart. */
    private static final double SMALLEST = 0.4;

    private static final double LARGEST = 1.6;
    private static final int SCALES = 120;

    /** Differences of the scale from 1 that change the errors by no more. */
    private static final double ALIKE = 0.05;

    /** Voxels that suffice for errors of a few thousandths; larger cubes are measured in some of their rows. */
    private static final double MOST_VOXELS = 4e6;

    /** [pixel] Half width of a beam whose autocorrelation takes a second; its time grows with the fourth power. */
    private static final int WIDEST_KERNEL = 100;

    /** Beams of data in line-free channels from which on the other channels are not used. */
    private static final double ENOUGH_BEAMS = 1000;

    /** No measurement, as of a cube that does not exist yet. */
    public static final NoiseMeasurement NONE = new NoiseMeasurement(
            new double[] {Double.NaN}, new double[] {Double.POSITIVE_INFINITY}, Double.NaN, false, List.of());

    /**
     * Correlation of the noise of pixels at one distance.
     *
     * @param dx [pixel] distance in x
     * @param dy [pixel] distance in y
     * @param arcsec [arcsec] the distance
     * @param measured correlation
     * @param beam correlation that the beam predicts
     * @param error one standard error of the measured value
     */
    public record Shift(int dx, int dy, double arcsec, double measured, double beam, double error) {}

    /**
     * Measures the correlations of a cube.
     *
     * @param cube the cube. Not modified
     * @param mask voxels with emission, of the shape of the cube
     * @param frame [arcsec/pixel] its pixels on the sky
     * @param beams its beams, or null: the correlation of pixels is then left out
     * @return the correlations
     */
    public static NoiseMeasurement of(SpectralCube cube, CubeMask mask, LocalFrame frame, BeamTable beams) {
        Beam beam = beams == null ? null : beams.mean();
        double area = beam == null ? 1 : Math.max(1, beam.area() / frame.pixelArea());
        boolean[] used = new boolean[cube.channels()];
        List<Integer> free = NoiseEstimate.lineFreeChannels(cube, mask);
        boolean lineFree = free.size() > DISTANT && free.size() * (double) cube.nx() * cube.ny() / area > ENOUGH_BEAMS;
        if (lineFree) {
            free.forEach(c -> used[c] = true);
        } else {
            Arrays.fill(used, true);
        }
        Normalised noise = new Normalised(cube, mask, used);
        double[] lags = new double[DISTANT];
        double[] errors = new double[DISTANT];
        double before = 1;
        for (int k = 0; k < DISTANT; k++) {
            double[] sum = noise.products(k + 1, 0, 0);
            lags[k] = sum[0] / sum[1];
            errors[k] = Math.sqrt(before * area / sum[1]);
            before += 2 * lags[k] * lags[k];
        }
        double common = common(lags, errors);
        double[] near = new double[LAGS];
        double shared = Double.isNaN(common) ? 0 : common;
        Arrays.setAll(near, k -> (lags[k] - shared) / (1 - shared));
        return new NoiseMeasurement(
                near,
                Arrays.copyOf(errors, LAGS),
                common,
                lineFree,
                beam == null || BeamKernel.halfWidth(beam, frame) > WIDEST_KERNEL
                        ? List.of()
                        : space(noise, beam, frame, area));
    }

    /** Correlation of distant channels: their mean, where it is significant. */
    private static double common(double[] lags, double[] errors) {
        double sum = 0;
        double square = 0;
        int n = 0;
        for (int k = LAGS; k < DISTANT; k++) {
            if (Double.isFinite(lags[k]) && Double.isFinite(errors[k])) {
                sum += lags[k];
                square += errors[k] * errors[k];
                n++;
            }
        }
        // The errors of neighbouring lags are correlated themselves: their mean is as uncertain as one of them.
        return n == 0 ? Double.NaN : Math.abs(sum / n) > SIGNIFICANT * Math.sqrt(square / n) ? sum / n : 0;
    }

    private static List<Shift> space(Normalised noise, Beam beam, LocalFrame frame, double area) {
        CorrelatedNoise predicted = CorrelatedNoise.of(beam, frame, 1);
        List<Shift> space = new ArrayList<>();
        int last = 0;
        for (double distance : DISTANCES) {
            int d = (int) Math.round(distance * beam.geometricMean() / frame.pixelSize());
            if (d > last) {
                last = d;
                for (int[] shift : new int[][] {{d, 0}, {0, d}}) {
                    double[] sum = noise.products(0, shift[0], shift[1]);
                    if (sum[1] > 0) {
                        space.add(new Shift(
                                shift[0],
                                shift[1],
                                Math.hypot(
                                        frame.eastPerX() * shift[0] + frame.eastPerY() * shift[1],
                                        frame.northPerX() * shift[0] + frame.northPerY() * shift[1]),
                                sum[0] / sum[1],
                                predicted.covariance(shift[0], shift[1]),
                                Math.sqrt(area / sum[1])));
                    }
                }
            }
        }
        return space;
    }

    /** Voxels without emission, every channel with mean 0 and variance 1. */
    private static final class Normalised {

        private final int nx;
        private final int ny;
        private final int channels;
        private final int step;
        private final float[][] values;

        Normalised(SpectralCube cube, CubeMask mask, boolean[] used) {
            nx = cube.nx();
            ny = cube.ny();
            channels = cube.channels();
            step = (int) Math.ceil(nx * (double) ny * channels / MOST_VOXELS);
            values = new float[channels][];
            for (int c = 0; c < channels; c++) {
                values[c] = used[c] ? normalised(cube, mask, c) : null;
            }
        }

        /** NaN where there is emission or nothing; null for a channel without noise. */
        private static float[] normalised(SpectralCube cube, CubeMask mask, int c) {
            int plane = cube.nx() * cube.ny();
            float[] noise = Arrays.copyOfRange(cube.values(), c * plane, (c + 1) * plane);
            int n = 0;
            double sum = 0;
            double squares = 0;
            for (int p = 0; p < plane; p++) {
                noise[p] = mask.bits().get(c * plane + p) ? Float.NaN : noise[p];
                if (!Float.isNaN(noise[p])) {
                    n++;
                    sum += noise[p];
                    squares += (double) noise[p] * noise[p];
                }
            }
            double mean = sum / n;
            double deviation = Math.sqrt(squares / n - mean * mean);
            if (!(deviation > 0)) {
                return null;
            }
            for (int p = 0; p < plane; p++) {
                noise[p] = (float) ((noise[p] - mean) / deviation);
            }
            return noise;
        }

        /** Sum of the products of all pairs of voxels at a distance, and the number of pairs. */
        double[] products(int lag, int dx, int dy) {
            double sum = 0;
            long count = 0;
            for (int c = 0; c + lag < channels; c++) {
                float[] a = values[c];
                float[] b = values[c + lag];
                for (int y = 0; a != null && b != null && y + dy < ny; y += step) {
                    int to = (y + dy) * nx + dx;
                    for (int x = y * nx; x < (y + 1) * nx - dx; x++, to++) {
                        float product = a[x] * b[to];
                        if (!Float.isNaN(product)) {
                            sum += product;
                            count++;
                        }
                    }
                }
            }
            return new double[] {sum, count};
        }
    }

    /**
     * @return the measurement for JSON: {@code channels_measured} and {@code channels_measured_error} at 1, 2, ...
     *     channels, {@code distant_channels}, {@code pixels} with dx, dy [pixel], arcsec, measured, error, beam, and
     *     {@code beam_scale}; null for what is not known
     */
    public Map<String, Object> numbers() {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("channels_measured", finite(channels));
        numbers.put("channels_measured_error", finite(channelErrors));
        numbers.put("distant_channels", Double.isNaN(common) ? null : common);
        numbers.put("pixels", space);
        numbers.put("beam_scale", beamScale());
        return numbers;
    }

    private static List<Double> finite(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> Double.isFinite(value) ? Double.valueOf(value) : null)
                .toList();
    }

    /**
     * The scale of the beam whose autocorrelation is the measured correlation of pixels, by least squares. Noise of an
     * image with uniform weights has the autocorrelation of the beam, scale 1; with natural weights it is the beam itself,
     * scale 0.71.
     *
     * @return the scale; 1 where it differs by less than {@value #ALIKE} or too few data are free of emission
     */
    public double beamScale() {
        double best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; enough() && i <= SCALES; i++) {
            double scale = SMALLEST + (LARGEST - SMALLEST) * i / SCALES;
            double misfit = 0;
            for (Shift shift : space) {
                double model = Math.pow(shift.beam(), 1 / (scale * scale));
                misfit += Math.pow((shift.measured() - model) / shift.error(), 2);
            }
            if (!space.isEmpty() && misfit < least) {
                least = misfit;
                best = scale;
            }
        }
        return Math.abs(best - 1) < ALIKE ? 1 : best;
    }

    /** @return whether enough data are free of emission to measure the correlation of channels */
    public boolean enough() {
        return channelErrors[0] < ENOUGH;
    }

    private boolean significant(int k) {
        return Math.abs(channels[k]) > Math.max(SMALL, SIGNIFICANT * channelErrors[k]);
    }

    /**
     * @param response of a spectrometer
     * @param channelWidth [km/s] width of the channels
     * @return whether the noise shows the correlation of this response, within its errors
     */
    public boolean shows(SpectralResponse response, double channelWidth) {
        return enough() && misfit(response, channelWidth, RECOGNISED) <= 1;
    }

    /** Largest difference from a response's prediction over the tolerated one. */
    private double misfit(SpectralResponse response, double channelWidth, double share) {
        double[] predicted = response.noiseCorrelation(channelWidth, LAGS);
        double tolerance = Math.max(SMALL, share * predicted[0]);
        double largest = 0;
        for (int k = 0; k < LAGS; k++) {
            double difference = Math.abs(channels[k] - predicted[k]);
            if (!Double.isNaN(difference)) {
                largest = Math.max(largest, difference / Math.max(tolerance, SIGNIFICANT * channelErrors[k]));
            }
        }
        return largest;
    }

    /**
     * Recognises the response of the spectrometer by the correlation of the noise: none, Hanning smoothing without or
     * with averaging, or a Gaussian that gives neighbouring channels the measured correlation. It is recognised only in
     * channels without emission, because faint emission and deconvolution correlate channels as a response does, and
     * only where distant channels show what a continuum contributes.
     *
     * @param channelWidth [km/s] width of the channels
     * @return the response; {@link SpectralResponse#NONE} also where none is certain
     */
    public SpectralResponse response(double channelWidth) {
        boolean certain = channels[0] > Math.max(SMALL, CERTAIN * channelErrors[0]);
        if (!lineFree || Double.isNaN(common) || !enough() || !certain) {
            return SpectralResponse.NONE;
        }
        SpectralResponse best = SpectralResponse.hanning(1);
        for (int averaging = 2; averaging <= MOST_AVERAGED; averaging++) {
            SpectralResponse other = SpectralResponse.hanning(averaging);
            best = misfit(other, channelWidth, RECOGNISED) < misfit(best, channelWidth, RECOGNISED) ? other : best;
        }
        if (misfit(best, channelWidth, RECOGNISED) <= 1) {
            return best;
        }
        SpectralResponse gaussian = gaussian(Math.min(channels[0], 1));
        return channels[0] > BROADENED && misfit(gaussian, channelWidth, ALIKE_IN_SHAPE) <= 1
                ? gaussian
                : SpectralResponse.NONE;
    }

    /** The Gaussian with this correlation of neighbouring channels, its width to a hundredth of a channel. */
    private static SpectralResponse gaussian(double correlation) {
        double narrow = 0.01;
        double wide = 10;
        while (wide - narrow > 1e-3) {
            double middle = (narrow + wide) / 2;
            if (SpectralResponse.ofChannels(middle).noiseCorrelation(1, 1)[0] < correlation) {
                narrow = middle;
            } else {
                wide = middle;
            }
        }
        return SpectralResponse.ofChannels(Math.round(100 * narrow) / 100.0);
    }

    /**
     * The correlation of channels for the errors. Lags from the first one that is not significant are 0. Where the noise
     * shows the correlation of Hanning smoothing, its exact values are used, which have no error of measurement.
     *
     * @param channelWidth [km/s] width of the channels
     * @return the correlation; none where too few data are free of emission
     */
    public ChannelCorrelation correlation(double channelWidth) {
        int last = 0;
        while (enough() && last < LAGS && significant(last)) {
            last++;
        }
        SpectralResponse response = response(channelWidth);
        return new ChannelCorrelation(
                response.shape() == SpectralResponse.Shape.HANNING
                        ? Arrays.stream(response.noiseCorrelation(channelWidth, LAGS))
                                .filter(r -> r != 0)
                                .toArray()
                        : Arrays.copyOf(channels, last));
    }
}
