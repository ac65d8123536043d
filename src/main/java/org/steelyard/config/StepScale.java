// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

/** Measure in which a fit steps a parameter, and in which its prior is uniform where nothing else is known. */
public enum StepScale {
    /** The value itself. */
    LINEAR,
    /** Its logarithm. */
    LOG,
    /** Of an inclination: the intrinsic axis ratio of the flattest Gaussian of the stars. */
    AXIS_RATIO
}
