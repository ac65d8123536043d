// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

/**
 * Scale of an axis.
 *
 * @param low value at the left or lower end
 * @param high value at the other end; may be the smaller one
 * @param logarithmic whether the scale is logarithmic instead of linear
 */
public record AxisScale(double low, double high, boolean logarithmic) {

    /**
     * @throws IllegalArgumentException if an end is not finite, the ends are equal, or one of a logarithmic scale is
     * not positive
     */
    public AxisScale {
        if (!(Double.isFinite(low) && Double.isFinite(high)) || low == high || logarithmic && !(low > 0 && high > 0)) {
            throw new IllegalArgumentException("an axis cannot extend from " + low + " to " + high);
        }
    }

    /**
     * @param low value at the low end
     * @param high value at the high end
     * @return a linear scale
     */
    public static AxisScale linear(double low, double high) {
        return new AxisScale(low, high, false);
    }

    /**
     * @param low value at the low end, positive
     * @param high value at the high end, positive
     * @return a logarithmic scale
     */
    public static AxisScale logarithmic(double low, double high) {
        return new AxisScale(low, high, true);
    }

    /**
     * @param value on the axis
     * @return its position, 0 at the low end and 1 at the high end
     */
    public double fraction(double value) {
        return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    Ticks ticks(int most) {
        return logarithmic ? Ticks.logarithmic(low, high) : Ticks.linear(low, high, most);
    }
}
