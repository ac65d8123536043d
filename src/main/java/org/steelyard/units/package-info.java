/**
 * Constants, quantities with units, and the distance scale.
 *
 * <p>Inside the program there is one system of units: pc, km/s, Msun, rad for angles of geometry, arcsec on the sky, Hz or
 * km/s on the spectral axis, Jy/beam. Numbers with other units exist only at the edges, where a configuration or a FITS file
 * is read or written, and are converted there. Fitted parameters carry the unit of their published form (deg, pixel) through
 * the statistics, which do not look at it.
 */
package org.steelyard.units;
