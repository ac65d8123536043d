// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cube.Image;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.figure.starlight.StarlightFigure;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.RunContent;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.units.InputException;

class RunFolderTest {

    private static final int SIZE = 48;
    private static final EnumSet<FigureFormat> PNG = EnumSet.of(FigureFormat.PNG);

    private static ModelProducts products;

    /** [km/s] Half the velocities of the channels of the synthetic cube. */
    private static final double FASTEST = 0.5 * 48 * 16;

    /** Rounding of a number in single precision, in which images are stored. */
    private static final double SINGLE = 1e-7;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeDisk() {
        products = SyntheticDisk.products(SIZE, SIZE, SyntheticDisk.plainFrame(SIZE, SIZE), 2);
    }

    private static RunContent run(String log) {
        return new RunContent(SyntheticDisk.result(), products, null, "[data]\ncube = \"cube.fits.gz\"\n", log);
    }

    @Test
    void containsTheFilesOfTheInterface() throws IOException {
        Path run = folder.resolve("galaxy.run");
        RunFolder.write(run, run("one\n"), EnumSet.allOf(FigureFormat.class));
        for (String name : List.of(
                "result.json",
                "parameters.ecsv",
                "model.fits",
                "moments.fits",
                "pvd.fits",
                "circular_velocity.ecsv",
                "config.resolved.toml",
                "report.html",
                "run.log",
                "figures/moments.png",
                "figures/moments.svg",
                "figures/moments.pdf",
                "figures/pvd.png",
                "figures/profiles.png",
                "figures/circular_velocity.png")) {
            assertTrue(Files.size(run.resolve(name)) > 0, name);
        }
        ColumnTable table = TableReader.read(run.resolve("parameters.ecsv"));
        assertEquals(List.of("mbh", "inclination", "x"), table.texts("name"));
        assertEquals(1.98e8, table.numbers("value")[0]);
        assertTrue(Double.isNaN(table.numbers("error")[2]));
        assertEquals(List.of("galaxy.run"), names(folder));
    }

    /** moments.fits holds the maps of the figure, without the velocities of faint pixels, and the raw moments beside them. */
    @Test
    void momentsAreThoseOfTheFigureAndTheRawOnes() {
        Path run = folder.resolve("galaxy.run");
        RunFolder.write(run, run("one\n"), EnumSet.noneOf(FigureFormat.class));
        Path file = run.resolve("moments.fits");
        Image velocity = ImageFile.read(file, "DATA_M1", HeaderOverrides.NONE);
        Image dispersion = ImageFile.read(file, "DATA_M2", HeaderOverrides.NONE);
        Image rawVelocity = ImageFile.read(file, "DATA_M1_RAW", HeaderOverrides.NONE);
        Image variance = ImageFile.read(file, "DATA_M2_RAW", HeaderOverrides.NONE);
        assertEquals("km/s", dispersion.unit());
        assertEquals("km2/s2", variance.unit());
        int faint = 0;
        for (int k = 0; k < velocity.values().length; k++) {
            if (Double.isFinite(velocity.values()[k])) {
                assertEquals(rawVelocity.values()[k], velocity.values()[k]);
                assertEquals(SyntheticDisk.VSYS, velocity.values()[k], FASTEST, "no velocity of noise");
                assertEquals(Math.sqrt(variance.values()[k]), dispersion.values()[k], SINGLE * FASTEST);
            } else if (Double.isFinite(rawVelocity.values()[k])) {
                faint++;
                assertTrue(Double.isNaN(dispersion.values()[k]));
            }
        }
        assertTrue(faint > 0, "the test has faint pixels");
    }

    /** The folder does not hold the image, so that its figures cannot be drawn again: the fit draws them in every format. */
    @Test
    void figuresOfTheImageAreThereInEveryFormat() throws IOException {
        Figure image = new Figure() {
            @Override
            public String name() {
                return StarlightFigure.NAME;
            }

            @Override
            public String caption() {
                return StarlightFigure.CAPTION;
            }

            @Override
            public double width() {
                return Style.COLUMN;
            }

            @Override
            public double height() {
                return Style.COLUMN;
            }

            @Override
            public void paint(Graphics2D g) {
                g.drawLine(0, 0, 9, 9);
            }
        };
        RunStarlight light = new RunStarlight(
                List.of(image),
                into -> Files.writeString(
                        into.resolve("mge.ecsv"), "surface_brightness,sigma,axis_ratio\n1000,1,0.7\n"));
        Path run = folder.resolve("run");
        RunFolder.write(run, run(""), light, PNG);
        assertTrue(RunFolder.plot(run, EnumSet.of(FigureFormat.SVG), false)
                .contains(run.resolve("figures/starlight.svg")));
        assertTrue(Files.readString(run.resolve("figures/starlight.svg")).contains("<svg"));
        assertTrue(Files.size(run.resolve("figures/starlight.pdf")) > 0);
        assertFalse(Files.exists(run.resolve("figures/moments.pdf")), "which plot draws where it is wanted");
    }

    @Test
    void earlierRunIsKept() throws IOException {
        Path run = folder.resolve("run");
        RunFolder.write(run, run("first\n"), PNG);
        RunFolder.write(run, run("second\n"), PNG);
        RunFolder.write(run, run("third\n"), PNG);
        assertEquals("third\n", Files.readString(run.resolve("run.log")));
        assertEquals("second\n", Files.readString(folder.resolve("run.previous/run.log")));
        assertEquals(List.of("run", "run.previous"), names(folder));
    }

    @Test
    void otherFolderIsRefusedAndUnchanged() throws IOException {
        Path mine = Files.createDirectory(folder.resolve("thesis"));
        Files.writeString(mine.resolve("chapter1.tex"), "years of work");
        InputException refusal = assertThrows(InputException.class, () -> RunFolder.write(mine, run(""), PNG));
        assertTrue(
                refusal.getMessage().contains("thesis") && refusal.getMessage().contains("choose another folder"),
                refusal.getMessage());
        assertEquals(List.of("chapter1.tex"), names(mine));
        assertEquals(List.of("thesis"), names(folder));
    }

    @Test
    void otherPreviousFolderIsRefused() throws IOException {
        Path run = folder.resolve("run");
        RunFolder.write(run, run("first\n"), PNG);
        Files.writeString(Files.createDirectory(folder.resolve("run.previous")).resolve("mine.txt"), "mine");
        assertThrows(InputException.class, () -> RunFolder.write(run, run("second\n"), PNG));
        assertEquals("first\n", Files.readString(run.resolve("run.log")));
    }

    @Test
    void fileInTheWayAndMissingParentAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThrows(InputException.class, () -> RunFolder.write(file, run(""), PNG));
        assertThrows(InputException.class, () -> RunFolder.write(folder.resolve("no/such/parent"), run(""), PNG));
        assertEquals(List.of("file"), names(folder));
    }

    @Test
    void remainderOfAKilledRunIsReplaced() throws IOException {
        Path part = Files.createDirectory(folder.resolve("run.tmp"));
        Files.writeString(part.resolve("config.resolved.toml"), "half");
        RunFolder.write(folder.resolve("run"), run("whole\n"), PNG);
        assertEquals(List.of("run"), names(folder));
    }

    @Test
    void numbersAreKeptWhenAFigureFails() throws IOException {
        ModelProducts broken = new ModelProducts(
                products.data(),
                products.model(),
                null,
                null,
                products.noise(),
                products.region(),
                products.channelsFitted(),
                products.signal(),
                new SkyGeometry("", 1e9, 1e9, 0, 0, 1865, Double.NaN, Double.NaN, 1, 0),
                products.curve(),
                null);
        RunContent run = new RunContent(SyntheticDisk.result(), broken, null, "", "");
        FiguresException e =
                assertThrows(FiguresException.class, () -> RunFolder.write(folder.resolve("run"), run, PNG));
        assertFalse(e.isOfTheSystem(), e.getMessage());
        assertTrue(e.getMessage().contains("the numbers are written, the figures are not"), e.getMessage());
        assertEquals(List.of("run"), names(folder));
        assertEquals(
                SyntheticDisk.result().parameters(),
                RunFolder.readResult(folder.resolve("run")).parameters());
        assertFalse(Files.exists(folder.resolve("run/figures")), "no figure is half there");
        assertTrue(Files.exists(folder.resolve("run/report.html")));
    }

    /** A link to a run stays a link, to the new run; what another link names is never deleted. */
    @Test
    void linksStay() throws IOException {
        Path real = folder.resolve("real");
        RunFolder.write(real, run("first\n"), Set.of());
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        RunFolder.write(link, run("second\n"), Set.of());
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("second\n", RunFolder.read(real).log());
        assertEquals("first\n", RunFolder.read(folder.resolve("real.previous")).log());

        Path other = folder.resolve("other");
        RunFolder.write(other, run("other\n"), Set.of());
        FolderReplacement.delete(folder.resolve("real.previous"));
        Files.createSymbolicLink(folder.resolve("real.previous"), other);
        RunFolder.write(real, run("third\n"), Set.of());
        assertEquals("other\n", RunFolder.read(other).log());
        assertEquals("second\n", RunFolder.read(folder.resolve("real.previous")).log());
    }

    /** Two names of one folder are one folder. */
    @Test
    void linkIsLockedWithItsFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (RunLock lock = RunLock.of(real)) {
            assertThrows(InputException.class, () -> RunLock.of(link));
            assertTrue(lock != null);
        }
    }

    @Test
    void readsBackACubeRun() {
        Path run = folder.resolve("run");
        RunFolder.write(run, run("log\n"), PNG);
        RunContent back = RunFolder.read(run);
        assertEquals(SyntheticDisk.result().parameters(), back.result().parameters());
        assertEquals(SyntheticDisk.result().inputs(), back.result().inputs());
        assertEquals("log\n", back.log());
        assertEquals(run("").configuration(), back.configuration());
        assertEquals(products.geometry(), back.model().geometry());
        assertArrayEquals(products.data().values(), back.model().data().values());
        assertArrayEquals(products.model(), back.model().model());
        assertArrayEquals(products.modelWithoutBlackHole(), back.model().modelWithoutBlackHole());
        assertArrayEquals(products.noise(), back.model().noise());
        assertArrayEquals(products.region(), back.model().region());
        assertArrayEquals(products.channelsFitted(), back.model().channelsFitted());
        assertEquals(products.signal().bits(), back.model().signal().bits());
        assertArrayEquals(products.curve().vCirc(), back.model().curve().vCirc());
    }

    @Test
    void figuresDrawnFromTheFolderAreThoseOfTheRun() throws IOException {
        Path run = folder.resolve("run");
        RunFolder.write(run, run("log\n"), PNG);
        for (Path file : List.of(
                run.resolve("figures/moments.png"),
                run.resolve("figures/pvd.png"),
                run.resolve("figures/profiles.png"))) {
            byte[] first = Files.readAllBytes(file);
            Files.delete(file);
            assertTrue(RunFolder.plot(run, PNG, false).contains(file));
            assertTrue(Arrays.equals(first, Files.readAllBytes(file)), file + " differs when drawn again");
        }
    }

    @Test
    void readsBackAVelocityMapRun() {
        MapProducts map = SyntheticDisk.maps(products);
        Path run = folder.resolve("run");
        RunFolder.write(run, new RunContent(SyntheticDisk.result(), null, map, "", ""), PNG);
        MapProducts back = RunFolder.read(run).map();
        assertEquals(map.beam(), back.beam());
        assertEquals(map.geometry(), back.geometry());
        assertArrayEquals(map.region(), back.region());
        for (int k = 0; k < map.data().values().length; k++) {
            assertEquals((float) map.data().values()[k], (float) back.data().values()[k]);
        }
        assertTrue(RunFolder.plot(run, PNG, false).contains(run.resolve("figures/velocity.png")));
    }

    @Test
    void otherFoldersAreNotRuns() {
        assertThrows(InputException.class, () -> RunFolder.read(folder));
        assertFalse(Files.exists(folder.resolve("figures")));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
