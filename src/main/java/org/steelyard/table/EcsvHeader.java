// SPDX-License-Identifier: Apache-2.0
package org.steelyard.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the YAML comment lines of an ECSV file say of the columns: names and units, and the delimiter. Only the little
 * YAML that ECSV writers use is understood: a list below {@code datatype:} whose entries are flow maps {@code - {name:
 * r, unit: pc}} or one key a line.
 *
 * @param delimiter of the cells
 * @param units by column name, in order; empty where there is none
 * @param texts names of the columns whose datatype is string
 * @param meta further entries, one a line, {@code - {weight: "0.5"}}
 */
record EcsvHeader(char delimiter, Map<String, String> units, Set<String> texts, Map<String, String> meta) {

    /** Of a file that is no ECSV. */
    static final EcsvHeader NONE = new EcsvHeader(' ', Map.of(), Set.of(), Map.of());

    private static final Pattern KEY = Pattern.compile(
            "(?:^|[,\\n])\\s*(name|unit|datatype)\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|![^{]*\\{[^}]*}|[^,\\n]*)");
    private static final Pattern TAGGED = Pattern.compile("![^{]*\\{\\s*unit\\s*:\\s*(.*?)\\s*}");

    private static final Pattern ENTRY = Pattern.compile("- \\{\\s*(\\w+)\\s*:\\s*(.*?)\\s*}");

    static EcsvHeader parse(List<String> comments) {
        char delimiter = ' ';
        Map<String, String> units = new LinkedHashMap<>();
        Set<String> texts = new HashSet<>();
        boolean inside = false;
        List<StringBuilder> entries = new ArrayList<>();
        Map<String, String> meta = new LinkedHashMap<>();
        for (String comment : comments) {
            String line = comment.startsWith(" ") ? comment.substring(1) : comment;
            if (line.stripLeading().startsWith("- ") && inside) {
                entries.add(new StringBuilder(line.stripLeading().substring(2)));
            } else if (inside && line.startsWith(" ") && !entries.isEmpty()) {
                boolean flow = entries.get(entries.size() - 1)
                        .toString()
                        .stripLeading()
                        .startsWith("{");
                entries.get(entries.size() - 1).append(flow ? " " : "\n").append(line.strip());
            } else {
                Matcher entry = ENTRY.matcher(line.strip());
                if (entry.matches()) {
                    meta.put(entry.group(1), scalar(entry.group(2)));
                }
                inside = line.strip().equals("datatype:");
                if (line.startsWith("delimiter:") && line.indexOf(',') > 0) {
                    delimiter = ',';
                }
            }
        }
        for (StringBuilder entry : entries) {
            Map<String, String> keys = keys(entry.toString().strip());
            units.put(keys.getOrDefault("name", ""), keys.getOrDefault("unit", ""));
            if (keys.getOrDefault("datatype", "").equals("string")) {
                texts.add(keys.getOrDefault("name", ""));
            }
        }
        return new EcsvHeader(delimiter, units, texts, meta);
    }

    private static Map<String, String> keys(String entry) {
        boolean flow = entry.startsWith("{") && entry.endsWith("}");
        Matcher matcher = KEY.matcher(flow ? entry.substring(1, entry.length() - 1) : entry);
        Map<String, String> keys = new LinkedHashMap<>();
        while (matcher.find()) {
            String value = matcher.group(2).strip();
            Matcher tagged = TAGGED.matcher(value);
            String plain = tagged.matches() ? tagged.group(1) : value;
            keys.putIfAbsent(matcher.group(1), scalar(plain));
        }
        return keys;
    }

    /** The text of a YAML scalar: plain, in single or in double quotation marks. */
    private static String scalar(String written) {
        if (written.length() > 1 && written.startsWith("'")) {
            return written.substring(1, written.length() - 1).replace("''", "'");
        }
        if (written.length() < 2 || !written.startsWith("\"")) {
            return written;
        }
        StringBuilder text = new StringBuilder();
        int at = 1;
        while (at < written.length() - 1) {
            char c = written.charAt(at++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = written.charAt(at++);
            int digits = escaped == 'x' ? 2 : escaped == 'u' ? 4 : escaped == 'U' ? 8 : 0;
            int end = at + digits;
            if (digits > 0
                    && end < written.length()
                    && written.substring(at, end).matches("[0-9A-Fa-f]+")) {
                text.appendCodePoint(Integer.parseInt(written.substring(at, end), 16));
                at = end;
            } else {
                text.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            default -> escaped;
                        });
            }
        }
        return text.toString();
    }

    List<String> names() {
        return List.copyOf(units.keySet());
    }

    String unit(String name) {
        return units.getOrDefault(name, "");
    }
}
