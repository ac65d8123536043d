package org.steelyard.errors;

import org.steelyard.config.Configuration;

/**
 * One systematic test: the fit with one choice changed.
 *
 * @param group under which the paper's table has it
 * @param name what is changed, and into what
 * @param config the changed configuration; null where the mass follows without a refit
 * @param factor by which the mass is multiplied where no refit is needed, else NaN
 */
public record SystematicTest(Group group, String name, Configuration config, double factor) {

    /** What rows are grouped by. */
    public enum Group {
        /** The mass of stars and gas. */
        MASS_MODEL("mass model"),
        /** How the gas moves. */
        KINEMATICS("gas kinematics"),
        /** Where its light comes from. */
        FLUX("flux distribution"),
        /** How model and data are compared. */
        FIT("fit"),
        /** The distance; quoted apart, as the papers do. */
        DISTANCE("distance");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /** @return for tables */
        public String title() {
            return title;
        }
    }

    static SystematicTest refit(Group group, String name, Configuration config) {
        return new SystematicTest(group, name, config, Double.NaN);
    }

    static SystematicTest scaled(Group group, String name, double factor) {
        return new SystematicTest(group, name, null, factor);
    }
}
