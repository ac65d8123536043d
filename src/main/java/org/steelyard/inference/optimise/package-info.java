/**
 * Optimisers of least-squares problems with bounds.
 *
 * <ul>
 *   <li>{@link org.steelyard.inference.optimise.LevenbergMarquardt}, the default, for smooth problems with a starting
 *       point in the right valley;
 *   <li>{@link org.steelyard.inference.optimise.CmaEs} for rough starting values or a chi-squared with local minima;
 *   <li>{@link org.steelyard.inference.optimise.NelderMead}, the downhill simplex, for comparison with older work.
 * </ul>
 *
 * <p>All three return the covariance of the parameters, and mark those at a bound and those that the data do not
 * constrain. {@link org.steelyard.inference.optimise.FiniteDifferences} supplies derivatives for a problem without
 * them.
 */
package org.steelyard.inference.optimise;
