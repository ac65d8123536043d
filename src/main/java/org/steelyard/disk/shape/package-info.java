// SPDX-License-Identifier: Apache-2.0
/**
 * The shape of a disk: how its rings are inclined and turned with radius, and how thick it is (method page, section 2),
 * one file each.
 *
 * <p>A warp implements {@link org.steelyard.disk.shape.DiskWarp}, a distribution of the gas in height {@link
 * org.steelyard.disk.shape.VerticalProfile}. {@link org.steelyard.disk.shape.DiskShapes} lists both.
 */
package org.steelyard.disk.shape;
