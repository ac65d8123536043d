// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.steelyard.units.InputException;

/**
 * Rest frequencies of the lines that trace gas disks. Sources: CDMS and Lovas catalogues as used by Splatalogue; the
 * hydrogen maser for HI; Cooksy et al. 1986 for [CII]; Yamamoto &amp; Saito 1991 and Klein et al. 1998 for [CI].
 */
public final class SpectralLine {

    private static final Map<String, Double> FREQUENCIES = table();
    private static final Map<String, Double> BY_PLAIN_NAME = plain();

    private SpectralLine() {}

    /**
     * Returns the rest frequency of a line.
     *
     * @param name name of a line, for example {@code CO(2-1)}, {@code co 2-1}, {@code 13CO(1-0)}, {@code [CI](1-0)},
     *     {@code HI}
     * @return [Hz] rest frequency
     * @throws InputException if the line is not known; the message lists the known lines
     */
    public static double frequency(String name) {
        Double frequency = BY_PLAIN_NAME.get(plainName(name));
        if (frequency == null) {
            throw new InputException("line '" + name + "' is not known; use one of "
                    + String.join(", ", FREQUENCIES.keySet()) + ", or give data.rest_frequency = \"230.538 GHz\"");
        }
        return frequency;
    }

    /** @return names of the known lines */
    public static Set<String> names() {
        return FREQUENCIES.keySet();
    }

    private static Map<String, Double> table() {
        Map<String, Double> table = new LinkedHashMap<>();
        double[] co = {
            115.2712018e9, 230.538e9, 345.7959899e9, 461.0407682e9, 576.2679305e9, 691.4730763e9, 806.6518060e9
        };
        double[] isotope13 = {110.2013543e9, 220.3986842e9, 330.5879653e9, 440.7651735e9};
        double[] isotope18 = {109.7821734e9, 219.5603541e9, 329.3305525e9};
        double[] hcn = {88.6316022e9, 177.2611115e9, 265.8864339e9, 354.5054773e9};
        double[] hcoPlus = {89.1885247e9, 178.3750563e9, 267.5576259e9, 356.7342230e9};
        double[] cs = {
            48.9909549e9, 97.9809533e9, 146.9690287e9, 195.9542109e9, 244.9355565e9, 293.9120865e9, 342.8828503e9
        };
        ladder(table, "CO", co);
        ladder(table, "13CO", isotope13);
        ladder(table, "C18O", isotope18);
        ladder(table, "HCN", hcn);
        ladder(table, "HCO+", hcoPlus);
        ladder(table, "CS", cs);
        table.put("HNC(1-0)", 90.6635680e9);
        table.put("[CI](1-0)", 492.1606510e9);
        table.put("[CI](2-1)", 809.3419700e9);
        table.put("[CII]", 1900.5369e9);
        table.put("HI", 1420.405751768e6);
        return Collections.unmodifiableMap(table);
    }

    private static void ladder(Map<String, Double> table, String molecule, double[] frequencies) {
        for (int j = 0; j < frequencies.length; j++) {
            table.put(molecule + "(" + (j + 1) + "-" + j + ")", frequencies[j]);
        }
    }

    private static Map<String, Double> plain() {
        Map<String, Double> plain = new TreeMap<>();
        FREQUENCIES.forEach((name, frequency) -> plain.put(plainName(name), frequency));
        plain.put("12co10", FREQUENCIES.get("CO(1-0)"));
        plain.put("12co21", FREQUENCIES.get("CO(2-1)"));
        plain.put("12co32", FREQUENCIES.get("CO(3-2)"));
        plain.put("h21cm", FREQUENCIES.get("HI"));
        return plain;
    }

    private static String plainName(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9+]", "");
    }
}
