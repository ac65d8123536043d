package org.steelyard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library speaks of what it does, not of the command line: options are named by {@code cli} alone. */
class LibraryTextTest {

    /** An option of the program, or of its launcher; {@code --add-modules} is one of Java itself. */
    private static final Pattern OPTION =
            Pattern.compile("(?<![\\w-])--(?!add-modules)[a-z][a-z-]+|JAVA_OPTS|(?<= with )-[a-z]\\b");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void noOptionOfTheCommandLineInALiteral() throws IOException {
        List<String> found = new ArrayList<>();
        Path sources = Path.of("src/main/java/org/steelyard");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                // The template of a configuration is a text for the command `config`, which it names.
                boolean ofTheCommands = file.startsWith(sources.resolve("cli")) || file.endsWith("ConfigTemplate.java");
                Matcher literal = LITERAL.matcher(ofTheCommands ? "" : Files.readString(file));
                while (literal.find()) {
                    if (OPTION.matcher(literal.group(1)).find()) {
                        found.add(file.getFileName() + ": " + literal.group(1));
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }
}
