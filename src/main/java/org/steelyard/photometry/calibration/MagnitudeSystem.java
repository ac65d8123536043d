// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.calibration;

/** The zero of magnitudes. */
public enum MagnitudeSystem {
    /** 3631 Jy have magnitude 0 in every band (Oke and Gunn 1983). */
    AB,
    /** Vega has magnitude 0 in every band. */
    VEGA
}
