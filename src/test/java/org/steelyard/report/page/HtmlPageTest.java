// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.search.FitResult;
import org.steelyard.report.SyntheticDisk;
import org.steelyard.report.figure.Figures;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.table.MassErrors;
import org.steelyard.report.table.RunContent;

class HtmlPageTest {

    private static final int SIZE = 48;
    private static final Set<String> VOID = Set.of("meta", "img", "br");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)([^>]*)>");

    private static ModelProducts products;
    private static String page;

    @BeforeAll
    static void makePage() {
        products = SyntheticDisk.products(SIZE, SIZE, SyntheticDisk.plainFrame(SIZE, SIZE), 3);
        RunContent run = new RunContent(SyntheticDisk.result(), products, null, "cube = \"<a & b>.fits\"\n", "");
        Figure figure = Figures.of(run).get(0);
        page = HtmlPage.of(
                run,
                "Test galaxy",
                List.of(new HtmlPage.Picture(figure.caption(), figure.width(), "image/png", new byte[] {1, 2, 3})),
                HtmlPage.Analysis.NONE,
                "");
    }

    @Test
    void everyTagIsClosed() {
        Deque<String> open = new ArrayDeque<>();
        Matcher tags = TAG.matcher(page.substring(page.indexOf("<html")));
        while (tags.find()) {
            if (tags.group(1).isEmpty()) {
                if (!VOID.contains(tags.group(2))) {
                    open.push(tags.group(2));
                }
            } else {
                assertEquals(tags.group(2), open.pop());
            }
        }
        assertTrue(open.isEmpty(), open.toString());
    }

    @Test
    void needsNoOtherFile() {
        assertFalse(page.contains("<script")
                || page.contains("http://")
                || page.contains("https://")
                || page.contains("<link"));
        assertTrue(page.contains("src=\"data:image/png;base64,AQID\""));
    }

    @Test
    void containsMassConfigurationAndChecksums() {
        assertTrue(page.contains("(1.98 &plusmn; 0.11) &times; 10<sup>8</sup>"), "mass with its error");
        assertTrue(page.contains("cube = &quot;&lt;a &amp; b&gt;.fits&quot;"), "configuration, escaped");
        assertTrue(page.contains("0123456789abcdef".repeat(4)), "checksum");
        assertTrue(page.contains("x is fixed"), "messages");
    }

    /** After an error budget the lead has the statistical and the systematic error. */
    @Test
    void leadHasTheErrorsOfTheBudget() throws IOException {
        MassErrors errors = MassErrors.of(new ObjectMapper().readTree("""
                {"errors": {"monte_carlo": {"parameters": {"mbh": {"lower_68": 1.88e8, "upper_68": 2.11e8}}},
                  "profile_mbh": {"limits": [{"closed": true, "lower": 1.0e8, "upper": 3.0e8}]},
                  "systematics": {"up_percent": 10.0, "down_percent": 5.0}}}"""));
        String html = MassLead.of(SyntheticDisk.result(), errors);
        String text = textOf("<body>" + html.replace("</span><span>", " "));
        assertTrue(
                text.contains("(1.98 +0.13 &minus;0.10 (stat) +0.20 &minus;0.10 (sys)) &times; 10^8"),
                "the mass of a paper's abstract: " + text);
        assertTrue(
                text.contains("68 % of Monte Carlo refits of the best model, from 1.880e+08 to 2.110e+08 Msun"), text);
        assertTrue(text.contains("Systematic error: +10.0 % and -5.0 %"), text);
    }

    @Test
    void massesArePrintedWithTwoDigitsOfTheError() {
        assertEquals("(2.386 &plusmn; 0.034) &times; 10<sup>9</sup>", ValueText.scientific(2.3861e9, 3.4e7));
        assertEquals("1.4700 &times; 10<sup>8</sup>", ValueText.scientific(1.47e8, Double.NaN));
    }

    @Test
    void listsAreReadable() {
        assertEquals("0.0104516, \u2013, -0.0155000", ValueText.of(Arrays.asList(0.010451635623603281, null, -0.0155)));
        assertEquals("none", ValueText.of(List.of()));
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("radius", Map.of("values", List.of(0.1, 0.2), "unit", "arcsec"));
        group.put("factor", 1.5);
        assertEquals("radius 0.100000, 0.200000 arcsec; factor 1.50000", ValueText.of(group));
    }

    @Test
    @Tag("interop")
    void tidyFindsNothing(@TempDir Path folder) throws IOException, InterruptedException {
        Path tidy = Path.of("/usr/bin/tidy");
        Assumptions.assumeTrue(Files.isExecutable(tidy), "skipped: tidy is not installed");
        Path file = Files.writeString(folder.resolve("report.html"), page);
        Process process = new ProcessBuilder(tidy.toString(), "-e", "-q", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    /**
     * The whole text of two pages: errors account for correlated noise where chi^2 with correlated noise is known, and
     * the page says so in its lead, its table and its messages; elsewhere it says the opposite.
     */
    @ParameterizedTest
    @CsvSource({
        "independent_noise, NaN, x is fixed",
        "correlated_noise, 4190.5, the errors are those of correlated noise"
    })
    void textOfThePage(String golden, double chi2Correlated, String message) throws IOException {
        FitResult known = SyntheticDisk.result();
        FitResult result = new FitResult(
                known.version(),
                known.status(),
                known.parameters(),
                known.chi2(),
                known.nData(),
                known.nFree(),
                known.dof(),
                known.reducedChi2(),
                chi2Correlated,
                known.evaluations(),
                null,
                known.timing(),
                known.machine(),
                known.inputs(),
                Map.of("errors_independent", Map.of("mbh", 1.0712345e7)),
                List.of(message));
        String text = HtmlPage.of(
                new RunContent(result, products, null, "galaxy.name = \"a\"\n", ""),
                "",
                List.of(),
                HtmlPage.Analysis.NONE,
                "");
        try (InputStream expected = HtmlPageTest.class.getResourceAsStream(golden + ".txt")) {
            assertEquals(new String(expected.readAllBytes(), StandardCharsets.UTF_8), textOf(text));
        }
        assertEquals(
                golden.equals("correlated_noise"), text.contains("They account for noise that the beam correlates"));
    }

    /** What a reader sees, one line for each block; cells are separated by bars. */
    private static String textOf(String html) {
        return html.substring(html.indexOf("<body>") + "<body>".length())
                        .replaceAll("</t[dh]><t[dh][^>]*>", " | ")
                        .replace("<sup>", "^")
                        .replaceAll("<[^>]*>", "")
                        .replaceAll("\n{2,}", "\n")
                        .strip()
                + "\n";
    }

    @Test
    void aFitThatDidNotConvergeIsMarked() {
        FitResult known = SyntheticDisk.result();
        FitResult result = new FitResult(
                known.version(),
                "not a disk",
                known.parameters(),
                known.chi2(),
                known.nData(),
                known.nFree(),
                known.dof(),
                known.reducedChi2(),
                known.chi2Correlated(),
                known.evaluations(),
                null,
                known.timing(),
                known.machine(),
                known.inputs(),
                known.derived(),
                known.messages());
        String html =
                HtmlPage.of(new RunContent(result, products, null, "", ""), "", List.of(), HtmlPage.Analysis.NONE, "");
        assertTrue(
                html.contains("class=\"warning\"") && html.contains("\u201cnot a disk\u201d"),
                "a warning with the status");
        assertFalse(page.contains("class=\"warning\""), "a converged fit has no warning");
    }
}
