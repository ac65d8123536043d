package org.steelyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of results in Markdown: printed as it grows, and kept in {@code target/bench}. */
public final class Page {

    private static final Path FOLDER = Path.of("target/bench/results");

    private static final Path SITE = Path.of("src/site/markdown/performance.md");
    private static final Pattern MARK = Pattern.compile("<!-- begin (\\w+) -->.*?<!-- end \\1 -->", Pattern.DOTALL);

    private final String name;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param name of the page and of the run that makes it again
     * @param what one sentence
     */
    public Page(String name, String what) {
        this.name = name;
        text(what);
        text(String.format(
                "`mvn -q -Pbench test -Dbench.run=%s`, %s, %s, %d processors, Java %s.",
                name,
                LocalDate.now(ZoneOffset.UTC),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version()));
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown processor");
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** Adds a paragraph. */
    public void text(String paragraph) {
        line(paragraph);
        line("");
    }

    /** Begins a table. */
    public void head(String... columns) {
        row((Object[]) columns);
        line("|" + " --- |".repeat(columns.length));
    }

    /** Adds a row: texts as they are, numbers to three digits. */
    public void row(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(cell instanceof Double d ? number(d) : String.valueOf(cell));
        }
        line(texts.stream().collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** Three significant digits. */
    public static String number(double d) {
        double size = Math.abs(d);
        if (size != 0 && size < 1e-2 || size >= 1e7) {
            return String.format(Locale.ROOT, "%.1e", d);
        }
        int digits = size == 0 ? 0 : Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + digits + "f", d);
    }

    private void line(String line) {
        lines.add(line);
        System.out.println(line);
    }

    /** Where a page's companions go. */
    public static Path folder() {
        try {
            return Files.createDirectories(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts the results that are kept into the site's page, each between its marks {@code <!-- begin NAME -->} and
     * {@code <!-- end NAME -->}.
     */
    public static void publish() throws IOException {
        String text = Files.readString(SITE);
        Matcher mark = MARK.matcher(text);
        StringBuilder page = new StringBuilder();
        while (mark.find()) {
            Path result = folder().resolve(mark.group(1) + ".md");
            String section = Files.exists(result)
                    ? "<!-- begin " + mark.group(1) + " -->\n"
                            + Files.readString(result).strip() + "\n<!-- end " + mark.group(1) + " -->"
                    : mark.group();
            mark.appendReplacement(page, Matcher.quoteReplacement(section));
        }
        mark.appendTail(page);
        Files.writeString(SITE, page);
    }

    /** Ends the page and keeps it. */
    public void keep() {
        line("");
        try {
            Files.write(folder().resolve(name + ".md"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
