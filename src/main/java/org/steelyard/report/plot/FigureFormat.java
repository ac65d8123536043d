// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.steelyard.units.InputException;

/** File formats of figures. */
public enum FigureFormat {
    /** Pixels, 300 dpi. Equal figures have equal bytes. */
    PNG,
    /** Vector format for the web. */
    SVG,
    /** Vector format for a manuscript. */
    PDF;

    private static final Pattern LIST = Pattern.compile(",");

    /** @return extension of the file name, without the dot */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param list as {@link #parse}, or {@code none}
     * @return the formats, empty for none
     * @throws InputException if a format is unknown
     */
    public static Set<FigureFormat> parseOrNone(String list) {
        return list.equals("none") ? Set.of() : parse(list);
    }

    /**
     * @param list formats separated by commas, for example {@code png,svg,pdf}
     * @return the formats
     * @throws InputException if a format is unknown
     */
    public static Set<FigureFormat> parse(String list) {
        Set<FigureFormat> formats = EnumSet.noneOf(FigureFormat.class);
        for (String name : LIST.split(list, -1)) {
            formats.add(Arrays.stream(values())
                    .filter(format -> format.extension().equals(name.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() ->
                            new InputException("figure format '" + name.strip() + "' is not known; use one or more of "
                                    + Arrays.stream(values())
                                            .map(FigureFormat::extension)
                                            .collect(Collectors.joining(",")))));
        }
        return formats;
    }
}
