/**
 * Samplers of posterior distributions: nested sampling and the affine-invariant ensemble.
 */
package org.steelyard.inference.sample;
