// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.steelyard.explore.SmallGalaxy.JSON;
import static org.steelyard.explore.SmallGalaxy.bytes;
import static org.steelyard.explore.SmallGalaxy.request;
import static org.steelyard.explore.SmallGalaxy.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.util.ArrayFuncs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.explore.SmallGalaxy.Answer;
import org.steelyard.explore.http.Reply;
import org.steelyard.units.InputException;

/** Files that the page downloads have the numbers that it shows. */
class DownloadsTest {

    /** Of the brightest value: the page has numbers of single precision. */
    private static final double SINGLE = 1e-6;

    /** Of chi^2: at the end of a search, starts and the full model included, what remains to the minimum. */
    private static final double CONVERGED = 1e-3;

    private static final int COLUMN = 3;
    private static final int ROW = 4;
    private static final int CHANNEL = 7;
    private static final double ANGLE = 77;

    @TempDir
    static Path folder;

    private static Exploration exploration;

    @BeforeAll
    static void make() throws IOException {
        exploration =
                Exploration.of(SmallGalaxy.configuration(SmallGalaxy.in(folder, "downloads")), SmallGalaxy.options());
    }

    @AfterAll
    static void close() {
        exploration.close();
    }

    private static Reply ask(String service, ObjectNode body) {
        return exploration.services().get(service).answer(bytes(body));
    }

    /** A request with a line off the major axis. */
    private static ObjectNode places() throws IOException {
        ObjectNode body = request(state(Answer.of(ask("galaxy", JSON.createObjectNode()))), 1);
        body.put("column", COLUMN).put("row", ROW).put("channel", CHANNEL).put("bare", true);
        body.putObject("line")
                .put("x", 17)
                .put("y", 19)
                .put("positionAngle", ANGLE)
                .put("length", 2.3);
        return body;
    }

    private static Answer view() throws IOException {
        return Answer.of(ask("view", places()));
    }

    private static Reply download(String what, String format) throws IOException {
        return ask("download", places().put("what", what).put("format", format));
    }

    @ParameterizedTest
    @CsvSource({
        "moments, png, \u0089PNG",
        "pvd, svg, <?xml",
        "circular_velocity, pdf, %PDF",
        "circular_velocity, ecsv, # %ECSV",
        "spectrum, ecsv, # %ECSV",
        "spectrum, svg, <?xml",
        "channel, png, \u0089PNG",
        "channel, pdf, %PDF",
        "channel, fits, SIMPLE",
        "model, fits, SIMPLE",
        "pvd, fits, SIMPLE",
        "misfit, fits, SIMPLE",
        "misfit, png, \u0089PNG",
        "misfit, svg, <?xml",
        "misfit, pdf, %PDF",
        "moments, fits, SIMPLE"
    })
    void picturesAndNumbersCanBeKept(String what, String format, String begins) throws IOException {
        Reply reply = download(what, format);
        String head = new String(reply.body(), 0, 12, StandardCharsets.ISO_8859_1);
        assertTrue(head.startsWith(begins), head);
    }

    /** A picture that is none is told with those that there are, a format that is none with those of the picture. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    moments           | exe  | moments is not made as 'exe'; choose png, svg, pdf, fits
                    path              | fits | path is not made as 'fits'; choose png, svg, pdf, ecsv
                    model             | png  | model is not made as 'png'; choose fits
                    spectrum          | fits | spectrum is not made as 'fits'; choose png, svg, pdf, ecsv
                    misfit            | ecsv | misfit is not made as 'ecsv'; choose png, svg, pdf, fits
                    nonsense          | png  | 'nonsense' is no picture or table of these data; there are model, moments, misfit, pvd, spectrum, channel, circular_velocity, path
                    ../../etc/passwd  | fits | '../../etc/passwd' is no picture or table of these data; there are model, moments, misfit, pvd, spectrum, channel, circular_velocity, path
                    draws             | ecsv | 'draws' is no picture or table of these data; there are model, moments, misfit, pvd, spectrum, channel, circular_velocity, path
                    """)
    void whatIsNoDownloadIsTold(String what, String format, String message) {
        assertEquals(
                message,
                assertThrows(InputException.class, () -> download(what, format)).getMessage());
    }

    /** The page offers what is made, and nothing else. */
    @Test
    void allThatIsOfferedIsMade() throws IOException {
        JsonNode offered =
                Answer.of(ask("galaxy", JSON.createObjectNode())).header().get("downloads");
        ask("fit", places());
        int files = 0;
        for (Map.Entry<String, JsonNode> offer : offered.properties()) {
            for (JsonNode format : offer.getValue()) {
                assertTrue(download(offer.getKey(), format.asText()).body().length > 100);
                files++;
            }
        }
        assertEquals(29, files);
    }

    @ParameterizedTest
    @CsvSource({"spectrum, ecsv, column", "spectrum, png, column", "channel, fits, channel", "channel, svg, channel"})
    void aPictureWithoutItsPlaceIsTold(String what, String format, String missing) throws IOException {
        ObjectNode body = places().put("what", what).put("format", format);
        body.remove(missing);
        String message =
                assertThrows(InputException.class, () -> ask("download", body)).getMessage();
        assertTrue(message.startsWith(missing + " of the request"), message);
    }

    @Test
    void theDiagramLiesAlongTheLineOfThePage() throws Exception {
        Answer view = view();
        try (Fits fits =
                new Fits(new ByteArrayInputStream(download("pvd", "fits").body()))) {
            fits.read();
            same(view.arrays().get("pvdData"), fits.getHDU("DATA"));
            same(view.arrays().get("pvdModel"), fits.getHDU("MODEL"));
            same(view.arrays().get("pvdBare"), fits.getHDU("NO_BH"));
            assertEquals(ANGLE, fits.getHDU("DATA").getHeader().getDoubleValue("SLITPA"));
        }
        ObjectNode turned = places().put("what", "pvd").put("format", "svg");
        ((ObjectNode) turned.get("line")).put("positionAngle", ANGLE + 50);
        assertFalse(Arrays.equals(
                download("pvd", "svg").body(), ask("download", turned).body()));
    }

    @Test
    void theChannelIsThatOfThePage() throws Exception {
        Answer view = view();
        try (Fits fits =
                new Fits(new ByteArrayInputStream(download("channel", "fits").body()))) {
            fits.read();
            same(view.arrays().get("channelData"), fits.getHDU("DATA"));
            same(view.arrays().get("channelModel"), fits.getHDU("MODEL"));
            same(view.arrays().get("channelNoise"), fits.getHDU("NOISE"));
        }
    }

    @Test
    void theMisfitIsThatOfThePage() throws Exception {
        Answer view = view();
        try (Fits fits =
                new Fits(new ByteArrayInputStream(download("misfit", "fits").body()))) {
            fits.read();
            same(view.arrays().get("misfit"), fits.getHDU("MISFIT"));
        }
    }

    @Test
    void thePathLeadsToTheMinimum() throws IOException {
        assertThrows(InputException.class, () -> download("path", "ecsv"));
        JsonNode fit = JSON.readTree(ask("fit", places()).body());
        String[][] rows = new String(download("path", "ecsv").body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[ ,]"))
                .toArray(String[][]::new);
        assertEquals("step chi2 mbh", String.join(" ", Arrays.copyOf(rows[0], 3)));
        double lowest = Double.POSITIVE_INFINITY;
        for (int step = 1; step < rows.length; step++) {
            assertEquals(step, Double.parseDouble(rows[step][0]));
            lowest = Math.min(lowest, Double.parseDouble(rows[step][1]));
        }
        assertEquals(fit.get("chi2").asDouble(), lowest, CONVERGED * lowest);
    }

    @Test
    void theLineProfileIsThatOfThePage() throws IOException {
        float[] model = view().arrays().get("spectrumModel");
        String[] rows = new String(download("spectrum", "ecsv").body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("velocity"))
                .toArray(String[]::new);
        assertEquals(model.length, rows.length);
        for (int c = 0; c < rows.length; c++) {
            assertEquals(model[c], Double.parseDouble(rows[c].split("[ ,]")[2]), SINGLE * max(model));
        }
    }

    private static void same(float[] shown, BasicHDU<?> file) {
        double[] kept = (double[]) ArrayFuncs.convertArray(ArrayFuncs.flatten(file.getKernel()), double.class);
        double[] page = new double[shown.length];
        Arrays.setAll(page, k -> shown[k]);
        assertArrayEquals(page, kept, SINGLE * max(shown));
    }

    private static double max(float[] values) {
        double max = 0;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
