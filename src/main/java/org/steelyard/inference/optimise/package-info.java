// SPDX-License-Identifier: Apache-2.0
/**
 * {@link org.steelyard.inference.optimise.LevenbergMarquardt} for least-squares problems with bounds, smooth and with a
 * starting point in the right valley. It returns the covariance of the parameters, and marks those at a bound and those
 * that the data do not constrain. {@link org.steelyard.inference.optimise.FiniteDifferences} supplies derivatives for a
 * problem without them.
 */
package org.steelyard.inference.optimise;
