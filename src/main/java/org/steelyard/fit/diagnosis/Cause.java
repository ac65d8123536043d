// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import java.util.Locale;

/** Reasons why a model does not describe its data. */
public enum Cause {
    /** Inclination or position angle change with radius. */
    WARP("the disk is warped: its inclination or position angle changes with radius"),
    /** The gas has a radial motion beside its rotation. */
    FLOW("the gas has a radial motion beside its rotation"),
    /** The disk has a thickness. */
    THICKNESS("the disk is thick"),
    /** The velocity dispersion varies with radius. */
    DISPERSION("the velocity dispersion varies with radius"),
    /** The light is not the same all around a ring. */
    LIGHT("the light is not the same all around each ring"),
    /** There is emission of the same brightness in all channels. */
    CONTINUUM("there is continuum emission in the line's channels"),
    /** There is line emission that does not belong to the disk. */
    SECOND_OBJECT("there is line emission that the disk does not explain"),
    /** The beam is not that of the header. */
    BEAM("the beam is not that of the header"),
    /** Neighbouring channels share signal and noise. */
    SPECTRAL_RESPONSE("the correlator's response spreads the line and its noise over neighbouring channels"),
    /** The noise is not that of the fit. */
    NOISE("the noise is misjudged");

    private final String meaning;

    Cause(String meaning) {
        this.meaning = meaning;
    }

    /** @return its name in result.json */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** @return what it means, part of a sentence */
    public String meaning() {
        return meaning;
    }

    /**
     * @param label of {@link #label()}
     * @return the cause
     */
    public static Cause of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
