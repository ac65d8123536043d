// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's Chromium without a window, driven by Selenium. */
final class Chromium {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private Chromium() {}

    /**
     * Starts a browser; skips the test where Chromium and its driver are missing.
     *
     * @param profile folder of its own
     * @param patience longest time of a script
     */
    static ChromeDriver start(Path profile, Duration patience) {
        Assumptions.assumeTrue(
                Files.exists(BROWSER) && Files.exists(DRIVER), "skipped: install chromium and chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,1600",
                "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        ChromeDriver browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
        browser.manage().timeouts().scriptTimeout(patience);
        return browser;
    }

    /** [MB] what the page holds after its garbage is collected. */
    static double heap(ChromeDriver browser) {
        browser.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        return ((Number) browser.executeCdpCommand("Runtime.getHeapUsage", Map.of())
                                .get("usedSize"))
                        .doubleValue()
                / 1e6;
    }
}
