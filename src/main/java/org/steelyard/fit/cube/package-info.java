// SPDX-License-Identifier: Apache-2.0
/**
 * Fits of spectral-line cubes: the observation and its mask, noise and fit region, the flux map and its optimal
 * extraction, the least-squares problem, and the cubes of the best model. {@link org.steelyard.fit.cube.CubeModel}
 * evaluates a galaxy as a cube without any file.
 */
package org.steelyard.fit.cube;
