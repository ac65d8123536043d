// SPDX-License-Identifier: Apache-2.0
package org.steelyard.starlight;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.photometry.StarlightMge;

/** What is printed of an expansion and stands in the header of its table. */
public final class StarlightText {

    private StarlightText() {}

    /**
     * Formats with a decimal point in every country.
     *
     * @param form as of {@link String#format}
     * @param values to format
     * @return the text
     */
    public static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    /**
     * The header of a table.
     *
     * @param maker command that made it
     * @param facts what was used, in order
     * @param results what was found, in order
     * @param notes for the user
     * @return names and values, in order
     */
    public static Map<String, String> header(
            String maker, Map<String, String> facts, Map<String, String> results, List<String> notes) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("made_by", maker);
        header.putAll(facts);
        header.putAll(results);
        for (int i = 0; i < notes.size(); i++) {
            header.put("note_" + (i + 1), notes.get(i));
        }
        return header;
    }

    /**
     * Total magnitude, effective radius and, with a distance, luminosity.
     *
     * @param light the expansion
     * @param megaparsec [Mpc] luminosity distance, or null
     * @return names and values, in order
     */
    public static Map<String, String> totals(StarlightMge light, Double megaparsec) {
        Map<String, String> totals = new LinkedHashMap<>();
        totals.put("total_magnitude", text("%.4f mag", light.totalMagnitude()));
        if (megaparsec != null) {
            totals.put("luminosity", text("%.4e Lsun at %.6g Mpc", light.luminosity(megaparsec), megaparsec));
        }
        totals.put("effective_radius", text("%.5g arcsec", light.effectiveRadius()));
        return totals;
    }
}
