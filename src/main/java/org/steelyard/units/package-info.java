// SPDX-License-Identifier: Apache-2.0
/**
 * Physical constants, quantities with units, the distance scale, and the exception for invalid user input.
 *
 * <p>The library computes in one system of units: pc, km/s, Msun, rad for angles of geometry, arcsec on the sky, Hz or
 * km/s on the spectral axis, and Jy/beam. Other units occur only where a configuration or a FITS file is read or
 * written, and are converted there. A fitted parameter keeps the unit of its published form (deg, pixel); the
 * statistics do not use units.
 *
 * <p>This package depends on the JDK alone, and every other package may use it. A constant belongs here if two packages
 * need it. Formulas of astronomy belong to the packages that use them.
 */
package org.steelyard.units;
