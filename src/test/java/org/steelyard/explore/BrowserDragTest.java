// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Lines, regions and sliders that are dragged by a pointer. */
class BrowserDragTest extends PageInBrowser {

    /** [pixel of the image] A pixel of the screen is a quarter of one. */
    private static final double NEAR = 0.3;

    private static final double DEGREE = 1;

    /** A place of the first map in pixels of the screen from its middle; along and across a position angle [arcsec]. */
    private static int[] place(String x, String y, String angle, String along, String across) {
        List<?> found = (List<?>) script(String.format(
                "const m = steelyard.maps, l = steelyard.line(), e = m.ellipse, p = m.panels[0];"
                        + "p.canvas.scrollIntoView({ block: 'center' });"
                        + "const [x, y] = p.toCanvas(...m.sky.place(%s, %s, %s, %s, %s)), b = p.canvas.getBoundingClientRect();"
                        + "return [Math.round(x - b.width / 2), Math.round(y - b.height / 2)]",
                x, y, angle, along, across));
        return new int[] {((Number) found.get(0)).intValue(), ((Number) found.get(1)).intValue()};
    }

    private static int[] onRegion(String along, String across) {
        return place("e.x", "e.y", "e.positionAngle", along, across);
    }

    private static int[] onLine(String along, String across) {
        return place("l.x", "l.y", "l.positionAngle", along, across);
    }

    private static void drag(int[] from, int[] to) {
        WebElement map = browser.findElement(By.cssSelector("#maps canvas[tabindex]"));
        new Actions(browser)
                .moveToElement(map, from[0], from[1])
                .clickAndHold()
                .moveToElement(map, (from[0] + to[0]) / 2, (from[1] + to[1]) / 2)
                .moveToElement(map, to[0], to[1])
                .release()
                .perform();
    }

    @Test
    void theRegionShrinksByItsHandle() {
        double data = number("steelyard.view.data");
        double ratio = number("steelyard.maps.ellipse.axisRatio");
        drag(onRegion("0", "e.semiMajor * e.axisRatio"), onRegion("0", "0.6 * e.semiMajor * e.axisRatio"));
        until("steelyard.view.data < " + data);
        settle();
        assertEquals(0.6 * ratio, number("steelyard.galaxy.ellipse.axisRatio"), 0.05 * ratio);
        id("undo").click();
        until("steelyard.view.data === " + data);
        settle();
        assertEquals(ratio, number("steelyard.galaxy.ellipse.axisRatio"));
    }

    @Test
    void theRegionTurnsByItsHandle() {
        // The line's own handle is out of the way.
        script("steelyard.setLine({ ...steelyard.line(), positionAngle: steelyard.line().positionAngle + 60 })");
        settle();
        double angle = number("steelyard.maps.ellipse.positionAngle");
        double major = number("steelyard.maps.ellipse.semiMajor");
        drag(
                onRegion("e.semiMajor", "0"),
                onRegion("0.8 * e.semiMajor * Math.cos(0.35)", "0.8 * e.semiMajor * Math.sin(0.35)"));
        until("steelyard.galaxy.ellipse.semiMajor < 0.9 * " + major);
        settle();
        double turned = Math.abs(number("steelyard.galaxy.ellipse.positionAngle") - angle);
        assertEquals(Math.toDegrees(0.35), turned, 3 * DEGREE);
    }

    @Test
    void theLineMovesByItsMiddle() {
        double x = number("steelyard.line().x");
        double angle = number("steelyard.line().positionAngle");
        double shown = number("steelyard.view.arrays.pvdData.reduce((sum, v) => sum + (v || 0), 0)");
        int[] from = onLine("0", "0");
        drag(from, new int[] {from[0] + 40, from[1] + 16});
        settle();
        double size = number("steelyard.maps.panels[0].size");
        assertEquals(x + 40 / size, number("steelyard.line().x"), NEAR);
        assertEquals(angle, number("steelyard.line().positionAngle"));
        assertEquals(number("steelyard.line().x"), number("steelyard.view.line.x"));
        assertTrue(shown != number("steelyard.view.arrays.pvdData.reduce((sum, v) => sum + (v || 0), 0)"));
    }

    @Test
    void theLineTurnsByItsEnd() {
        double angle = number("steelyard.line().positionAngle");
        double length = number("steelyard.line().length");
        drag(
                onLine("0.375 * l.length", "0"),
                onLine("0.3 * l.length * Math.cos(0.6)", "0.3 * l.length * Math.sin(0.6)"));
        settle();
        assertEquals(Math.toDegrees(0.6), Math.abs(number("steelyard.line().positionAngle") - angle), 3 * DEGREE);
        assertEquals(0.8 * length, number("steelyard.line().length"), 0.05 * length);
        assertEquals(number("steelyard.line().positionAngle"), number("steelyard.view.line.positionAngle"));
    }

    @Test
    void theProfileFollowsThePointer() {
        WebElement map = browser.findElement(By.cssSelector("#maps canvas[tabindex]"));
        int[] there = place("e.x + 5", "e.y - 4", "0", "0", "0");
        new Actions(browser).moveToElement(map, there[0], there[1]).perform();
        settle();
        long column = Math.round(number("steelyard.maps.ellipse.x + 5"));
        long row = Math.round(number("steelyard.maps.ellipse.y - 4"));
        assertEquals("at pixel (" + column + ", " + row + ")", id("pixelText").getText());
    }

    @Test
    void aSliderFollowsThePointer() {
        String before = chi2();
        WebElement slider = id("p-mbh-slider");
        double value = number("steelyard.state.now.parameters.mbh.value");
        new Actions(browser)
                .moveToElement(slider)
                .clickAndHold()
                .moveByOffset(20, 0)
                .moveByOffset(20, 0)
                .release()
                .perform();
        settle();
        assertTrue(number("steelyard.state.now.parameters.mbh.value") > value);
        id("undo").click();
        settle();
        assertEquals(before, chi2());
    }
}
