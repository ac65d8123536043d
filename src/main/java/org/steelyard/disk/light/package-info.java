// SPDX-License-Identifier: Apache-2.0
/**
 * Where the gas' light comes from: a map of the observed flux, a profile of radius, or rings (method page, section 7), one
 * file each.
 *
 * <p>A component implements {@link org.steelyard.disk.light.SurfaceBrightness}, or {@link
 * org.steelyard.disk.light.LightProfile} if it is a function of radius, and has a line in {@link
 * org.steelyard.disk.light.SurfaceBrightnesses}; its keyword is then a value of {@code disk.surface_brightness}.
 */
package org.steelyard.disk.light;
