// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.SharedData;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.units.Constants;
import org.steelyard.units.DistanceScale;

/** Against the 34-digit quadratures of reference/mge_vcirc, which share no code with this. */
class MgeReferenceTest {

    /** G of the reference files [pc km2 s-2 Msun-1]; speeds go as its root. */
    private static final double REFERENCE_G = 0.00430237;

    private static final double TO_OUR_G = Math.sqrt(Constants.G / REFERENCE_G);

    /** Both sides carry 53 bits and a few roundings of each; 1e-9 is asked, 1e-14 is what rounding leaves. */
    private static final double ROUNDING = 1e-14;

    /** Prepared series: 5.8^-20 = 5e-16 of the leading term is left out; what remains is the rounding of 20 terms. */
    private static final double SERIES = 2e-14;

    /** frac_diff is printed with four digits of at most 2e-2, and with four digits of a number above 1e-7. */
    private static final double PRINTED = 5.1e-4;

    /** One case of the reference: the potential for our G, and the wanted speeds for our G. */
    private record Case(
            MultiGaussianExpansion stars, double inclination, PointMass hole, double[] radius, double[] speed) {

        static Case read(String name) throws IOException {
            Path file = SharedData.path("reference/mge_vcirc/" + name + ".csv");
            String text = Files.readString(file);
            double pcPerArcsec = new DistanceScale(key(text, "dist_Mpc")).pcPerArcsec();
            ColumnTable gaussians = TableReader.read(SharedData.path("reference/mge_vcirc/" + name + ".mge.csv"));
            ColumnTable table = TableReader.read(file);
            return new Case(
                    new MgeTable(gaussians.numbers("surf"), gaussians.numbers("sigma"), gaussians.numbers("q"))
                            .toPhysical(pcPerArcsec),
                    Math.toRadians(key(text, "inc_deg")),
                    new PointMass(key(text, "mbh_Msun"), key(text, "soft_arcsec") * pcPerArcsec),
                    scaled(table.numbers("radius_arcsec"), pcPerArcsec),
                    scaled(table.numbers("v_ref"), TO_OUR_G));
        }

        private static double key(String text, String key) {
            Matcher matcher = Pattern.compile(key + "=(\\S+)").matcher(text);
            assertTrue(matcher.find(), key);
            return Double.parseDouble(matcher.group(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c1_jam_example",
                "c2_ngc1380_like",
                "c3_ngc1380_nobh",
                "c4_sphere",
                "c5_flat",
                "c6_soft",
                "c7_lowinc",
                "c8_satoh"
            })
    void everyRowAgrees(String name) throws IOException {
        Case given = Case.read(name);
        CircularVelocity both = CompositePotential.of(given.stars.at(given.inclination), given.hole);
        double[] prepared = new double[given.radius.length];
        double[] batch = new double[given.radius.length];
        MgeSpeedTable.of(given.stars, given.radius).speedSquared(given.inclination, prepared, null);
        given.stars.speedSquared(given.inclination, given.radius, batch, null);
        for (int i = 0; i < given.radius.length; i++) {
            double radius = given.radius[i];
            assertEquals(given.speed[i], both.speed(radius), ROUNDING * given.speed[i]);
            double hole = given.hole.speedSquared(radius);
            assertEquals(given.speed[i], Math.sqrt(hole + batch[i]), ROUNDING * given.speed[i]);
            assertEquals(given.speed[i], Math.sqrt(hole + prepared[i]), SERIES * given.speed[i]);
        }
    }

    @Test
    void satohsGalaxyIsWithinTheStatedDifference() throws IOException {
        Case given = Case.read("c8_satoh");
        ColumnTable table = TableReader.read(SharedData.path("reference/mge_vcirc/satoh_analytic.csv"));
        double[] radius = table.numbers("radius_arcsec");
        double[] analytic = scaled(table.numbers("v_analytic"), TO_OUR_G);
        double[] difference = table.numbers("frac_diff");
        CircularVelocity both = CompositePotential.of(given.stars.at(given.inclination), given.hole);
        for (int i = 0; i < radius.length; i++) {
            assertEquals(difference[i], both.speed(radius[i]) / analytic[i] - 1, PRINTED * Math.abs(difference[i]));
        }
    }

    private static double[] scaled(double[] values, double factor) {
        double[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }
}
