// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.util.List;
import java.util.Map;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.photometry.file.StarlightImage;

/**
 * What the fit of an image gives.
 *
 * @param image that was fitted
 * @param fit of it
 * @param light the fit in solar luminosities
 * @param facts for the header of the table
 * @param results to print, in order
 * @param notes to print
 */
record Starlight(
        StarlightImage image,
        StarlightFit fit,
        StarlightMge light,
        Map<String, String> facts,
        Map<String, String> results,
        List<String> notes) {}
