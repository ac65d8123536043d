// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.util.List;

/**
 * Origin of a written file.
 *
 * @param version program and version, written as ORIGIN
 * @param history lines written as HISTORY of the first HDU
 */
public record FitsProvenance(String version, List<String> history) {

    /** Copies the list. */
    public FitsProvenance {
        history = List.copyOf(history);
    }
}
