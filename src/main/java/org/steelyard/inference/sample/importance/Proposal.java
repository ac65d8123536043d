// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

/** A normalised density from which points are drawn, which may lie outside the range of the prior. */
sealed interface Proposal permits StudentMixture, AxisScan {

    /** A new point. */
    double[] draw(Randomness random);

    /** ln of the density at a point. */
    double logDensity(double[] x);
}
