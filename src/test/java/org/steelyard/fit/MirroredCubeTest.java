// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.config.Configuration;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.inference.FitObserver;

/** A cube whose first axis runs towards the east (CDELT1 above 0), as some archives have it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirroredCubeTest {

    private static final int NX = 56;
    private static final int RECORD = 2880;
    private static final int CARD = 80;

    /** The optimiser stops within a hundredth of an error; two that come from the two sides are twice as far apart. */
    private static final double OF_ITS_ERROR = 0.02;

    private FitResult plain;

    @TempDir
    private Path folder;

    @BeforeAll
    void plain() {
        plain = fit(Path.of("data/ngc1380_like.fits.gz"));
    }

    private static FitResult fit(Path cube) {
        Configuration config = Configuration.ofCube(
                "cube", cube, Path.of("data/ngc1380_like_mge.ecsv").toAbsolutePath(), 17.1);
        config = config.withModel(config.model().withOversampling(4).withBlock(1))
                .withFit(config.fit().withNoiseRms(1.5e-3));
        return GalaxyFit.run(config, new FitOptions("test", 2, 1, FitObserver.NONE, () -> 0))
                .result();
    }

    private byte[] bytes() throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(Path.of("data/ngc1380_like.fits.gz")))) {
            return in.readAllBytes();
        }
    }

    /** Puts a number into a card. */
    private static void set(byte[] fits, String key, double value) {
        for (int at = 0; at < 4 * RECORD; at += CARD) {
            String card = new String(fits, at, CARD, StandardCharsets.US_ASCII);
            if (card.startsWith(String.format("%-8s=", key))) {
                String text = String.format(Locale.ROOT, "%-8s= %20s%-50s", key, value, "");
                System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, fits, at, CARD);
                return;
            }
        }
        throw new IllegalArgumentException(key);
    }

    private static int dataBegin(byte[] fits) {
        for (int at = 0; ; at += CARD) {
            if (new String(fits, at, 8, StandardCharsets.US_ASCII).equals("END     ")) {
                return (at / RECORD + 1) * RECORD;
            }
        }
    }

    private static void same(FitResult wanted, FitResult found, String name, double value) {
        double error = wanted.parameter(name).error();
        assertTrue(error > 0, name);
        assertEquals(value, found.parameter(name).value(), OF_ITS_ERROR * error, name);
        assertEquals(error, found.parameter(name).error(), OF_ITS_ERROR * error, name + "'s error");
    }

    private void sameDisk(FitResult found) {
        assertTrue(found.converged(), found.status());
        for (String name : new String[] {"mbh", "mass_to_light", "inclination", "vsys", "y", "dispersion"}) {
            same(plain, found, name, plain.parameter(name).value());
        }
    }

    /** The same sky, its rows written from the other side. */
    @Test
    void theSameSkyInPixelsFromWestToEast() throws IOException {
        byte[] fits = bytes();
        set(fits, "CRPIX1", NX + 1 - 28.0);
        set(fits, "CDELT1", 1.388888888888889E-5);
        ByteBuffer data = ByteBuffer.wrap(fits);
        int begin = dataBegin(fits);
        for (int row = begin; row < begin + 4 * NX * 90 * 74; row += 4 * NX) {
            for (int x = 0; x < NX / 2; x++) {
                int left = row + 4 * x;
                int right = row + 4 * (NX - 1 - x);
                int kept = data.getInt(left);
                data.putInt(left, data.getInt(right));
                data.putInt(right, kept);
            }
        }
        FitResult found = fit(Files.write(folder.resolve("flipped.fits"), fits));
        sameDisk(found);
        same(plain, found, "position_angle", plain.parameter("position_angle").value());
        same(plain, found, "x", NX + 1 - plain.parameter("x").value());
    }

    /** The same pixels with a header that mirrors the sky: angles, of the beam too, turn the other way. */
    @Test
    void theMirroredSky() throws IOException {
        byte[] fits = bytes();
        set(fits, "CDELT1", 1.388888888888889E-5);
        set(fits, "BPA", 120);
        FitResult found = fit(Files.write(folder.resolve("mirrored.fits"), fits));
        sameDisk(found);
        same(
                plain,
                found,
                "position_angle",
                360 - plain.parameter("position_angle").value());
        same(plain, found, "x", plain.parameter("x").value());
    }
}
