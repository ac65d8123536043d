// SPDX-License-Identifier: Apache-2.0
package org.steelyard.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of cells, which may be quoted and then contain line breaks: {@code 1,"a ""b"", c",2}. */
final class Delimited {

    private Delimited() {}

    /**
     * @param line to take apart
     * @param delimiter comma, another mark, or a blank, which stands for any white space
     * @return cells without quotation marks; null if a quotation mark is not closed
     */
    static @Nullable List<String> split(String line, char delimiter) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        boolean blank = delimiter == ' ';
        while (true) {
            at = skipBlanks(line, at);
            if (at < line.length() && line.charAt(at) == '"') {
                StringBuilder cell = new StringBuilder();
                int end = quoted(line, at + 1, cell);
                if (end < 0) {
                    return null;
                }
                cells.add(cell.toString());
                at = skipBlanks(line, end);
            } else {
                int end = at;
                while (end < line.length()
                        && !(blank ? Character.isWhitespace(line.charAt(end)) : line.charAt(end) == delimiter)) {
                    end++;
                }
                cells.add(line.substring(at, end).strip());
                at = blank ? skipBlanks(line, end) : end;
            }
            if (at >= line.length()) {
                return cells;
            }
            if (!blank && line.charAt(at) == delimiter) {
                at++;
            }
        }
    }

    /**
     * @param cell text
     * @return the cell, quoted where a white-space table needs it
     */
    static String quote(String cell) {
        boolean plain = !cell.isEmpty()
                && cell.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '#' || c == ',');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /** Appends the quoted text that begins at an index; returns the index after the closing mark, or -1. */
    private static int quoted(String line, int from, StringBuilder cell) {
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c != '"') {
                cell.append(c);
            } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
                cell.append(c);
                at++;
            } else {
                return at + 1;
            }
        }
        return -1;
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }
}
