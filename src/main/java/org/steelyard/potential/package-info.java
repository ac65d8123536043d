// SPDX-License-Identifier: Apache-2.0
/**
 * From mass to circular speed.
 *
 * <p>A mass component is a {@link org.steelyard.potential.CircularVelocity}: it knows the square of the speed of a
 * circular orbit in the plane of the disk. Squares add, so a galaxy is a {@link
 * org.steelyard.potential.CompositePotential} of a black hole ({@link org.steelyard.potential.PointMass}), starlight
 * times a mass-to-light ratio ({@link org.steelyard.potential.MultiGaussianExpansion}, or a {@link
 * org.steelyard.potential.TabulatedCurve}, a {@link org.steelyard.potential.PowerLawMass}, a {@link
 * org.steelyard.potential.SplineMass}) and gas ({@link org.steelyard.potential.GasDisk}, with masses from {@link
 * org.steelyard.potential.GasMass}). The square, not the speed, is the currency, because the pull of a gas ring can be
 * outward and its square negative.
 *
 * <p>Radii are in pc, speeds in km/s, masses in Msun, angles in rad. Radii are positive; at zero a component gives its
 * limit, which is infinite for a point mass without softening.
 *
 * <p>The dependence of the starlight's speed on inclination is what a fit evaluates again and again: {@link
 * org.steelyard.potential.MgeSpeedTable} does the quadrature once for a set of radii and is then a few microseconds
 * away from the speeds, and their derivatives, at any inclination.
 *
 * <p>Tables of the user come in through {@link org.steelyard.table.ColumnTable}, which names file, line and column of
 * what it cannot take, and starlight through {@link org.steelyard.potential.MgeTable}.
 */
package org.steelyard.potential;
