package org.steelyard.kernel;

/**
 * The spectral axis as the line profile sees it: velocities in the galaxy's rest frame, relative to its systemic velocity, at the channels' edges (or at
 * their centres, for a profile that is sampled there).
 *
 * @param points [km/s] n + 1 edges in the order of the channels, ascending or descending; n centres where {@code sampled}
 * @param slopes derivative of each point with respect to the systemic velocity
 * @param widths [km/s] rest-frame width of each channel, positive; used where {@code sampled}
 * @param sampled whether the line is sampled at the centres instead of integrated between the edges
 */
public record ChannelGrid(double[] points, double[] slopes, double[] widths, boolean sampled) {

    /** @return number of channels */
    public int channels() {
        return sampled ? points.length : points.length - 1;
    }

    /** @return +1 where velocity grows with the channel's number, -1 where it falls */
    int sign() {
        int last = points.length - 1;
        return last == 0 || points[last] > points[0] ? 1 : -1;
    }

    /**
     * @param velocity [km/s]
     * @param sign from {@link #sign()}
     * @return index of the first point beyond the velocity in the order of the channels; the number of points if there is none
     */
    int firstBeyond(double velocity, int sign) {
        int n = points.length;
        double v = sign * velocity;
        double start = sign * points[0];
        double span = sign * points[n - 1] - start;
        int i = span > 0 ? (int) Math.max(0, Math.min(n, Math.ceil((v - start) / span * (n - 1)))) : 0;
        while (i > 0 && sign * points[i - 1] > v) {
            i--;
        }
        while (i < n && sign * points[i] <= v) {
            i++;
        }
        return i;
    }
}
