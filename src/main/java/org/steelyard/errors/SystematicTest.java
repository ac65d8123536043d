// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import org.steelyard.config.Configuration;

/**
 * One systematic test: the fit with one choice changed.
 *
 * @param group of the test in the table of the paper
 * @param name describes the change
 * @param config the changed configuration; null if the mass follows without a refit
 * @param factor of the mass if no refit is needed, else NaN
 */
record SystematicTest(SystematicGroup group, String name, Configuration config, double factor) {

    static SystematicTest refit(SystematicGroup group, String name, Configuration config) {
        return new SystematicTest(group, name, config, Double.NaN);
    }

    static SystematicTest scaled(SystematicGroup group, String name, double factor) {
        return new SystematicTest(group, name, null, factor);
    }
}
