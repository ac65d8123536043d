/**
 * Optimisers of least-squares problems with bounds: Levenberg-Marquardt, downhill simplex and CMA-ES, with the diagnosis of a minimum.
 */
package org.steelyard.inference.optimise;
