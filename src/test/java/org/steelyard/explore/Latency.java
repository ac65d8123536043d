// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.chrome.ChromeDriver;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.explore.http.LoopbackServer;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;

/**
 * Time from the move of a slider to its picture and from the cancelling of a fit to its end, and memory after an hour's worth of moves, in Debian's Chromium. A
 * measurement, on a machine without other work: {@code mvn -q -Pbrowser test -Dtest=Latency}. No time is asserted; the page
 * <em>Explore and teach</em> has the numbers.
 */
@Tag("browser")
class Latency {

    /** Moves that are timed. */
    private static final int MOVES = Integer.getInteger("latency.moves", 200);

    /** A move in 50 ms for an hour. */
    private static final int HOUR = Integer.getInteger("latency.hour", 72_000);

    /** Moves between two looks at the memory. */
    private static final int PART = HOUR / 12;

    /** Moves in one script, which the driver awaits for three minutes. */
    private static final int CHUNK = 300;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** [MB] By which the heaps may grow in the second half of the hour: what is on show, not its history. */
    private static final double GROWTH = 5;

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

    /** Moves a slider as soon as the last move has its picture; the times until the frames in which they are. */
    private static final String MEASURE = """
            const done = arguments[arguments.length - 1], [moves, id, moving] = arguments, times = [];
            const slider = document.getElementById(id), latest = steelyard.latest, show = latest.show;
            let begun = 0, k = 0;
            const next = () => { begun = performance.now(); slider.value = 900 + (k * 37) % 200; slider.dispatchEvent(new Event(moving ? "input" : "change")); };
            latest.show = (view, request) => {
              show(view, request);
              if (request.moving !== moving) return;
              requestAnimationFrame(() => setTimeout(() => {
                times.push(performance.now() - begun);
                if (++k < moves) return next();
                latest.show = show;
                times.sort((a, b) => a - b);
                done([times[moves >> 1], times[Math.floor(0.95 * moves)]]);
              }, 0));
            };
            next();
            """;

    /** Cancelled fits, each 50 ms later than the one before it. */
    private static final int CANCELS = 40;

    /** Starts a fit of many starts and cancels it after a while; the time until the page says that it has ended. */
    private static final String CANCEL = """
            const [wait, done] = arguments, text = document.getElementById("fitText");
            document.getElementById("fit").click();
            setTimeout(() => {
              const begun = performance.now();
              const look = () => text.textContent.includes("was cancelled") && !document.getElementById("fit").disabled
                ? done(performance.now() - begun) : setTimeout(look, 1);
              steelyard.fitting.cancel().then(look);
            }, wait);
            """;

    @TempDir
    Path folder;

    private ChromeDriver browser;
    private Exploration exploration;
    private LoopbackServer server;

    @AfterEach
    void close() {
        browser.quit();
        server.close();
        exploration.close();
    }

    @ParameterizedTest
    @CsvSource({"80, 64, 0.05, 10", "200, 120, 0.02, 5"})
    void fromMoveToPicture(int size, int channels, double pixel, double width) throws IOException {
        open(size, channels, pixel, width);
        print("| cube | slider | model | median [ms] | 95 %% [ms] |\n| --- | --- | --- | ---: | ---: |");
        for (String slider : List.of("mbh", "inclination")) {
            for (boolean moving : new boolean[] {true, false}) {
                double[] times = times(slider, moving);
                print(
                        "| %d x %d x %d | %s | %s | %.0f | %.0f |",
                        size, size, channels, slider, moving ? "coarse" : "full", times[0], times[1]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"80, 64, 0.05, 10", "200, 120, 0.02, 5"})
    void fromCancelToItsEnd(int size, int channels, double pixel, double width) throws IOException {
        open(size, channels, pixel, width);
        browser.executeAsyncScript("const done = arguments[0]; steelyard.choose({ 'fit.starts': '100000' });"
                + " const wait = () => steelyard.state.now.choices['fit.starts'] === '100000' && steelyard.latest.idle"
                + " ? done() : setTimeout(wait, 50); wait()");
        double[] times = new double[CANCELS];
        for (int k = 0; k < CANCELS; k++) {
            times[k] = ((Number) browser.executeAsyncScript(CANCEL, 50 * k)).doubleValue();
        }
        Arrays.sort(times);
        print("| cube | cancelled fits | median [ms] | longest [ms] |\n| --- | ---: | ---: | ---: |");
        print(
                "| %d x %d x %d | %d | %.0f | %.0f |",
                size, size, channels, CANCELS, times[CANCELS / 2], times[CANCELS - 1]);
    }

    @Test
    void anHourOfMoves() throws IOException {
        open(80, 64, 0.05, 10);
        move(MOVES, "mbh", true);
        print("| moves | program [MB] | page [MB] |\n| ---: | ---: | ---: |");
        double[] half = null;
        double[] now = memory(0);
        for (int moved = PART; moved <= HOUR; moved += PART) {
            for (int left = PART; left > 0; left -= CHUNK) {
                move(Math.min(left, CHUNK), "mbh", true);
            }
            now = memory(moved);
            half = moved <= HOUR / 2 ? now : half;
        }
        assertTrue(now[0] - half[0] < GROWTH, "the program grows");
        assertTrue(now[1] - half[1] < GROWTH, "the page grows");
    }

    private double[] memory(int moves) {
        System.gc();
        Runtime java = Runtime.getRuntime();
        double[] held = {(java.totalMemory() - java.freeMemory()) / 1e6, Chromium.heap(browser)};
        print("| %d | %.1f | %.1f |", moves, held[0], held[1]);
        return held;
    }

    private double[] times(String slider, boolean moving) {
        move(MOVES, slider, moving);
        return move(MOVES, slider, moving).stream()
                .mapToDouble(time -> ((Number) time).doubleValue())
                .toArray();
    }

    private List<?> move(int moves, String slider, boolean moving) {
        return (List<?>) browser.executeAsyncScript(MEASURE, moves, "p-" + slider + "-slider", moving);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    private void open(int size, int channels, double pixel, double width) throws IOException {
        browser = Chromium.start(folder.resolve("browser"), PATIENCE);
        Path toml = galaxy(size, channels, pixel, width);
        exploration = Exploration.of(ConfigLoader.load(toml, List.of(), ConfigLoader.Need.DATA), FitOptions.defaults());
        server = ExplorePage.serve(exploration, 0, Throwable::printStackTrace);
        browser.get(server.link().toString());
        browser.executeAsyncScript("const done = arguments[0], wait = () => steelyard.view && steelyard.latest.idle"
                + " ? done() : setTimeout(wait, 50); wait()");
    }

    private Path galaxy(int size, int channels, double pixel, double width) throws IOException {
        Path toml = folder.resolve("galaxy.toml");
        double half = 0.5 * (channels - 0.5) * width;
        double centre = 0.5 * (size + 1);
        String text =
                String.format(Locale.ROOT, TOML, 1000 - half, 1000 + half, pixel, size, size, width, centre, centre);
        Files.writeString(toml, text);
        Simulation.run(
                ConfigLoader.load(toml, List.of(), ConfigLoader.Need.NO_DATA),
                new SimulationOptions("latency", "", 3e-4, 1, false, false, 2),
                folder.resolve("cube.fits"));
        Files.writeString(
                toml,
                text.replaceFirst("(?s)\\[simulate].*?(?=\\[galaxy])", "")
                        .replace("[data]", "[data]\ncube = \"cube.fits\"")
                        .replace("\"gaussian\"", "\"deconvolved\"")
                        .replaceFirst("flux_scale = 4\nsb_radius.*\n", ""));
        return toml;
    }
}
