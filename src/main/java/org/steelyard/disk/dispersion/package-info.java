// SPDX-License-Identifier: Apache-2.0
/**
 * Laws of the gas' turbulent velocity dispersion with radius (method page, section 5), one file each.
 *
 * <p>A law implements {@link org.steelyard.disk.dispersion.DispersionLaw} and has a line in
 * {@link org.steelyard.disk.dispersion.DispersionLaws}; its keyword is then a value of {@code disk.dispersion}.
 */
package org.steelyard.disk.dispersion;
