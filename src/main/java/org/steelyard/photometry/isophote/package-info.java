// SPDX-License-Identifier: Apache-2.0
/**
 * The shape of a galaxy's isophotes by radius, of the data and of the fitted model, and whether their position angle turns. An expansion
 * with one position angle stands for an axisymmetric galaxy; a turn says that the galaxy is not.
 */
package org.steelyard.photometry.isophote;
