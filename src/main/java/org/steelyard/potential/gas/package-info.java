// SPDX-License-Identifier: Apache-2.0
/**
 * The gas' own gravity as a part of a galaxy's model (method page, section 3), one file for each form: none, a table of
 * circular speeds, and a thin disk with the surface density measured in the cube.
 */
package org.steelyard.potential.gas;
