// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.table.TableWriter;
import org.steelyard.units.InputException;

/**
 * The covariance of the numbers of a multi-Gaussian expansion, and expansions that differ from it by these errors.
 *
 * <p>The numbers are the surface brightnesses I_k, then the dispersions sigma_k, then the axis ratios q_k. Gaussians that overlap have
 * large errors that nearly cancel, so that the light is known far better than any one of its Gaussians. To move the Gaussians themselves
 * by such errors leaves the valley of good fits, and to refuse those of negative brightness would bias the rest. A shift by d is
 * therefore linear in the light,
 *
 * <pre>  S(d) = sum_k (I_k + dI_k) g_k + I_k (dsigma_k dg_k/dsigma_k + dq_k dg_k/dq_k) </pre>
 *
 * with the Gaussian g_k of unit brightness. Its derivatives are differences of two Gaussians, so that a shifted expansion is an
 * expansion, of four Gaussians for each one, some of them negative. The mean of normal shifts is the light of the table, their covariance
 * J C J^T that of a linear fit, and no shift is refused. All axis ratios lie between those of the table, so that a shifted
 * expansion can be deprojected wherever the table can.
 */
public final class MgeCovariance {

    /** Relative step of sigma: the difference quotient is wrong by its square. */
    private static final double SIGMA_STEP = 0.02;

    /** Step of the axis ratio: the difference quotient is wrong by about this share. */
    private static final double RATIO_STEP = 0.005;

    /** Components below this part of the largest, in units of the errors, are rounding. */
    private static final double ROUNDING = 1e-10;

    /** Relative difference between the numbers of the file and of the table that belong together. */
    private static final double SAME = 1e-6;

    private static final List<String> COLUMNS = List.of("surface_brightness", "sigma", "axis_ratio");

    private static final List<String> UNITS = List.of("Lsun/pc2", "arcsec", "");

    private final MgeTable table;
    private final double[][] covariance;
    /** {@code [component][number]} shifts by one standard deviation along each principal component. */
    private final double[][] components;

    private MgeCovariance(MgeTable table, double[][] covariance) {
        this.table = table;
        this.covariance = covariance;
        this.components = principal(covariance);
    }

    /**
     * Joins an expansion and the covariance of its numbers.
     *
     * @param table n Gaussians
     * @param covariance {@code [3n][3n]} of the surface brightnesses [Lsun/pc2], then the sigmas [arcsec], then the axis ratios; 0 for a
     *     number that is known. Copied
     * @return both
     * @throws InputException if it has another size, is not finite or not symmetric, or is no covariance
     */
    public static MgeCovariance of(MgeTable table, double[][] covariance) {
        int n = 3 * table.sigmaArcsec().length;
        double[][] copy = Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
        if (copy.length != n || Arrays.stream(copy).anyMatch(row -> row.length != n)) {
            throw new InputException(
                    "the covariance of an MGE of " + n / 3 + " Gaussians must have " + n + " rows and columns");
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double most = Math.sqrt(copy[i][i] * copy[j][j]) * (1 + SAME);
                if (!(Math.abs(copy[i][j]) <= most) || !(Math.abs(copy[i][j] - copy[j][i]) <= SAME * most)) {
                    throw new InputException("the covariance of the MGE, row " + (i + 1) + " column " + (j + 1) + ": "
                            + copy[i][j] + " is not finite, not symmetric, or larger than the variances allow");
                }
            }
        }
        return new MgeCovariance(table, copy);
    }

    /**
     * Reads the table that {@link #write} writes.
     *
     * @param file to read
     * @param table the expansion to which it belongs
     * @return both
     * @throws InputException if it cannot be read or belongs to another expansion
     */
    public static MgeCovariance read(Path file, MgeTable table) {
        ColumnTable read = TableReader.read(file);
        List<String> names = names(table.sigmaArcsec().length);
        if (!read.has("parameter") || !read.has("value")) {
            throw new InputException(
                    file + ": a covariance of an MGE needs the columns parameter, value and one for each parameter;"
                            + " steelyard mge writes it");
        }
        double[] value = read.numbers("value");
        double[] expected = numbers(table);
        List<String> rows = read.texts("parameter");
        if (!rows.equals(names)) {
            throw new InputException(
                    file + ": has the parameters " + String.join(", ", rows) + "; an MGE of " + names.size() / 3
                            + " Gaussians has " + String.join(", ", names) + "; give the covariance of potential.mge");
        }
        double[][] covariance = new double[value.length][];
        for (int i = 0; i < value.length; i++) {
            if (!(Math.abs(value[i] - expected[i]) <= SAME * Math.abs(expected[i]))) {
                throw new InputException(file + ": belongs to another MGE: its " + names.get(i) + " is " + value[i]
                        + ", that of potential.mge " + expected[i] + "; give the covariance of that table");
            }
            covariance[i] = read.numbers(names.get(i));
        }
        try {
            return of(table, covariance);
        } catch (InputException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes numbers and covariance: a row for each number with its name, value and covariance with every number, in Lsun/pc2 and arcsec.
     *
     * @param file to write or replace
     */
    public void write(Path file) {
        int n = table.sigmaArcsec().length;
        List<String> names = names(n);
        ColumnTable.Builder written = ColumnTable.builder()
                .texts("parameter", names)
                .texts(
                        "unit",
                        IntStream.range(0, 3 * n)
                                .mapToObj(i -> UNITS.get(i / n))
                                .toList())
                .numbers("value", "", numbers(table));
        for (int j = 0; j < names.size(); j++) {
            written.numbers(names.get(j), "", covariance[j]);
        }
        TableWriter.write(written.build(), file);
    }

    private static List<String> names(int n) {
        return IntStream.range(0, 3 * n)
                .mapToObj(i -> COLUMNS.get(i / n) + "_" + (i % n + 1))
                .toList();
    }

    private static double[] numbers(MgeTable table) {
        return IntStream.of(0, 1, 2)
                .mapToObj(part ->
                        part == 0 ? table.surfaceBrightness() : part == 1 ? table.sigmaArcsec() : table.axisRatio())
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /** Eigenvectors of the correlation matrix times the root of their eigenvalue and the errors, the largest first. */
    private static double[][] principal(double[][] covariance) {
        int n = covariance.length;
        double[] error = new double[n];
        double[][] correlation = new double[n][n];
        for (int i = 0; i < n; i++) {
            error[i] = Math.sqrt(covariance[i][i]);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                correlation[i][j] = covariance[i][j] == 0 ? 0 : covariance[i][j] / (error[i] * error[j]);
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(MatrixUtils.createRealMatrix(correlation));
        List<double[]> components = new ArrayList<>();
        double largest = eigen.getRealEigenvalue(0);
        for (int k = 0; k < n && eigen.getRealEigenvalue(k) > ROUNDING * largest; k++) {
            double[] component = eigen.getEigenvector(k).toArray();
            for (int i = 0; i < n; i++) {
                component[i] *= Math.sqrt(eigen.getRealEigenvalue(k)) * error[i];
            }
            components.add(component);
        }
        return components.toArray(double[][]::new);
    }

    /** @return the expansion without a shift */
    public MgeTable table() {
        return table;
    }

    /** @return {@code [3n][3n]} of the surface brightnesses [Lsun/pc2], then the sigmas [arcsec], then the axis ratios, a copy */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /** @return number of principal components: 3n, less what is known exactly */
    public int size() {
        return components.length;
    }

    /**
     * The Gaussians of which every shifted expansion is made.
     *
     * @return for each Gaussian of the table itself, wider and narrower ones, and one of another axis ratio; all of its brightness
     */
    public MgeTable basis() {
        double[] brightness = table.surfaceBrightness();
        double[] sigma = table.sigmaArcsec();
        double[] ratio = table.axisRatio();
        List<double[]> gaussians = new ArrayList<>();
        for (int k = 0; k < sigma.length; k++) {
            gaussians.add(new double[] {brightness[k], sigma[k], ratio[k]});
            gaussians.add(new double[] {brightness[k], sigma[k] * (1 + SIGMA_STEP), ratio[k]});
            gaussians.add(new double[] {brightness[k], sigma[k] * (1 - SIGMA_STEP), ratio[k]});
            gaussians.add(new double[] {brightness[k], sigma[k], ratio[k] + ratioStep(ratio, k)});
        }
        return table(gaussians);
    }

    /** Towards the middle of the table's axis ratios, so that none lies beyond them; 0 where all Gaussians are round. */
    private static double ratioStep(double[] ratio, int k) {
        double flattest = Arrays.stream(ratio).min().orElseThrow();
        double step = Math.min(RATIO_STEP, 0.5 * (1 - flattest));
        return ratio[k] - flattest < 1 - ratio[k] ? step : -step;
    }

    /**
     * A shift by the errors, as factors on the Gaussians of {@link #basis()}, linear in the deviations. A one among zeros gives the
     * shift along a principal component; independent normal deviates give a draw.
     *
     * @param deviations [standard deviation] along each principal component
     * @return factor on the brightness of each Gaussian of the basis, 0 or negative too
     */
    public double[] weights(double... deviations) {
        double[] shift = new double[covariance.length];
        for (int k = 0; k < components.length; k++) {
            for (int i = 0; i < shift.length; i++) {
                shift[i] += deviations[k] * components[k][i];
            }
        }
        double[] brightness = table.surfaceBrightness();
        double[] sigma = table.sigmaArcsec();
        double[] ratio = table.axisRatio();
        int n = sigma.length;
        double[] weights = new double[4 * n];
        for (int k = 0; k < n; k++) {
            double ofBrightness = brightness[k] == 0 ? 0 : shift[k] / brightness[k];
            double ofSigma = shift[n + k] / (2 * SIGMA_STEP * sigma[k]);
            double step = ratioStep(ratio, k);
            double ofRatio = step == 0 ? 0 : shift[2 * n + k] / step;
            weights[4 * k] = 1 + ofBrightness - ofRatio;
            weights[4 * k + 1] = ofSigma;
            weights[4 * k + 2] = -ofSigma;
            weights[4 * k + 3] = ofRatio;
        }
        return weights;
    }

    /**
     * An expansion that differs from the table by its errors.
     *
     * @param deviations as for {@link #weights}
     * @return the expansion, with negative Gaussians in it
     */
    public MgeTable shifted(double... deviations) {
        MgeTable basis = basis();
        double[] weights = weights(deviations);
        List<double[]> gaussians = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] != 0) {
                gaussians.add(new double[] {
                    weights[k] * basis.surfaceBrightness()[k], basis.sigmaArcsec()[k], basis.axisRatio()[k]
                });
            }
        }
        return table(gaussians);
    }

    private static MgeTable table(List<double[]> gaussians) {
        return new MgeTable(column(gaussians, 0), column(gaussians, 1), column(gaussians, 2));
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }
}
