// SPDX-License-Identifier: Apache-2.0
/**
 * Fits of velocity maps, for galaxies whose cube is not public: the observation with its bins and errors, the
 * least-squares problem, and the maps of the best model. Parameters on which a mean velocity does not depend are
 * fixed.
 */
package org.steelyard.fit.map;
