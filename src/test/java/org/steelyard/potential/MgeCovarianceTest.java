// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.units.InputException;

/** Shifts of an expansion against derivatives of its speeds, and a pair of Gaussians that nearly cancel. */
class MgeCovarianceTest {

    /** Of the derivative's error: that of difference quotients of 2 % in sigma and 0.005 in the axis ratio. */
    private static final double QUOTIENT = 0.02;

    /** Sums of some hundred numbers. */
    private static final double ROUNDING = 1e-9;

    private static final double[] RADII = {0.05, 0.2, 0.5, 1, 3, 10};

    private static final double INCLINATION = Math.toRadians(62);

    private static final MgeTable TABLE =
            new MgeTable(new double[] {40000, 16000, 900}, new double[] {0.12, 0.4, 3}, new double[] {0.8, 0.68, 0.95});

    @TempDir
    Path folder;

    private static double[] speeds(MgeTable table) {
        double[] out = new double[RADII.length];
        table.toPhysical(1).speedSquared(INCLINATION, RADII, out, null);
        return out;
    }

    /** L L^T with a seeded L, scaled to relative errors. */
    private static double[][] covariance(MgeTable table, double relative) {
        double[] numbers = numbers(table);
        int n = numbers.length;
        Random random = new Random(1);
        double[][] root = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                root[i][j] = relative * numbers[i] * random.nextGaussian() / Math.sqrt(n);
            }
        }
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    covariance[i][j] += root[i][k] * root[j][k];
                }
            }
        }
        return covariance;
    }

    private static double[] numbers(MgeTable table) {
        double[] all = Arrays.copyOf(table.surfaceBrightness(), 3 * table.sigmaArcsec().length);
        System.arraycopy(table.sigmaArcsec(), 0, all, all.length / 3, all.length / 3);
        System.arraycopy(table.axisRatio(), 0, all, 2 * all.length / 3, all.length / 3);
        return all;
    }

    private static MgeTable of(double[] numbers) {
        int n = numbers.length / 3;
        return new MgeTable(
                Arrays.copyOf(numbers, n),
                Arrays.copyOfRange(numbers, n, 2 * n),
                Arrays.copyOfRange(numbers, 2 * n, 3 * n));
    }

    @Test
    void theCovarianceOfTheSpeeds() {
        double[][] covariance = covariance(TABLE, 0.1);
        MgeCovariance errors = MgeCovariance.of(TABLE, covariance);
        double[] base = speeds(TABLE);
        assertArrayEquals(base, speeds(errors.shifted(new double[errors.size()])), ROUNDING * base[0]);
        double[] numbers = numbers(TABLE);
        double[][] slope = new double[numbers.length][];
        for (int i = 0; i < numbers.length; i++) {
            double step = 1e-4 * numbers[i];
            double[] up = numbers.clone();
            double[] down = numbers.clone();
            up[i] += step;
            down[i] -= step;
            double[] more = speeds(of(up));
            double[] less = speeds(of(down));
            slope[i] = new double[RADII.length];
            for (int r = 0; r < RADII.length; r++) {
                slope[i][r] = (more[r] - less[r]) / (2 * step);
            }
        }
        for (int r = 0; r < RADII.length; r++) {
            double expected = 0;
            for (int i = 0; i < numbers.length; i++) {
                for (int j = 0; j < numbers.length; j++) {
                    expected += slope[i][r] * covariance[i][j] * slope[j][r];
                }
            }
            double found = 0;
            for (int k = 0; k < errors.size(); k++) {
                double[] one = new double[errors.size()];
                one[k] = 1;
                double change = speeds(errors.shifted(one))[r] - base[r];
                found += change * change;
            }
            assertEquals(Math.sqrt(expected), Math.sqrt(found), QUOTIENT * Math.sqrt(expected), "radius " + RADII[r]);
        }
    }

    @Test
    void aShiftIsLinearInTheLightAndCanBeDeprojected() {
        MgeCovariance errors = MgeCovariance.of(TABLE, covariance(TABLE, 0.3));
        double[] base = speeds(TABLE);
        double[] draw = new Random(2).doubles(errors.size(), -2, 2).toArray();
        double[] once = speeds(errors.shifted(draw));
        double[] opposite =
                speeds(errors.shifted(Arrays.stream(draw).map(d -> -d).toArray()));
        for (int r = 0; r < RADII.length; r++) {
            assertEquals(2 * base[r], once[r] + opposite[r], ROUNDING * base[0]);
        }
        assertEquals(
                TABLE.toPhysical(1).minimumInclination(),
                errors.shifted(draw).toPhysical(1).minimumInclination(),
                "the flattest Gaussian stays");
    }

    @Test
    void gaussiansThatNearlyCancelLeaveTheirSum() {
        // Two Gaussians that only their sum determines, to 1 %; each is unknown to more than itself.
        MgeTable pair = new MgeTable(new double[] {1000, 1000}, new double[] {1, 1.02}, new double[] {0.8, 0.8});
        double[][] covariance = new double[6][6];
        double large = 2000 * 2000;
        covariance[0][0] = large + 100;
        covariance[1][1] = large + 100;
        covariance[0][1] = -large + 100;
        covariance[1][0] = -large + 100;
        MgeCovariance errors = MgeCovariance.of(pair, covariance);
        double[] base = speeds(pair);
        Random random = new Random(3);
        int draws = 2000;
        double mean = 0;
        double square = 0;
        for (int d = 0; d < draws; d++) {
            double[] normal = random.doubles(errors.size())
                    .map(u -> random.nextGaussian())
                    .toArray();
            double ratio = speeds(errors.shifted(normal))[0] / base[0];
            mean += ratio / draws;
            square += ratio * ratio / draws;
        }
        double scatter = Math.sqrt(square - mean * mean);
        assertEquals(1, mean, 4 * scatter / Math.sqrt(draws), "no bias, within four standard errors");
        assertTrue(scatter < 0.05, "the light is known to a few per cent, not to 200 %: " + scatter);
    }

    @Test
    void aNumberThatIsKnownMakesNoComponent() {
        assertEquals(0, MgeCovariance.of(TABLE, new double[9][9]).size());
        double[][] one = new double[9][9];
        one[4][4] = 1e-4;
        assertEquals(1, MgeCovariance.of(TABLE, one).size());
    }

    @Test
    void readAsWritten() {
        MgeCovariance errors = MgeCovariance.of(TABLE, covariance(TABLE, 0.1));
        Path file = folder.resolve("mge_covariance.ecsv");
        errors.write(file);
        assertArrayEquals(errors.covariance(), MgeCovariance.read(file, TABLE).covariance());
        double[] other = numbers(TABLE);
        other[1] *= 1.01;
        String message = assertThrows(InputException.class, () -> MgeCovariance.read(file, of(other)))
                .getMessage();
        assertTrue(message.startsWith(file + ": belongs to another MGE: its surface_brightness_2 is 16000.0"), message);
        MgeTable one = new MgeTable(new double[] {1}, new double[] {1}, new double[] {1});
        assertTrue(assertThrows(InputException.class, () -> MgeCovariance.read(file, one))
                .getMessage()
                .contains("an MGE of 1 Gaussians has surface_brightness_1, sigma_1, axis_ratio_1"));
    }

    @Test
    void whatIsNoCovarianceIsRefused() throws IOException {
        double[][] wrong = covariance(TABLE, 0.1);
        wrong[2][1] = Double.NaN;
        assertTrue(assertThrows(InputException.class, () -> MgeCovariance.of(TABLE, wrong))
                .getMessage()
                .contains("row 3 column 2: NaN"));
        assertThrows(InputException.class, () -> MgeCovariance.of(TABLE, new double[3][3]));
        Path file = Files.writeString(folder.resolve("mge.csv"), "sigma\n1\n");
        assertTrue(assertThrows(InputException.class, () -> MgeCovariance.read(file, TABLE))
                .getMessage()
                .contains("needs the columns parameter, value"));
    }
}
