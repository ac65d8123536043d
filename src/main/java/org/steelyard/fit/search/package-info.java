// SPDX-License-Identifier: Apache-2.0
/**
 * What fits of all kinds of data share: the interface of the data ({@link org.steelyard.fit.search.FittableData},
 * {@link org.steelyard.fit.search.PreparedFit}, {@link org.steelyard.fit.search.DiskProblem}), starting values, the
 * search for the minimum, its errors, and the result.
 *
 * <p>Nothing here depends on whether the data are a cube or a map. A further kind of data implements the three
 * interfaces in a package of its own.
 */
package org.steelyard.fit.search;
