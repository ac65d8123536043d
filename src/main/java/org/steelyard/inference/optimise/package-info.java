/**
 * Optimisers of least-squares problems with bounds: Levenberg-Marquardt (the default), downhill simplex and CMA-ES,
 * with the diagnosis of a minimum: parameters at a bound, and parameters that the data do not constrain.
 */
package org.steelyard.inference.optimise;
