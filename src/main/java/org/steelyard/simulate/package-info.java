// SPDX-License-Identifier: Apache-2.0
/**
 * Simulated observations with a known truth: a cube, and on request its moment maps, made by the forward model of a
 * configuration with noise that the beam correlates. The noise comes from a stated seed and does not depend on the
 * number of threads. The truth is written beside the cube.
 */
package org.steelyard.simulate;
