// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pictures of the page of a small galaxy for the page <em>Explore and teach</em>, in {@code target/screenshots}:
 * {@code mvn -q -Pbrowser test -Dtest=Screenshots}. Wide windows are shown smaller.
 */
class Screenshots extends PageInBrowser {

    @ParameterizedTest
    @CsvSource({"360, 1200, light, 1", "1280, 1000, light, 0.75", "3840, 2160, dark, 0.25"})
    void atAWidth(int width, int height, String scheme, double scale) throws IOException {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        Path files = Files.createDirectories(folder.resolve("galaxy"));
        try (Exploration galaxy = Exploration.of(
                SmallGalaxy.configuration(SmallGalaxy.in(files, "Simulated galaxy")), SmallGalaxy.options())) {
            serve(galaxy);
            until("innerWidth === " + width);
            Map<String, Object> picture = browser.executeCdpCommand(
                    "Page.captureScreenshot",
                    Map.of("clip", Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", scale)));
            Path pictures = Files.createDirectories(Path.of("target/screenshots"));
            Files.write(
                    pictures.resolve("explore-" + width + ".png"),
                    Base64.getDecoder().decode((String) picture.get("data")));
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }
}
