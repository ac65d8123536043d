// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page without a pointer, for a screen reader, in narrow and wide windows, and without a network. */
class BrowserAccessTest extends PageInBrowser {

    /** What a user works with or looks at, in words of ARIA. */
    private static final Set<String> NAMED = Set.of(
            "button", "slider", "textbox", "checkbox", "combobox", "image", "img", "application", "table", "status");

    /** Each word of ARIA that the page must have, so that an empty tree fails. */
    private static final Set<String> PRESENT =
            Set.of("application", "button", "checkbox", "combobox", "slider", "textbox");

    @Test
    void aScreenReaderNamesEveryControl() {
        script("document.querySelectorAll('details').forEach(d => d.open = true); steelyard.keep();"
                + "document.getElementById('fitCard').hidden = document.getElementById('drawCard').hidden = false");
        settle();
        browser.executeCdpCommand("Accessibility.enable", Map.of());
        List<String> nameless = new ArrayList<>();
        Set<String> found = new TreeSet<>();
        for (Object each : (List<?>) browser.executeCdpCommand("Accessibility.getFullAXTree", Map.of())
                .get("nodes")) {
            Map<?, ?> node = (Map<?, ?>) each;
            String role = value(node, "role");
            if (NAMED.contains(role) && !Boolean.TRUE.equals(node.get("ignored"))) {
                found.add(role);
                if (value(node, "name").isBlank() && !role.equals("status")) {
                    nameless.add(role + " " + node.get("properties"));
                }
            }
        }
        assertEquals(List.of(), nameless);
        assertTrue(found.containsAll(PRESENT), found.toString());
        long sliders = (long) script("return document.querySelectorAll('input[type=range]').length");
        assertEquals(sliders, (long) script(
                "return new Set([...document.querySelectorAll('input[type=range]')].map(e => e.ariaLabel)).size"));
    }

    private static String value(Map<?, ?> node, String key) {
        return node.get(key) instanceof Map<?, ?> held ? String.valueOf(held.get("value")) : "";
    }

    @Test
    void theKeyboardReachesEverySlider() {
        script("document.activeElement.blur(); window.scrollTo(0, 0)");
        long sliders = (long) script("return document.querySelectorAll('#sliders input[type=range]').length");
        Set<String> reached = new HashSet<>();
        for (int k = 0; k < 120 && reached.size() < sliders; k++) {
            new Actions(browser).sendKeys(Keys.TAB).perform();
            String at = (String) script("return document.activeElement.id");
            if (at.endsWith("-slider")) {
                reached.add(at);
            }
        }
        assertEquals(sliders, reached.size());
    }

    /** Everything that a pointer does, by keys: pixel, line, region, channel, quantity, blinking, kept state. */
    @Test
    void theKeyboardDoesWhatAPointerDoes() {
        script("document.querySelector('#maps canvas').focus()");
        double column = number("steelyard.pixel[0]");
        double angle = number("steelyard.line().positionAngle");
        new Actions(browser).sendKeys(Keys.ARROW_RIGHT).perform();
        new Actions(browser)
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.ARROW_RIGHT)
                .keyUp(Keys.SHIFT)
                .perform();
        settle();
        assertEquals(column + 1, number("steelyard.pixel[0]"));
        assertEquals(angle - 5, number("steelyard.line().positionAngle"));
        new Actions(browser).sendKeys("m").sendKeys(Keys.SPACE).perform();
        assertEquals(1, number("steelyard.maps.quantity"));
        assertEquals(true, script("return steelyard.maps.blinking"));
        double channel = number("steelyard.channel");
        id("channel").sendKeys(Keys.ARROW_RIGHT);
        settle();
        assertEquals(channel + 1, number("steelyard.view.channel"));
        script("document.getElementById('modelBox').open = true");
        double data = number("steelyard.view.data");
        WebElement field = id("c-fit.region.semi_major");
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), "many", Keys.TAB);
        assertEquals("true", field.getDomAttribute("aria-invalid"));
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), "0.5", Keys.TAB);
        until("steelyard.view.data < " + data);
        settle();
    }

    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "1280, light", "3840, dark"})
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
