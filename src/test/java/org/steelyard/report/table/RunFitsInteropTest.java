// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.report.RunFolder;
import org.steelyard.report.SyntheticDisk;
import org.steelyard.report.plot.FigureFormat;

/** Other programs read the FITS files of a run. */
@Tag("interop")
class RunFitsInteropTest {

    private static final int SIZE = 48;

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeRun() {
        ModelProducts products = SyntheticDisk.products(SIZE, SIZE, SyntheticDisk.turnedFrame(SIZE, SIZE, 25), 4);
        RunFolder.write(
                folder.resolve("run"),
                new RunContent(SyntheticDisk.result(), products, null, "[data]\ncube = \"a.fits\"\n", ""),
                EnumSet.of(FigureFormat.PNG));
    }

    @Test
    void fitsverifyFindsNothing() throws IOException, InterruptedException {
        for (String name : new String[] {"model.fits", "moments.fits", "pvd.fits"}) {
            String output = output(
                    "/usr/bin/fitsverify",
                    "-q",
                    folder.resolve("run").resolve(name).toString());
            assertTrue(output.startsWith("verification OK"), output);
        }
    }

    @Test
    void spectralCubeReadsTheSameSkyAndVelocities() throws IOException, InterruptedException {
        String script = """
                import sys, warnings; warnings.simplefilter('ignore')
                from astropy.io import fits
                from astropy.wcs import WCS
                from spectral_cube import SpectralCube
                h = fits.open(sys.argv[1], checksum=True)
                names = [e.name for e in h]
                w = WCS(h['MODEL'].header).celestial
                ra, dec = w.wcs_pix2world(40.0, 10.0, 1)
                c = SpectralCube.read(sys.argv[1], hdu=names.index('DATA'))
                velocity = c.spectral_axis[3].to('km/s').value
                major = c.beam.major.to('arcsec').value
                print(','.join(names), '%.8f %.8f' % (ra, dec), '%.3f' % velocity, '%.4f' % major)
                """;
        Assumptions.assumeTrue(
                Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/spectral_cube")),
                "skipped: python3-spectral-cube is not installed");
        String output = output(
                "/usr/bin/python3",
                "-c",
                script,
                folder.resolve("run/model.fits").toString());
        double[] sky = SyntheticDisk.turnedFrame(SIZE, SIZE, 25).toWorld(40, 10);
        double velocity = SyntheticDisk.products(8, 8, SyntheticDisk.plainFrame(8, 8), 1)
                .data()
                .axis()
                .velocity(3, org.steelyard.cube.VelocityConvention.RADIO);
        String expected = String.format(
                java.util.Locale.ROOT,
                "PRIMARY,DATA,MODEL,RESIDUAL,NOISE,MASK,NO_BH %.8f %.8f %.3f %.4f",
                sky[0],
                sky[1],
                velocity,
                SyntheticDisk.BEAM.major());
        assertEquals(expected, output.strip());
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(command[0])), "skipped: " + command[0] + " is not installed");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
