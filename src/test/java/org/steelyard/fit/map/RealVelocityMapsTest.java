package org.steelyard.fit.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.RawFits;
import org.steelyard.SharedData;
import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.RegionEllipse;
import org.steelyard.cube.Beam;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.search.FitResult;

/** ALMA velocity maps of NGC 3258 and NGC 3557 (shared/real). What is measured is printed. */
@Tag("slow")
class RealVelocityMapsTest {

    /** Pixels along a side of the Cycle 4 map. */
    private static final int SIZE = 300;

    private static final double ASSUMED_ERROR = 10;

    /** H band, Boizelle et al. 2019. */
    private static final String MGE = """
            log_surface_brightness,sigma,axis_ratio
            3.75,0.37,0.78
            4.14,0.82,0.83
            3.85,1.37,0.75
            3.72,1.77,0.77
            3.75,2.68,0.79
            3.54,4.44,0.85
            2.93,8.41,0.84
            2.67,11.7,1.00
            2.32,14.0,0.85
            2.12,23.9,0.94
            1.83,41.6,0.81
            1.20,64.8,0.96
            1.24,115,0.72
            0.35,400,0.72
            """;

    @TempDir
    Path folder;

    private Configuration ngc3258(
            double major, double minor, double radius, VelocityConvention convention, boolean binned)
            throws IOException {
        Path mge = Files.writeString(folder.resolve("ngc3258_mge.csv"), MGE);
        Path velocity = SharedData.path("real/NGC3258_maps/ngc3258_covel_c4.fits");
        DataConfig data = MapFiles.data(
                velocity,
                SharedData.path("real/NGC3258_maps/ngc3258_coflux_c4.fits"),
                null,
                ASSUMED_ERROR,
                binned ? velocity : null,
                0.015,
                new Beam(major, minor, 77),
                convention);
        RegionEllipse region = new RegionEllipse(radius, 0.66, 77);
        return MapFiles.config(folder, data, 31.3, mge, new FluxMapLight(true))
                .withFit(FitConfig.defaults().withRegion(region));
    }

    private static FitResult print(String what, FitOutcome outcome) {
        FitResult r = outcome.result();
        StringBuilder line = new StringBuilder(what + ": " + r.status());
        for (FitResult.FittedParameter p : r.parameters()) {
            if (p.free()) {
                line.append(String.format(Locale.ROOT, "  %s %.4g +- %.2g", p.name(), p.value(), p.error()));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s  n %d  reduced chi^2 %.2f  %.1f s%n",
                line,
                r.nData(),
                r.reducedChi2(),
                r.timing().totalS());
        assertTrue(r.converged(), r.messages()::toString);
        return r;
    }

    private static void assertBetween(double low, double value, double high, String what) {
        assertTrue(value >= low && value <= high, what + " = " + value + " is not in " + low + " to " + high);
    }

    /**
     * As the program fits by default: least squares, (1+z) as method page, section 4 has it, the map's velocities
     * optical (v_sys is then that of the literature). The beam is not known: it moves M_BH by 6 %. Published: 2.249e9
     * (tilted rings), 2.386e9 (flat disk). Ranges: what was measured, with 0.5 %.
     */
    @ParameterizedTest
    @CsvSource({"0.10, 0.08, 2.11e9, 2.14e9", "0.11, 0.09, 2.175e9, 2.20e9", "0.12, 0.10, 2.235e9, 2.265e9"})
    void ngc3258(double major, double minor, double least, double most) throws IOException {
        FitResult result = print(
                "NGC 3258, beam " + major,
                MapFiles.fit(ngc3258(major, minor, 0.8, VelocityConvention.OPTICAL, false), 2));
        assertBetween(least, result.parameter("mbh").value(), most, "M_BH");
        assertBetween(3.1, result.parameter("mass_to_light").value(), 3.7, "M/L");
        assertBetween(47.5, result.parameter("inclination").value(), 49, "inclination");
        assertEquals(77.8, result.parameter("position_angle").value(), 0.3);
        assertEquals(2764, result.parameter("vsys").value(), 1);
    }

    /**
     * What the fit radius changes: the ranges hold the values at the beams 0.10 x 0.08 and 0.12 x 0.10 arcsec, one
     * datum to each Voronoi bin, with 0.5 %.
     */
    @ParameterizedTest
    @CsvSource({"0.5, 2.11e9, 2.28e9", "0.8, 2.17e9, 2.29e9", "1.2, 2.18e9, 2.30e9"})
    void ngc3258ByRadius(double radius, double least, double most) throws IOException {
        for (double major : new double[] {0.10, 0.12}) {
            Configuration config = ngc3258(major, major - 0.02, radius, VelocityConvention.OPTICAL, true);
            FitResult result = print("NGC 3258 bins, r < " + radius + ", beam " + major, MapFiles.fit(config, 2));
            assertBetween(least, result.parameter("mbh").value(), most, "M_BH");
        }
    }

    private static Configuration robust(Configuration config) {
        return config.withFit(config.fit().withLoss(FitConfig.Loss.SOFT_L1));
    }

    /**
     * The independent program of shared/real/README.md: velocities without (1+z), here by taking v_sys from the map,
     * and residuals with scipy's soft_l1 loss. Its ranges: M_BH 2.26 to 2.29e9, M/L 3.1 to 3.3, i 48.4 to 49.0 deg, PA
     * 77.3 deg, v_sys 2764 km/s. Half a unit of the last digit quoted is added, and 0.1 % or 0.01 deg for another
     * sampling of the disk.
     */
    @ParameterizedTest
    @CsvSource({"0.10, 0.08", "0.12, 0.10"})
    void ngc3258AsTheIndependentProgram(double major, double minor) throws IOException {
        double systemic = 2764;
        double[] velocity = RawFits.read(SharedData.path("real/NGC3258_maps/ngc3258_covel_c4.fits"), null);
        for (int p = 0; p < velocity.length; p++) {
            velocity[p] = velocity[p] == 0 ? Double.NaN : velocity[p] - systemic;
        }
        Configuration config = robust(ngc3258(major, minor, 0.8, VelocityConvention.RADIO, false));
        DataConfig data = MapFiles.data(
                MapFiles.write(folder.resolve("plain.fits"), velocity, SIZE, "km/s"),
                config.data().fluxMap(),
                null,
                ASSUMED_ERROR,
                null,
                0.015,
                config.data().beam(),
                VelocityConvention.RADIO);
        FitResult result = print("NGC 3258 plain, soft_l1, beam " + major, MapFiles.fit(config.withData(data), 2));
        assertBetween(2.2525e9, result.parameter("mbh").value(), 2.2975e9, "M_BH");
        assertBetween(3.045, result.parameter("mass_to_light").value(), 3.355, "M/L");
        assertBetween(48.34, result.parameter("inclination").value(), 49.07, "inclination");
        assertEquals(77.3, result.parameter("position_angle").value(), 0.1);
        assertEquals(2764, systemic + result.parameter("vsys").value(), 0.5);
    }

    /** The map as it is, with the loss for its outliers, and by the radius fitted. */
    @ParameterizedTest
    @CsvSource({"0.5, false", "0.8, false", "1.2, false", "0.5, true", "0.8, true", "1.2, true"})
    void ngc3258WithoutOutliers(double radius, boolean binned) throws IOException {
        for (double major : new double[] {0.10, 0.12}) {
            FitResult result = print(
                    "NGC 3258 soft_l1, r < " + radius + ", bins " + binned + ", beam " + major,
                    MapFiles.fit(robust(ngc3258(major, major - 0.02, radius, VelocityConvention.OPTICAL, binned)), 2));
            assertBetween(2.0e9, result.parameter("mbh").value(), 2.4e9, "M_BH");
        }
    }

    /**
     * Cycle 2, beam about 0.48 x 0.40 arcsec (assumed): v_sys is 2723 as optical and 2748 as radio velocities, so they
     * are radio ones, in another frame. The sphere of influence, 0.8 arcsec in diameter, is barely resolved: the
     * inclination goes to what the MGE allows.
     */
    @Test
    void ngc3258Cycle2() throws IOException {
        Path mge = Files.writeString(folder.resolve("ngc3258_mge.csv"), MGE);
        Path velocity = SharedData.path("real/NGC3258_maps/mom1_binned.fits");
        DataConfig data = MapFiles.data(
                velocity,
                SharedData.path("real/NGC3258_maps/mom0_binned.fits"),
                SharedData.path("real/NGC3258_maps/mom1_unc_binned.fits"),
                null,
                velocity,
                0.04,
                new Beam(0.48, 0.40, 85),
                VelocityConvention.RADIO);
        FitResult result = print(
                "NGC 3258 Cycle 2", MapFiles.fit(MapFiles.config(folder, data, 31.3, mge, new FluxMapLight(true)), 2));
        assertEquals(76.9, result.parameter("position_angle").value(), 0.3);
        assertBetween(2.2e9, result.parameter("mbh").value(), 2.6e9, "M_BH");
        assertBetween(1500, result.nData(), 1639, "bins");
    }

    /**
     * Published: PA 211, i 56 deg (Ruffa et al. 2019). The header has coordinates but no beam; with one of 0.25 x 0.20
     * arcsec i is 48, with 0.40 x 0.35, 57 deg.
     */
    @Test
    void ngc3557() {
        DataConfig data = MapFiles.data(
                SharedData.path("real/NGC3557_maps/mom1.fits"),
                SharedData.path("real/NGC3557_maps/mom0.fits"),
                null,
                ASSUMED_ERROR,
                null,
                null,
                new Beam(0.25, 0.20, 0),
                VelocityConvention.OPTICAL);
        FitResult result =
                print("NGC 3557", MapFiles.fit(MapFiles.config(folder, data, 43.3, null, new FluxMapLight(true)), 2));
        assertEquals(211, result.parameter("position_angle").value(), 2);
        assertBetween(45, result.parameter("inclination").value(), 60, "inclination");
        assertTrue(result.derived().containsKey("ra"));
    }
}
