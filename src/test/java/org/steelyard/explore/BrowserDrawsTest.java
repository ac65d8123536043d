// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page of a finished run with draws. */
class BrowserDrawsTest extends PageInBrowser {

    private static final String MASS = "steelyard.state.now.parameters.mbh.value";
    private static final String INCLINATION = "steelyard.state.now.parameters.inclination.value";

    private Exploration run;

    @BeforeEach
    void explore() throws IOException {
        Path own = folder.resolve("run");
        if (!Files.exists(own)) {
            SmallGalaxy.runOf(SmallGalaxy.in(Files.createDirectories(own), "run"), own.resolve("galaxy.run"));
        }
        run = Exploration.of(own.resolve("galaxy.run"), SmallGalaxy.options());
        serve(run);
        until("steelyard.draws.values");
    }

    @AfterEach
    void end() {
        run.close();
    }

    private static WebElement plot() {
        WebElement plot = browser.findElement(By.cssSelector("#draws canvas"));
        script("arguments[0].scrollIntoView({ block: 'center' })", plot);
        until("steelyard.draws.places");
        return plot;
    }

    @Test
    void aDrawThatIsClickedIsShown() {
        assertEquals(
                List.of("mbh", "inclination"),
                script("return [...document.getElementById('drawX').options].map(o => o.value)"));
        String before = chi2();
        List<?> place = (List<?>) script(
                "const c = arguments[0].getBoundingClientRect(), [x, y] = steelyard.draws.places[2];"
                        + "return [Math.round(x - c.width / 2), Math.round(y - c.height / 2)]",
                plot());
        new Actions(browser)
                .moveToElement(plot(), ((Number) place.get(0)).intValue(), ((Number) place.get(1)).intValue())
                .click()
                .perform();
        settle();
        assertEquals(1.1e8, number(MASS));
        assertEquals(50.1, number(INCLINATION));
        id("undo").click();
        assertEquals(before, chi2());
    }

    /** Left and right along the inclination, up and down along the mass. */
    @Test
    void keysGoFromDrawToDraw() {
        plot();
        script(
                "document.querySelector('#draws canvas').focus();"
                        + "steelyard.state.change(next => { next.parameters.mbh.value = 1e8; next.parameters.inclination.value = 49.8; })");
        press(Keys.ARROW_UP, 1.1e8, 50.1);
        press(Keys.ARROW_UP, 1.2e8, 49.5);
        press(Keys.ARROW_UP, 1.2e8, 49.5);
        press(Keys.ARROW_RIGHT, 1e8, 49.8);
        press(Keys.ARROW_DOWN, 0.9e8, 50.5);
        press(Keys.ARROW_LEFT, 1.1e8, 50.1);
    }

    private static void press(Keys key, double mass, double inclination) {
        new Actions(browser).sendKeys(key).perform();
        settle();
        assertEquals(mass, number(MASS));
        assertEquals(inclination, number(INCLINATION));
    }

    @Test
    void theCloudIsDrawnOverDiagramAndSpeeds() {
        script("document.getElementById('drawCloud').click()");
        until("steelyard.diagram.cloud");
        assertEquals(4, number("steelyard.diagram.cloud.diagrams.length"));
        assertEquals(4, number("steelyard.speeds.cloud.speeds.length"));
        assertTrue((boolean) script("return document.getElementById('banner').hidden"));
        script("document.getElementById('drawCloud').click()");
        until("!steelyard.diagram.cloud");
    }

    @Test
    void aRunStartsAtItsMinimum() {
        assertTrue(
                id("chi2").getText().contains("0 against the fit"), id("chi2").getText());
    }
}
