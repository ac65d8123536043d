// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * A cause of misfit that the data show.
 *
 * @param cause the cause
 * @param size [unit] of the effect
 * @param unit of the size; empty for a pure number
 * @param significance [sigma] of the effect under the noise of the fit
 * @param key of the configuration to try; null where the model has no such component
 * @param deltaChi2 [-] change of chi^2 with the cause in the model
 * @param refitted whether deltaChi2 comes from a refit; else from the linear expansion at the minimum
 * @param text one line for the user: the effect with its numbers, and what to do
 */
public record Finding(
        Cause cause,
        double size,
        String unit,
        double significance,
        @Nullable String key,
        double deltaChi2,
        boolean refitted,
        String text) {

    /**
     * @param change of chi^2 that a refit found
     * @param found size of the effect in the refit
     * @param ofFound its unit
     * @param words one line for the user
     * @return the same with the outcome of that refit
     */
    public Finding withRefit(double change, double found, String ofFound, String words) {
        return new Finding(cause, found, ofFound, significance, key, change, true, words);
    }
}
