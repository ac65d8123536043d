// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

/**
 * The spectral axis in the galaxy's rest frame: velocities relative to the systemic velocity at the channels' edges, or
 * at their centres where the profile is sampled there. A spectrometer's response is a weighted sum of the line's
 * integral up to neighbouring points: the integral up to the edge k of the channels is the sum over j of {@code
 * taps[j]} times the integral up to the point {@code k perChannel + j}.
 *
 * @param points [km/s] edges in the order of the channels, ascending or descending, n perChannel + taps.length in
 *     number, which is n + 1 without a response; n centres where {@code sampled}
 * @param slopes derivative of each point with respect to the systemic velocity
 * @param widths [km/s] rest-frame width of each channel, positive; used where {@code sampled}
 * @param sampled whether the line is sampled at the centres instead of integrated between the edges
 * @param taps weights of neighbouring points, of unit sum; {1} for no response
 * @param perChannel number of points from one edge of the channels to the next
 */
public record ChannelGrid(
        double[] points, double[] slopes, double[] widths, boolean sampled, double[] taps, int perChannel) {

    /**
     * Makes the grid of a spectrometer that responds to the integral over each channel alone.
     *
     * @param points [km/s] the edges; centres where {@code sampled}
     * @param slopes derivative of each point with respect to the systemic velocity
     * @param widths [km/s] rest-frame width of each channel
     * @param sampled whether the line is sampled at the centres
     */
    public ChannelGrid(double[] points, double[] slopes, double[] widths, boolean sampled) {
        this(points, slopes, widths, sampled, new double[] {1}, 1);
    }

    /** @return whether the integrals at the channels' edges are those at the points themselves */
    boolean plain() {
        return taps.length == 1 && perChannel == 1;
    }

    /** @return +1 where velocity increases with the channel number, -1 where it decreases */
    int sign() {
        int last = points.length - 1;
        return last == 0 || points[last] > points[0] ? 1 : -1;
    }

    /**
     * Finds the first point beyond a velocity.
     *
     * @param v [km/s] velocity times the sign
     * @param sign from {@link #sign()}
     * @param origin [km/s] sign times the first point
     * @param perVelocity [s/km] number of steps from the first point to the last over the difference of the two
     * @return index of the first point beyond the velocity in the order of the channels; the number of points if there
     *     is none
     */
    int firstBeyond(double v, int sign, double origin, double perVelocity) {
        int n = points.length;
        int i = (int) Math.max(0, Math.min(n, (v - origin) * perVelocity + 1));
        while (i > 0 && sign * points[i - 1] > v) {
            i--;
        }
        while (i < n && sign * points[i] <= v) {
            i++;
        }
        return i;
    }
}
