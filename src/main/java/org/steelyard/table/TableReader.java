// SPDX-License-Identifier: Apache-2.0
package org.steelyard.table;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.steelyard.units.InputException;

/** Reads a {@link ColumnTable} from ECSV, CSV or white-space text. */
public final class TableReader {

    private final Path file;
    private final List<String> comments = new ArrayList<>();
    private final List<String> content = new ArrayList<>();
    private final List<Integer> lineNumbers = new ArrayList<>();

    private TableReader(Path file) {
        this.file = file;
    }

    /**
     * @param file ECSV, CSV or white-space text
     * @return the table
     * @throws InputException if the file cannot be read or is not a table
     */
    public static ColumnTable read(Path file) {
        return new TableReader(file).table();
    }

    private ColumnTable table() {
        load();
        boolean isEcsv = !comments.isEmpty() && comments.get(0).strip().startsWith("%ECSV");
        EcsvHeader header = isEcsv ? EcsvHeader.parse(comments) : EcsvHeader.NONE;
        char delimiter = isEcsv ? header.delimiter() : content.get(0).indexOf(',') >= 0 ? ',' : ' ';
        List<String> first = split(0, delimiter);
        boolean named = isEcsv || first.stream().anyMatch(cell -> !ColumnTable.isNumber(cell));
        List<String> names = named ? first : commentedNames(delimiter, first.size());
        checkNames(names, header);
        int skip = named ? 1 : 0;
        List<List<String>> cells = new ArrayList<>();
        names.forEach(name -> cells.add(new ArrayList<>()));
        for (int i = skip; i < content.size(); i++) {
            List<String> row = split(i, delimiter);
            if (row.size() != names.size()) {
                throw fault(
                        i,
                        "has " + row.size() + " values, but there are " + names.size() + " columns: "
                                + String.join(", ", names));
            }
            for (int c = 0; c < row.size(); c++) {
                cells.get(c).add(row.get(c));
            }
        }
        List<ColumnTable.Column> columns = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            boolean isText = header.texts().contains(names.get(c))
                    || cells.get(c).stream().anyMatch(cell -> !ColumnTable.isNumber(cell));
            columns.add(
                    new ColumnTable.Column(names.get(c), header.unit(names.get(c)), isText, List.copyOf(cells.get(c))));
        }
        int[] lines =
                lineNumbers.stream().skip(skip).mapToInt(Integer::intValue).toArray();
        if (lines.length == 0 && !isEcsv) {
            throw new InputException(file + ": has column names but no rows; add at least one line of numbers");
        }
        return new ColumnTable(file.toString(), columns, lines, header.meta());
    }

    /** Fills {@link #comments} (those before the first content, without the #) and {@link #content}. */
    private void load() {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": is no text file; a table is ECSV, CSV or white-space text", e);
        } catch (IOException e) {
            String reason =
                    Files.isDirectory(file) ? "is a folder" : Files.exists(file) ? "cannot be read" : "does not exist";
            throw new InputException(file + ": " + reason + "; give the name of a readable table file", e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line =
                    i == 0 && lines.get(i).startsWith("\uFEFF") ? lines.get(i).substring(1) : lines.get(i);
            String stripped = line.strip();
            if (stripped.startsWith("#")) {
                if (content.isEmpty()) {
                    comments.add(stripped.substring(1));
                }
            } else if (!stripped.isEmpty()) {
                lineNumbers.add(i + 1);
                StringBuilder row = new StringBuilder(line.stripLeading());
                // A quoted cell may contain line breaks.
                while (marks(row) % 2 != 0 && i + 1 < lines.size()) {
                    i++;
                    row.append('\n').append(lines.get(i));
                }
                content.add(row.toString().stripTrailing());
            }
        }
        if (content.isEmpty()) {
            throw new InputException(file + ": is empty; a table has a line of column names and lines of numbers");
        }
    }

    /** Number of quotation marks; a mark inside a quoted cell is doubled. */
    private static long marks(CharSequence row) {
        return row.chars().filter(c -> c == '"').count();
    }

    /** The last comment line before the numbers, if it can be their names. */
    private List<String> commentedNames(char delimiter, int count) {
        String last = comments.isEmpty() ? "" : comments.get(comments.size() - 1);
        List<String> names = Delimited.split(last, delimiter);
        if (names == null
                || names.size() != count
                || last.isBlank()
                || names.stream().anyMatch(ColumnTable::isNumber)) {
            throw fault(
                    0,
                    "no line with the names of the " + count
                            + " columns comes before the numbers; begin the file with one, such as 'radius v' or '# radius v'");
        }
        return names;
    }

    private void checkNames(List<String> names, EcsvHeader header) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.indexOf('\n') >= 0) {
                throw fault(0, "a column name has a line break; close its quotation mark");
            }
            if (name.isEmpty() || !seen.add(name)) {
                throw new InputException(file + ": column name '" + name + "' is "
                        + (name.isEmpty() ? "empty" : "there twice") + "; give each column a name of its own");
            }
        }
        if (!header.equals(EcsvHeader.NONE) && !header.names().equals(names)) {
            throw fault(
                    0,
                    "has the columns " + String.join(", ", names) + ", but the ECSV header describes "
                            + String.join(", ", header.names()) + "; make them the same");
        }
    }

    private List<String> split(int index, char delimiter) {
        List<String> cells = Delimited.split(content.get(index), delimiter);
        if (cells == null) {
            throw fault(index, "a quotation mark is not closed; close it");
        }
        return cells;
    }

    private InputException fault(int index, String what) {
        return new InputException(file + " line " + lineNumbers.get(index) + ": " + what);
    }
}
