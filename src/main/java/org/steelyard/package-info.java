// SPDX-License-Identifier: Apache-2.0
/**
 * The door to the library. {@link org.steelyard.Steelyard} fits a configuration and saves the run; everything else is
 * in the packages below, each with one idea. The page architecture.md has the diagram and the path of a voxel to chi^2
 * and back.
 */
package org.steelyard;
