// SPDX-License-Identifier: Apache-2.0
/**
 * Samplers of posterior distributions.
 *
 * <ul>
 *   <li>{@link org.steelyard.inference.sample.NestedSampler} for posterior and evidence, also of curved and multimodal
 *       posteriors;
 *   <li>{@code inference.sample.importance} for both, in fewer evaluations, around a known fit;
 *   <li>{@link org.steelyard.inference.sample.EnsembleSampler} for the posterior of nearly normal problems.
 * </ul>
 *
 * <p>A {@link org.steelyard.inference.sample.SamplingProblem} holds the priors and the likelihood. A normal posterior,
 * for example, with uniform priors:
 *
 * <pre>{@code
 * Prior prior = new Prior.Uniform(-10, 10);
 * SampledParameter x = new SampledParameter("x", "pc", prior);
 * SampledParameter y = new SampledParameter("y", "pc", prior);
 * LogLikelihood normal = (points, count, logLikelihood) -> {
 *     for (int i = 0; i < count; i++) {
 *         double dx = points[i][0] - 1;
 *         double dy = (points[i][1] - 2) / 0.5;
 *         logLikelihood[i] = -0.5 * (dx * dx + dy * dy);
 *     }
 * };
 * SamplingProblem problem = new SamplingProblem(List.of(x, y), normal);
 * NestedResult result = NestedSampler.seeded(1).sample(problem, SamplerObserver.NONE);
 * List<ParameterSummary> summaries = result.draws(2000, 1).summaries();
 * }</pre>
 *
 * <p>A sampler evaluates the likelihood in batches. The points of a batch depend only on the options, the seed and the
 * earlier results. The numbers are therefore independent of the number of threads that evaluate a batch, and an
 * interrupted run resumes from a log of its likelihoods.
 */
package org.steelyard.inference.sample;
