// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

/** Groups of systematic tests, in the order of the table. */
public enum SystematicGroup {
    /** The mass of stars and gas. */
    MASS_MODEL("mass model"),
    /** The motion of the gas. */
    KINEMATICS("gas kinematics"),
    /** The distribution of the line flux. */
    FLUX("flux distribution"),
    /** The comparison of model and data. */
    FIT("fit"),
    /** The distance, which papers quote separately. */
    DISTANCE("distance");

    private final String title;

    SystematicGroup(String title) {
        this.title = title;
    }

    /** @return the name for tables */
    public String title() {
        return title;
    }
}
