/**
 * Fitting and its errors. This package knows no astronomy.
 *
 * <p>A {@link org.steelyard.inference.LeastSquaresProblem} turns a point into residuals in units of their standard deviation, and,
 * when asked, into the derivatives of the residuals. An {@link org.steelyard.inference.Optimiser} looks for the point inside a box
 * at which the sum of the squared residuals, chi-squared, is smallest, and returns a {@link org.steelyard.inference.Solution} that
 * says whether it got there. There are three, because problems differ: {@link org.steelyard.inference.optimise.LevenbergMarquardt} for smooth
 * problems with a start in the right valley, {@link org.steelyard.inference.optimise.NelderMead} for comparison with older work, and
 * {@link org.steelyard.inference.optimise.CmaEs} where the start is rough or chi-squared has ripples. The problem, its evaluation and the
 * optimiser are separate; none has setters.
 *
 * <p>A {@link org.steelyard.inference.sample.SamplingProblem}, priors and a {@link org.steelyard.inference.LogLikelihood}, has a posterior and
 * an evidence. {@link org.steelyard.inference.sample.NestedSampler} finds both, {@link org.steelyard.inference.sample.EnsembleSampler} the posterior
 * alone, as a {@link org.steelyard.inference.sample.Chain}. A sampler asks for the likelihoods of a batch of points at a time, and what it asks
 * follows from its options, its seed and the answers so far. So the caller may answer with any number of threads, and a run that was
 * interrupted goes on when its answers are given again.
 *
 * <p>What a person calls a parameter, with a name, a unit, bounds, perhaps on a logarithmic scale, fixed, or tied to another, is a
 * {@link org.steelyard.inference.Parameter}. A {@link org.steelyard.inference.ParameterSpace} maps the few coordinates that the
 * optimiser sees (only the free parameters, each on its own scale) to the values of all parameters, and carries derivatives one way
 * and errors the other. The values keep the unit of the parameter; nothing here looks at it.
 *
 * <p>Three rules hold. Convergence is reported and never assumed. A parameter at its bound, and one that the data do not constrain,
 * is marked in the solution and has no error (NaN) rather than a meaningless one. A fit repeated gives the same bits: there are no
 * threads, no clock and no unseeded random number in this package.
 */
package org.steelyard.inference;
