// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;

/** Fits from the page, and pages of other data. */
class BrowserFitTest extends PageInBrowser {

    /** Of a standard error, or of chi^2: two fits that begin at the same values stop at the same minimum. */
    private static final double SAME = 0.05;

    private static final int CANCELS = 7;

    /** Starts a fit, waits, and cancels it, until the page says that it has ended. How long that takes: {@link Latency}. */
    private static final String CANCEL = """
            const [wait, done] = arguments, text = document.getElementById('fitText');
            document.getElementById('fit').click();
            setTimeout(() => {
              const look = () => text.textContent.includes('cancelled') || text.textContent.startsWith('converged')
                ? done() : setTimeout(look, 5);
              steelyard.fitting.cancel().then(look);
            }, wait);
            """;

    private static void fit() {
        id("fit").click();
        until("document.getElementById('fitText').textContent.startsWith('converged')");
        settle();
    }

    @Test
    void aFitEndsLowerAndTheSavedFileFitsToTheSameMinimum() throws IOException {
        double before = Double.parseDouble(chi2());
        String toml = save();
        fit();
        double after = number("steelyard.view.chi2");
        assertTrue(after < before, before + " to " + after);
        double mass = number("steelyard.state.now.parameters.mbh.value");
        double error = number("steelyard.sliders.errors.mbh");
        for (String saved : List.of(toml, save())) {
            FitOutcome outcome = GalaxyFit.run(
                    SmallGalaxy.configuration(Files.writeString(folder.resolve("saved.toml"), saved)),
                    SmallGalaxy.options());
            assertEquals(after, outcome.result().chi2(), SAME);
            assertEquals(mass, outcome.result().parameter("mbh").value(), SAME * error);
        }
    }

    private static String save() {
        return (String) browser.executeAsyncScript(
                "const done = arguments[0]; steelyard.server.text('save', { state: steelyard.state.now }).then(done)");
    }

    /** Asks for so many starts that a fit ends by being cancelled alone, whatever the speed of the machine. */
    private static void searchLong() {
        script("steelyard.choose({ 'fit.starts': '100000' })");
        until("steelyard.state.now.choices['fit.starts'] === '100000'");
        settle();
    }

    /** The other phases: {@link FitTaskTest}. The descent of this galaxy ends before the page has asked for a step. */
    @Test
    void aFitIsCancelled() {
        searchLong();
        String before = chi2();
        id("fit").click();
        until("document.getElementById('fitText').textContent.startsWith('fitting')");
        browser.findElement(By.tagName("body")).sendKeys(Keys.ESCAPE);
        until("document.getElementById('fitText').textContent.includes('was cancelled')");
        assertEquals(before, chi2());
        assertEquals(true, script("return document.getElementById('cancel').hidden"));
    }

    /** A fit that tries many starts, ended at different times, while another page moves a slider as fast as it can. */
    @Test
    void aFitIsCancelledBesideAPageThatMoves() {
        String first = browser.getWindowHandle();
        String other = another();
        try {
            script(
                    "const s = document.getElementById('p-mbh-slider'); let k = 0; window.moves = 0;"
                            + "const show = steelyard.latest.show; steelyard.latest.show = (...of) => { moves++; show(...of); };"
                            + "setInterval(() => { s.value = 900 + (k++ * 37) % 200; s.dispatchEvent(new Event('input')); }, 10)");
            browser.switchTo().window(first);
            searchLong();
            for (int k = 0; k < CANCELS; k++) {
                browser.executeAsyncScript(CANCEL, 150 * k);
                assertTrue(
                        id("fitText").getText().contains("was cancelled"),
                        id("fitText").getText());
                until("!document.getElementById('fit').disabled");
            }
            browser.switchTo().window(other);
            assertTrue(number("moves") > CANCELS, "the other page goes on");
        } finally {
            leave(other, first);
        }
    }

    /** Opens the page in a window of its own, and goes there. */
    private String another() {
        browser.switchTo().newWindow(WindowType.WINDOW);
        browser.get("http://127.0.0.1:" + server.port() + "/");
        settle();
        return browser.getWindowHandle();
    }

    private static void leave(String window, String next) {
        browser.switchTo().window(window);
        browser.close();
        browser.switchTo().window(next);
    }

    /** A page can end the fit of another one that is in its way, for example one that was closed. */
    @Test
    void theFitOfAnotherPageIsCancelled() {
        String first = browser.getWindowHandle();
        searchLong();
        String other = another();
        try {
            browser.switchTo().window(first);
            id("fit").click();
            browser.switchTo().window(other);
            id("fit").click();
            until("document.getElementById('fitText').textContent.startsWith('a fit of another page')");
            until("!document.getElementById('fit').disabled");
            id("cancel").click();
            until("document.getElementById('cancel').hidden");
        } finally {
            leave(other, first);
        }
        until("document.getElementById('fitText').textContent.includes('was cancelled')");
    }

    @Test
    void aFitIsUndone() {
        String before = chi2();
        fit();
        id("undo").click();
        assertEquals(before, chi2());
        id("redo").click();
        settle();
        assertEquals("converged", id("fitText").getText().split(":")[0]);
    }

    @Test
    void channelsWithoutDataAreBlank() throws IOException {
        Path own = Files.createDirectories(folder.resolve("nan"));
        try (Exploration galaxy = Exploration.of(
                ConfigLoader.load(
                        SmallGalaxy.in(own, "NaN"), List.of("data.drop_channels=[7, 8]"), ConfigLoader.Need.DATA),
                SmallGalaxy.options())) {
            serve(galaxy);
            script("const s = document.getElementById('channel'); s.value = 7 - steelyard.galaxy.firstChannel;"
                    + "s.dispatchEvent(new Event('input'))");
            settle();
            until("document.getElementById('channelText').value.startsWith('7:')");
            assertEquals(true, script("return steelyard.view.arrays.channelData.every(Number.isNaN)"));
            assertEquals(
                    true,
                    script(
                            "const c = steelyard.channelMaps.panels[0].raster.canvas;"
                                    + "return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.every(v => v === 0)"));
            assertTrue(Double.parseDouble(chi2()) > 0);
            fit();
            assertTrue(script("return document.getElementById('banner').hidden").equals(true));
        }
    }

    @Test
    void aVelocityMapIsFitted() throws IOException {
        Path own = Files.createDirectories(folder.resolve("map"));
        try (Exploration galaxy =
                Exploration.of(SmallGalaxy.configuration(SmallGalaxy.mapIn(own)), SmallGalaxy.options())) {
            serve(galaxy);
            double before = Double.parseDouble(chi2());
            assertEquals(
                    true,
                    script(
                            "return ['pvdCard', 'spectrumCard', 'channelCard'].every(id => document.getElementById(id).hidden)"));
            assertEquals(
                    "Drag the ellipse of the fit region by its handles.",
                    id("mapHint").getText());
            fit();
            assertTrue(Double.parseDouble(chi2()) < before);
            assertTrue(((Number)
                                    browser.executeAsyncScript(
                                            "const done = arguments[0]; steelyard.server.bytes('download',"
                                                    + " { state: steelyard.state.now, what: 'moments', format: 'pdf' }).then(b => done(b.byteLength))"))
                            .intValue()
                    > 1000);
        }
    }
}
