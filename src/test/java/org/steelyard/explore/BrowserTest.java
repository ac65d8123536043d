// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

/** The page in Debian's Chromium, as a user works with it. Skipped where Chromium and its driver are missing. */
class BrowserTest extends PageInBrowser {

    /** [MB] By which the heap of the page may grow in ten thousand moves: the pictures on show, not their history. */
    private static final double GROWTH = 10;

    private static final int MOVES = 10_000;

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
            String reason = field.findElement(By.xpath("ancestor::*[contains(@class, 'parameter')]"))
                    .getText();
            assertTrue(reason.contains(wrong.matches("many|") ? "is not a number" : "within its bounds"), reason);
        }
        field.clear();
        field.sendKeys("2e8", Keys.TAB);
        assertEquals("false", field.getDomAttribute("aria-invalid"));
    }

    /** An axis that begins just below a power of ten, as a narrow one and one of many decades, has ticks inside it. */
    @Test
    void aLogarithmicAxisHasTicks() {
        for (String range : List.of("0.00995, 1.59", "0.3, 0.4", "0.000999, 0.95", "1e-4, 1e3", "9.99, 10.01")) {
            List<?> ticks = (List<?>) browser.executeAsyncScript(
                    "const done = arguments[0]; import('/curves.js').then(m => done(m.logTicks(" + range + ")))");
            double[] values = ticks.stream()
                    .mapToDouble(tick -> ((Number) tick).doubleValue())
                    .toArray();
            double low = Double.parseDouble(range.split(", ")[0]);
            double high = Double.parseDouble(range.split(", ")[1]);
            assertTrue(values.length > 1 && values.length < 10, range + ": " + ticks);
            for (int k = 0; k < values.length; k++) {
                assertTrue(values[k] >= low && values[k] <= high && (k == 0 || values[k] > values[k - 1]), range);
            }
        }
    }

    @Test
    void anotherLawBringsItsParameters() {
        script("const s = document.getElementById('c-disk.dispersion'); s.closest('details').open = true;"
                + "s.value = '\"exponential\"'; s.dispatchEvent(new Event('change'))");
        until("document.getElementById('p-dispersion_amplitude')");
        settle();
        assertTrue(id("p-dispersion_amplitude").getDomAttribute("aria-label").contains("exponential"));
        // The parameters of this law have the same names and other meanings.
        script("const s = document.getElementById('c-disk.dispersion');"
                + "s.value = '\"gaussian\"'; s.dispatchEvent(new Event('change'))");
        until("document.getElementById('p-dispersion_amplitude').ariaLabel.includes('ring')");
        settle();
        id("undo").click();
        until("document.getElementById('p-dispersion_amplitude').ariaLabel.includes('exponential')");
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

    /** Moves of all sliders by a pointer, some released, and steps by keys; at the end four steps in a row from rest. */
    private static final String MOVE = """
            window.orders = [];
            const show = steelyard.latest.show, total = arguments[0];
            steelyard.latest.show = (view, request) => { orders.push(view.order); show(view, request); };
            const sliders = [...document.querySelectorAll('#sliders input[type=range]')];
            let n = 0, seed = 1;
            const random = below => { seed = seed * 16807 % 2147483647; return Math.floor(below * seed / 2147483647); };
            const key = (slider, name) => slider.dispatchEvent(new KeyboardEvent('keydown', { key: name }));
            const move = () => {
              for (let k = 0; k < 100 && n < total; k++, n++) {
                const slider = sliders[random(sliders.length)];
                if (random(10) === 0) {
                  key(slider, random(2) ? 'ArrowLeft' : 'ArrowRight');
                } else {
                  slider.value = random(2001);
                  slider.dispatchEvent(new Event('input'));
                  if (random(20) === 0) slider.dispatchEvent(new Event('change'));
                }
              }
              if (n < total) return setTimeout(move, 0);
              end();
            };
            // After a coarse picture the page asks for the full one in any case; these it must ask for, or be left behind.
            const end = () => {
              if (steelyard.moving || !steelyard.latest.idle) return setTimeout(end, 10);
              last(3);
            };
            const last = left => {
              key(sliders[left], 'ArrowRight');
              if (left > 0) return setTimeout(last, 0, left - 1);
              window.wanted = structuredClone(steelyard.state.now.parameters);
            };
            move();
            """;

    /** What the program answers to the state alone, and whether it is what the page shows. */
    private static final String CHECK = """
            const done = arguments[0], shown = steelyard.view;
            const same = name => (a, k) => Object.is(a, shown.arrays[name][k]);
            steelyard.server.packet('view', { page: 'check', order: 1, state: { ...steelyard.state.now, parameters: wanted } }).then(view =>
              done([view.chi2, shown.chi2, ['modelM0', 'modelM1', 'vCirc'].every(name => view.arrays[name].every(same(name)))]));
            """;

    @Test
    void tenThousandMovesEndAtTheLastOne() {
        double heap = Chromium.heap(browser);
        script(MOVE, MOVES);
        until("window.wanted");
        settle();
        assertEquals(true, script("return orders.every((order, k) => k === 0 || order > orders[k - 1])"));
        assertTrue(number("orders.length") < MOVES);
        assertEquals(
                script("return JSON.stringify(wanted)"),
                script("return JSON.stringify(steelyard.viewState.parameters)"));
        List<?> check = (List<?>) browser.executeAsyncScript(CHECK);
        assertEquals(check.get(0), check.get(1));
        assertEquals(true, check.get(2));
        double grown = Chromium.heap(browser) - heap;
        assertTrue(grown < GROWTH, "the heap grew by " + grown + " MB");
        id("undo").click();
        settle();
        assertNotEquals(
                script("return JSON.stringify(wanted)"),
                script("return JSON.stringify(steelyard.viewState.parameters)"));
    }

    @Test
    void aScriptInANameStaysAText() {
        assertEquals(NAME, id("name").getText());
        assertTrue(browser.getTitle().startsWith("<img"));
        assertEquals(0L, script("return document.querySelectorAll('#name *').length"));
    }
}
