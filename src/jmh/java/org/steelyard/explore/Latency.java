// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.explore.http.LoopbackServer;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;

/** Time from the move of a slider to the picture in Debian's Chromium, for two sizes of a cube, and memory after many moves. */
public final class Latency {

    /** Moves that are timed; {@code -Dlatency.moves} for another number. */
    private static final int MOVES = Integer.getInteger("latency.moves", 200);

    private static final int MANY_MOVES = 10 * MOVES;

    private static final String TOML = """
            [data]
            line = "CO(2-1)"
            velocities = ["%f km/s", "%f km/s"]
            pixel = "%f arcsec"
            beam = { major = "0.21 arcsec", minor = "0.18 arcsec", position_angle = "30 deg" }
            [simulate]
            size = [%d, %d]
            channel_width = "%f km/s"
            ra = "10 deg"
            dec = "-20 deg"
            [galaxy]
            angular_diameter_distance = "20 Mpc"
            [potential]
            power_law = true
            [disk]
            surface_brightness = "gaussian"
            [fit]
            region = { semi_major = "1.75 arcsec", axis_ratio = 0.95, position_angle = "200 deg" }
            [parameters]
            mbh = "1e8 Msun"
            c1 = 5e4
            beta = 1.9
            inclination = "50 deg"
            position_angle = "200 deg"
            vsys = "1000 km/s"
            x = %f
            y = %f
            dispersion = "15 km/s"
            flux_scale = 4
            sb_radius = "0.8 arcsec"
            """;

    /** The answer to one move: the time until the frame in which its picture is. */
    private static final String MEASURE = """
            const done = arguments[arguments.length - 1], moves = arguments[0], id = arguments[1], moving = arguments[2], times = [];
            const slider = document.getElementById(id), show = steelyard.latest.show;
            let begun = 0, k = 0;
            const next = () => { begun = performance.now(); slider.value = 900 + (k * 37) % 200; slider.dispatchEvent(new Event(moving ? "input" : "change")); };
            steelyard.latest.show = (view, request) => {
              show(view, request);
              requestAnimationFrame(() => setTimeout(() => {
                if (request.moving !== moving) return;
                times.push(performance.now() - begun);
                if (++k < moves) next(); else { steelyard.latest.show = show; times.sort((a, b) => a - b); done([times[moves >> 1], times[Math.floor(0.95 * moves)]]); }
              }, 0));
            };
            next();
            """;

    private Latency() {}

    /** Prints a table. */
    public static void run() throws IOException {
        System.out.println("| cube | slider | model | median [ms] | 95 % [ms] |\n| --- | --- | --- | ---: | ---: |");
        measure(80, 64, 0.05, 10);
        measure(200, 120, 0.02, 5);
    }

    private static void measure(int size, int channels, double pixel, double width) throws IOException {
        Path folder = Files.createTempDirectory("latency-");
        Path toml = folder.resolve("galaxy.toml");
        double half = 0.5 * (channels - 0.5) * width;
        double centre = 0.5 * (size + 1);
        String text =
                String.format(Locale.ROOT, TOML, 1000 - half, 1000 + half, pixel, size, size, width, centre, centre);
        Files.writeString(toml, text);
        Path cube = folder.resolve("cube.fits");
        Simulation.run(
                ConfigLoader.load(toml, List.of(), ConfigLoader.Need.NO_DATA),
                new SimulationOptions("latency", "", 3e-4, 1, false, false, 2),
                cube);
        Files.writeString(
                toml,
                text.replaceFirst("(?s)\\[simulate].*?(?=\\[galaxy])", "")
                        .replace("[data]", "[data]\ncube = \"cube.fits\"")
                        .replace("\"gaussian\"", "\"deconvolved\"")
                        .replaceFirst("flux_scale = 4\nsb_radius.*\n", ""));
        try (Exploration exploration = Exploration.of(
                        ConfigLoader.load(toml, List.of(), ConfigLoader.Need.DATA), FitOptions.defaults());
                LoopbackServer server = ExplorePage.serve(exploration, 0, Throwable::printStackTrace)) {
            ChromeDriver browser = browser(folder);
            try {
                browser.get(server.link().toString());
                Thread.sleep(5000);
                String held = browser.executeScript("return steelyard.galaxy.nx + ' x ' + steelyard.galaxy.ny + ' x '"
                                + " + steelyard.galaxy.arrays.velocity.length")
                        .toString();
                for (String slider : List.of("mbh", "inclination")) {
                    for (boolean moving : new boolean[] {true, false}) {
                        row(browser, held, slider, moving);
                    }
                }
                browser.executeAsyncScript(MEASURE, MANY_MOVES, "p-mbh-slider", true);
                System.gc();
                Runtime java = Runtime.getRuntime();
                browser.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
                System.out.printf(
                        Locale.ROOT,
                        "after %d further moves: program %.0f MB, page %.0f MB%n",
                        MANY_MOVES,
                        (java.totalMemory() - java.freeMemory()) / 1e6,
                        ((Number) browser.executeScript("return performance.memory.usedJSHeapSize / 1e6"))
                                .doubleValue());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                browser.quit();
            }
        }
    }

    private static void row(ChromeDriver browser, String cube, String slider, boolean moving) {
        browser.executeAsyncScript(MEASURE, MOVES / 4, "p-" + slider + "-slider", moving);
        List<?> times = (List<?>) browser.executeAsyncScript(MEASURE, MOVES, "p-" + slider + "-slider", moving);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.0f | %.0f |%n",
                cube,
                slider,
                moving ? "coarse" : "full",
                ((Number) times.get(0)).doubleValue(),
                ((Number) times.get(1)).doubleValue());
    }

    private static ChromeDriver browser(Path folder) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
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
                "--user-data-dir=" + folder.resolve("browser"));
        ChromeDriver browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new java.io.File("/usr/bin/chromedriver"))
                        .build(),
                options);
        browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(10));
        return browser;
    }
}
