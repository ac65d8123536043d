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
    /** Pixels, 300 dpi; the same bytes at every run. */
    PNG,
    /** Vectors for the web. */
    SVG,
    /** Vectors for a manuscript. */
    PDF;

    private static final Pattern LIST = Pattern.compile(",");

    /** @return ending of the file's name, without the point */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param list formats as a user writes them, for example {@code png,svg,pdf}
     * @return the formats
     * @throws InputException if one is not known
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
