// SPDX-License-Identifier: Apache-2.0
/**
 * Parameters, problems and results of fits and of sampling, independent of astronomy.
 *
 * <p>A {@link org.steelyard.inference.LeastSquaresProblem} computes residuals in units of their standard deviation, and
 * their derivatives. {@link org.steelyard.inference.optimise.LevenbergMarquardt} minimises chi-squared, the
 * sum of the squared residuals, inside bounds. Its {@link org.steelyard.inference.Solution} holds the
 * best point, the covariance and the status. The straight line through three points, for example:
 *
 * <pre>{@code
 * record Line(double[] x, double[] y, double sigma) implements LeastSquaresProblem {
 *     @Override
 *     public double[] start() {
 *         return new double[] {0, 0};
 *     }
 *     @Override
 *     public int residualCount() {
 *         return x.length;
 *     }
 *     @Override
 *     public void evaluate(double[] p, double[] residuals, double[][] jacobianOrNull) {
 *         Arrays.setAll(residuals, k -> (p[0] + p[1] * x[k] - y[k]) / sigma);
 *     }
 * }
 * LeastSquaresProblem line = new Line(new double[] {0, 1, 2}, new double[] {1, 3, 5}, 0.1);
 * Solution fit = LevenbergMarquardt.defaults().minimise(FiniteDifferences.differentiated(line), FitObserver.NONE);
 * String text = String.format(Locale.ROOT, "slope %.3f +- %.3f", fit.point()[1], fit.error(1));
 * }</pre>
 *
 * <p>Likewise {@code inference.sample} has samplers of posterior distributions, with priors
 * ({@link org.steelyard.inference.Prior}) and a {@link org.steelyard.inference.LogLikelihood}, and
 * {@code inference.diagnose} has diagnostics of their chains.
 *
 * <p>A {@link org.steelyard.inference.Parameter} has a name, a unit and bounds, may have a logarithmic scale, and may
 * be fixed or tied to another. A {@link org.steelyard.inference.ParameterSpace} maps the coordinates of an optimiser,
 * one per free parameter, to the values of all parameters, and converts derivatives and errors. The values keep the
 * unit of the parameter.
 *
 * <p>Three rules hold. Convergence is tested and reported, never assumed. A parameter at a bound, and one that the data
 * do not constrain, is marked in the solution and has the error NaN. A repeated fit gives the same bits: these packages
 * use no threads, no clock and no unseeded random numbers.
 */
package org.steelyard.inference;
