// SPDX-License-Identifier: Apache-2.0
/**
 * The search for the lowest minimum of a prepared fit (method page, section 11): starts, trials, minima of a coarse model
 * and of the full one.
 */
package org.steelyard.fit.minimum;
