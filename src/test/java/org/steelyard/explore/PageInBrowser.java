// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.steelyard.explore.http.LoopbackServer;

/** The page of a small galaxy in a browser, newly opened for each test. */
@Tag("browser")
abstract class PageInBrowser {

    /** Long enough for a computer that has other work. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration GLANCE = Duration.ofMillis(50);

    static final String NAME = "<img src=x onerror=\"document.title='script'\">";

    @TempDir
    static Path folder;

    static ChromeDriver browser;
    static Exploration exploration;
    static final List<Throwable> DEFECTS = new CopyOnWriteArrayList<>();

    LoopbackServer server;

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
        serve(exploration);
    }

    @AfterEach
    void leave() {
        server.close();
        assertEquals(List.of(), DEFECTS);
    }

    /** Opens the page of a galaxy. */
    final void serve(Exploration galaxy) {
        if (server != null) {
            server.close();
        }
        server = ExplorePage.serve(galaxy, 0, DEFECTS::add);
        browser.get(server.link().toString());
        settle();
    }

    static Object script(String text, Object... arguments) {
        return browser.executeScript(text, arguments);
    }

    static double number(String expression) {
        return ((Number) script("return " + expression)).doubleValue();
    }

    /** Waits until a script says true. */
    static void until(String condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Boolean.TRUE.equals(script("return Boolean(" + condition + ")"))) {
            assertTrue(
                    System.nanoTime() < end,
                    condition + "; the page says: " + script("return document.getElementById('banner').textContent"));
            try {
                Thread.sleep(GLANCE.toMillis());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Waits until the picture of the last state at full accuracy is shown. */
    static void settle() {
        until(
                "window.steelyard?.view && !steelyard.moving && steelyard.latest.idle && !document.getElementById('fit').disabled"
                        + " && JSON.stringify(steelyard.viewState.parameters) === JSON.stringify(steelyard.state.now.parameters)"
                        + " && JSON.stringify(steelyard.viewState.choices) === JSON.stringify(steelyard.state.now.choices)");
    }

    static String chi2() {
        settle();
        return id("chi2Value").getText();
    }

    static WebElement id(String id) {
        return browser.findElement(By.id(id));
    }
}
