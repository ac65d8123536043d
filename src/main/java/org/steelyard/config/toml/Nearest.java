// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the known name nearest to a misspelt one. */
final class Nearest {

    private Nearest() {}

    /**
     * @param name misspelt
     * @param known names, at least one
     * @return the known name with the least edits; null where even that is another word, with more than a third of
     *     its letters edited (and more than two)
     */
    static String ofOrNull(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> alike(last(name), last(candidate)))
                .min(Comparator.comparingInt(candidate -> edits(name, candidate)))
                .orElse(null);
    }

    private static boolean alike(String name, String candidate) {
        int edits = edits(name, candidate);
        return edits <= Math.min(2, (name.length() + 1) / 2) && edits < name.length() || 3 * edits <= name.length();
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Levenshtein distance. */
    static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
