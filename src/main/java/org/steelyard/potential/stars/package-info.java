// SPDX-License-Identifier: Apache-2.0
/**
 * The mass of the stars as a part of a galaxy's model (method page, section 3), one file for each form: a
 * multi-Gaussian expansion of the starlight, a table of circular speeds, a power law, and free masses within fixed
 * radii.
 *
 * <p>A form implements {@link org.steelyard.potential.stars.StellarPotential}; {@code fit.search.GalaxySetup} makes it
 * from section {@code [potential]} of the configuration.
 */
package org.steelyard.potential.stars;
