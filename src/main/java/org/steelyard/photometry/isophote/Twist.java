// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.isophote;

import java.util.ArrayList;
import java.util.List;

/**
 * The largest turn of the position angle between four ranges of radius with as many rings each. Every range has the mean flattening along
 * and across the galaxy's axes of its rings, data minus model, so that a PSF that is not round makes no turn. The error of a mean is that
 * of the rings, or follows from their scatter where that is larger.
 *
 * @param inner [pixel] middle of the inner range
 * @param innerAngle [deg] position angle there, from the galaxy's axis, from the columns towards the rows
 * @param outer [pixel] middle of the outer range
 * @param outerAngle [deg] position angle there
 * @param error [deg] standard deviation of the turn
 * @param brightness largest share by which the surface brightness in the two ranges is off for it, where it falls as the square of the
 *     radius
 */
public record Twist(double inner, double innerAngle, double outer, double outerAngle, double error, double brightness) {

    private static final int RANGES = 4;

    /** Fewest rings of a range. */
    private static final int FEWEST = 2;

    /** A flattening below this, or below so many errors, has no position angle that could turn. */
    private static final double ROUND = 0.03;

    private static final double FLAT = 4;

    /** Significance of a turn that is told: of six pairs of ranges one exceeds it by chance in 1e-6 of all galaxies. */
    private static final double SIGNIFICANT = 5;

    /** [deg] Turns below this are in most galaxies. */
    private static final double SMALLEST = 3;

    /** Share of the surface brightness that a turn must concern. */
    private static final double MATTERS = 0.01;

    /** A range of rings: middle radius, flattening along and across the axes, the latter with its error; total flattening. */
    private record Range(double radius, double along, double across, double error) {

        double angle() {
            return 0.5 * Math.toDegrees(Math.atan2(across, along));
        }

        double flattening() {
            return Math.hypot(along, across);
        }

        double angleError() {
            return 0.5 * Math.toDegrees(error / flattening());
        }

        boolean hasAngle() {
            return flattening() > Math.max(ROUND, FLAT * error);
        }
    }

    /**
     * Looks for the largest turn.
     *
     * @param isophotes of the galaxy
     * @return the turn between the two ranges of which it is most significant; null where fewer than two have a position angle
     */
    public static Twist of(Isophotes isophotes) {
        List<Range> ranges = ranges(isophotes.levels());
        Twist best = null;
        for (int i = 0; i < ranges.size(); i++) {
            for (int j = i + 1; j < ranges.size(); j++) {
                Twist one = between(ranges.get(i), ranges.get(j));
                best = best == null || one.significance() > best.significance() ? one : best;
            }
        }
        return best;
    }

    private static List<Range> ranges(List<Isophotes.Level> levels) {
        int each = levels.size() / RANGES;
        List<Range> ranges = new ArrayList<>();
        for (int r = 0; each >= FEWEST && r < RANGES; r++) {
            Range range = range(levels.subList(r * each, r == RANGES - 1 ? levels.size() : (r + 1) * each));
            if (range.hasAngle()) {
                ranges.add(range);
            }
        }
        return ranges;
    }

    private static Range range(List<Isophotes.Level> rings) {
        double weights = 0;
        double along = 0;
        double across = 0;
        double logRadius = 0;
        for (Isophotes.Level ring : rings) {
            double weight = 1 / (ring.error() * ring.error());
            double q = 1 - ring.modelEllipticity();
            weights += weight;
            along += weight * ((1 - q * q) / (1 + q * q) + ring.along());
            across += weight * ring.across();
            logRadius += Math.log(ring.radius()) / rings.size();
        }
        double mean = across / weights;
        double scatter = 0;
        for (Isophotes.Level ring : rings) {
            scatter += (ring.across() - mean) * (ring.across() - mean);
        }
        double ofScatter = Math.sqrt(scatter / (rings.size() * (rings.size() - 1.0)));
        return new Range(Math.exp(logRadius), along / weights, mean, Math.max(ofScatter, Math.sqrt(1 / weights)));
    }

    private static Twist between(Range inner, Range outer) {
        // I = rho^-g (1 - h cos 2t)^(-g/2) with g = 2: an unmodelled h changes ln I by h.
        double share = Math.max(Math.abs(inner.across()), Math.abs(outer.across()));
        return new Twist(
                inner.radius(),
                inner.angle(),
                outer.radius(),
                outer.angle(),
                Math.hypot(inner.angleError(), outer.angleError()),
                share);
    }

    /** @return [deg] size of the turn, 0 to 90 */
    public double degrees() {
        return Math.abs(Math.IEEEremainder(outerAngle - innerAngle, 180));
    }

    /** @return size of the turn in its errors */
    public double significance() {
        return degrees() / error;
    }

    /** @return whether a user should know of it: it is certain, not small, and changes the surface brightness */
    public boolean matters() {
        return significance() > SIGNIFICANT && degrees() >= SMALLEST && brightness >= MATTERS;
    }
}
