// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.steelyard.config.Configuration;
import org.steelyard.explore.http.LoopbackServer;

/** The page in Debian's Chromium, as a user works with it. Skipped where Chromium and its driver are missing. */
@Tag("browser")
class BrowserTest {

    /** Long enough for a computer that has other work. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration GLANCE = Duration.ofMillis(50);

    private static final String NAME = "<img src=x onerror=\"document.title='script'\">";

    /** [MB] By which the heap of the page may grow in ten thousand moves: the pictures on show, not their history. */
    private static final double GROWTH = 30;

    private static final int MOVES = 10_000;

    @TempDir
    static Path folder;

    private static ChromeDriver browser;
    private static Exploration exploration;
    private static final List<Throwable> DEFECTS = new CopyOnWriteArrayList<>();

    private LoopbackServer server;

    @BeforeAll
    static void open() throws IOException {
        browser = Chromium.start(folder.resolve("browser"), PATIENCE);
        exploration = Exploration.of(SmallGalaxy.configuration(SmallGalaxy.in(folder, NAME)), SmallGalaxy.options());
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
            exploration.close();
        }
    }

    @BeforeEach
    void visit() {
        server = ExplorePage.serve(exploration, 0, DEFECTS::add);
        browser.get(server.link().toString());
        settle();
    }

    @AfterEach
    void leave() {
        server.close();
        assertEquals(List.of(), DEFECTS);
    }

    private static Object script(String text, Object... arguments) {
        return browser.executeScript(text, arguments);
    }

    /** Waits until a script says true. */
    private static void until(String condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Boolean.TRUE.equals(script("return Boolean(" + condition + ")"))) {
            assertTrue(
                    System.nanoTime() < end,
                    condition + "; the page says: " + script("return document.getElementById('banner').textContent"));
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the picture of the last state at full accuracy is shown. */
    private static void settle() {
        until("window.steelyard?.view && steelyard.latest.idle && !document.getElementById('fit').disabled"
                + " && JSON.stringify(steelyard.viewState.parameters) === JSON.stringify(steelyard.state.now.parameters)"
                + " && JSON.stringify(steelyard.viewState.choices) === JSON.stringify(steelyard.state.now.choices)");
    }

    private static String chi2() {
        settle();
        return browser.findElement(By.id("chi2Value")).getText();
    }

    private static WebElement id(String id) {
        return browser.findElement(By.id(id));
    }

    @Test
    void aSliderMovesTheModelAndUndoBringsItBack() {
        String before = chi2();
        id("p-mbh-slider").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        String after = chi2();
        assertNotEquals(before, after);
        id("undo").click();
        id("undo").click();
        id("undo").click();
        assertEquals(before, chi2());
        id("redo").click();
        id("redo").click();
        id("redo").click();
        assertEquals(after, chi2());
    }

    @Test
    void aTypedValueIsTakenAndAWrongOneMarked() {
        String before = chi2();
        WebElement field = id("p-mbh");
        field.clear();
        field.sendKeys("2e8", Keys.TAB);
        assertNotEquals(before, chi2());
        String there = chi2();
        for (String wrong : List.of("-5", "many", "1e99", "")) {
            field.clear();
            field.sendKeys(wrong, Keys.TAB);
            assertEquals("true", field.getDomAttribute("aria-invalid"), wrong);
            assertEquals(there, chi2());
        }
    }

    @Test
    void theLineOfTheDiagramIsTurnedByItsEnd() {
        double before = (double) number("return steelyard.line().positionAngle");
        List<?> end = (List<?>) script("const m = steelyard.maps; const l = steelyard.line();"
                + "const p = m.panels[0].toCanvas(...m.sky.place(l.x, l.y, l.positionAngle, 0.375 * l.length, 0));"
                + "const b = m.panels[0].canvas.getBoundingClientRect();"
                + "return [Math.round(p[0] - b.width / 2), Math.round(p[1] - b.height / 2)]");
        WebElement canvas = browser.findElement(By.cssSelector("#maps canvas[tabindex]"));
        int x = ((Number) end.get(0)).intValue();
        int y = ((Number) end.get(1)).intValue();
        new Actions(browser)
                .moveToElement(canvas, x, y)
                .clickAndHold()
                .moveToElement(canvas, x + 25, y)
                .moveToElement(canvas, x + 50, y)
                .release()
                .perform();
        settle();
        double after = (double) number("return steelyard.line().positionAngle");
        assertTrue(Math.abs(after - before) > 5, before + " to " + after);
        assertEquals(after, (double) number("return steelyard.view.line.positionAngle"));
    }

    private static Object number(String script) {
        return ((Number) script(script)).doubleValue();
    }

    @Test
    void theRegionIsDraggedByItsCorner() {
        double before = (double) number("return steelyard.view.data");
        script("const m = steelyard.maps; m.ellipse = { ...m.ellipse, semiMajor: 0.7 * m.ellipse.semiMajor };"
                + "steelyard.setRegion(m.ellipse)");
        until("steelyard.view.data < " + before);
        id("undo").click();
        until("steelyard.view.data === " + before);
    }

    @Test
    void aFitEndsLowerAndItsConfigurationFits() throws IOException {
        double before = Double.parseDouble(chi2());
        id("fit").click();
        until("document.getElementById('fitText').textContent.startsWith('converged')");
        double after = Double.parseDouble(chi2());
        assertTrue(after < before, before + " to " + after);
        assertTrue(id("fitText")
                .getText()
                .contains(script("return steelyard.view.chi2.toPrecision(5)")
                        .toString()
                        .substring(0, 4)));
        String toml = (String) browser.executeAsyncScript("const done = arguments[0];"
                + "steelyard.server.text('save', { state: steelyard.state.now }).then(done)");
        Path saved = folder.resolve("saved.toml");
        Files.writeString(saved, toml);
        Configuration config = SmallGalaxy.configuration(saved);
        assertEquals(
                (double) number("return steelyard.state.now.parameters.mbh.value"),
                config.parameter("mbh").start());
    }

    @Test
    void anotherLawBringsItsParameters() {
        script("const s = document.getElementById('c-disk.dispersion'); s.closest('details').open = true;"
                + "s.value = '\"exponential\"'; s.dispatchEvent(new Event('change'))");
        until("document.getElementById('p-dispersion_amplitude')");
        settle();
        id("undo").click();
        until("!document.getElementById('p-dispersion_amplitude')");
    }

    @Test
    void withoutTheBlackHoleByAKey() {
        String with = chi2();
        browser.findElement(By.tagName("body")).sendKeys("b");
        until("document.querySelector('#chi2 .badge:not([hidden])')");
        assertTrue((boolean) script("return steelyard.view.arrays.vBlackHole.every(v => v === 0)"));
        browser.findElement(By.tagName("body")).sendKeys("b");
        until("!document.querySelector('#chi2 .badge:not([hidden])')");
        assertEquals(with, chi2());
    }

    @Test
    void twoTabsHaveStatesOfTheirOwn() {
        String before = chi2();
        String first = browser.getWindowHandle();
        browser.switchTo().newWindow(WindowType.TAB);
        try {
            browser.get("http://127.0.0.1:" + server.port() + "/");
            settle();
            id("p-mbh-slider").sendKeys(Keys.PAGE_UP);
            assertNotEquals(before, chi2());
        } finally {
            browser.close();
            browser.switchTo().window(first);
        }
        assertEquals(before, chi2());
    }

    @Test
    void aServerThatDiesIsToldAndThePageGoesOnWithTheNext() {
        int port = server.port();
        server.close();
        id("p-mbh-slider").sendKeys(Keys.ARROW_RIGHT);
        until("document.getElementById('banner').textContent.includes('does not answer')");
        server = ExplorePage.serve(exploration, port, DEFECTS::add);
        until("document.getElementById('banner').textContent.includes('started again')");
        String first = browser.getWindowHandle();
        browser.switchTo().newWindow(WindowType.TAB);
        browser.get(server.link().toString());
        settle();
        browser.close();
        browser.switchTo().window(first);
        until("document.getElementById('banner').hidden");
        settle();
    }

    @Test
    void tenThousandMovesEndAtTheLastOne() {
        script("window.orders = []; const show = steelyard.latest.show;"
                + "steelyard.latest.show = (view, request) => { orders.push(view.order); show(view, request); };");
        double heap = Chromium.heap(browser);
        script("let n = 0; const slider = document.getElementById('p-mbh-slider'); let seed = 1; window.moved = false;"
                + "const move = () => { for (let k = 0; k < 100 && n < " + MOVES + "; k++, n++) {"
                + " seed = (seed * 16807) % 2147483647; slider.value = 2000 * seed / 2147483647; slider.dispatchEvent(new Event('input')); }"
                + " if (n < " + MOVES
                + ") setTimeout(move, 0); else { slider.dispatchEvent(new Event('change')); window.moved = true; } };"
                + "move()");
        until("window.moved");
        settle();
        assertEquals(true, script("return orders.every((order, k) => k === 0 || order > orders[k - 1])"));
        assertTrue((double) number("return orders.length") < MOVES);
        double value = (double) number("return steelyard.state.now.parameters.mbh.value");
        assertEquals(value, (double) number("return steelyard.viewState.parameters.mbh.value"));
        double grown = Chromium.heap(browser) - heap;
        assertTrue(grown < GROWTH, "the heap grew by " + grown + " MB");
        id("undo").click();
        settle();
        assertNotEquals(value, (double) number("return steelyard.state.now.parameters.mbh.value"));
    }

    @Test
    void aScriptInANameStaysAText() {
        assertEquals(NAME, id("name").getText());
        assertTrue(browser.getTitle().startsWith("<img"));
        assertEquals(0L, script("return document.querySelectorAll('#name *').length"));
    }

    @Test
    void everyControlHasAName() {
        Object nameless = script(
                "return [...document.querySelectorAll('button, input, select, canvas[role], summary, [role=img]')]"
                        + ".filter(e => !(e.getAttribute('aria-label') || e.labels?.length || e.textContent.trim())).map(e => e.outerHTML)");
        assertEquals(List.of(), nameless);
    }

    @Test
    void theKeyboardReachesEverySlider() {
        script("document.activeElement.blur(); window.scrollTo(0, 0)");
        long sliders = (long) script("return document.querySelectorAll('#sliders input[type=range]').length");
        java.util.Set<String> reached = new java.util.HashSet<>();
        for (int k = 0; k < 120 && reached.size() < sliders; k++) {
            new Actions(browser).sendKeys(Keys.TAB).perform();
            String at = (String) script("return document.activeElement.id");
            if (at.endsWith("-slider")) {
                reached.add(at);
            }
        }
        assertEquals(sliders, reached.size());
    }

    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "1280, light", "2560, dark"})
    void nothingIsWiderThanTheWindow(int width, String scheme) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 1200, "deviceScaleFactor", 1, "mobile", false));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        try {
            until("innerWidth === " + width);
            assertEquals(true, script("return document.documentElement.scrollWidth <= innerWidth"));
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void nothingIsLoadedFromElsewhereAndNoErrorIsLogged() {
        Object foreign = script("return performance.getEntriesByType('resource').map(e => e.name)"
                + ".filter(name => !name.startsWith(location.origin) && !name.startsWith('blob:' + location.origin))");
        assertEquals(List.of(), foreign);
        assertFalse(browser.manage().logs().get("browser").getAll().stream()
                .anyMatch(entry -> entry.getMessage().contains("Uncaught")
                        || entry.getMessage().contains("Content Security Policy")));
    }
}
