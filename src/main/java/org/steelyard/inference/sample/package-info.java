/**
 * Samplers of posterior distributions: nested sampling, which also gives the evidence, and the affine-invariant
 * ensemble. Both draw from a stated seed and evaluate the likelihood in batches, so that the numbers do not depend
 * on threads and a run can be replayed from its record.
 */
package org.steelyard.inference.sample;
