// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.NoiseCorrelation;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.optimise.NonNegative;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.potential.stars.StellarSpeeds;
import org.steelyard.units.InputException;

/**
 * The least-squares problem of a disk whose light is that of rings. At any values p of the parameters the model is B(p) a with one
 * column for each ring, and the brightnesses a &gt;= 0 are those of the lowest chi^2 (variable projection: Golub and
 * Pereyra 1973, SIAM J. Numer. Anal. 10, 413). The residuals are r(p) = B a(p) - d, in units of the noise.
 *
 * <p>The Jacobian is that of Kaufman (1975, BIT 15, 49): the derivative at fixed light without the part that the light
 * of the rings with a &gt; 0 imitates, (1 - B (B^T B)^-1 B^T) (dB/dp) a. Its J^T r is the exact gradient of chi^2 / 2, and its J^T J is the
 * exact marginal of the normal matrix of parameters and light, so that the errors of the parameters include those of the
 * light. The term it leaves out, B (B^T B)^-1 (dB/dp)^T r, vanishes with the residuals.
 */
public final class RingProblem implements DiskProblem.Solving {

    private static final int CHUNKS = 16;

    private final CubeProblem plain;
    private final RadiusTable.Hats hats;
    private final @Nullable NoiseCorrelation correlation;
    private final ParallelFor threads;
    private final Workspace work;
    private final double[] uniform;

    /** Arrays of an evaluation. */
    private static final class Workspace {
        private final double[][] cubes;
        private final double[][] columns;
        private final double[][] products;
        private final double[] data;

        Workspace(int rings, int size, int used) {
            cubes = new double[rings][size];
            columns = new double[rings][used];
            products = new double[CHUNKS][rings * (rings + 1)];
            data = new double[used];
        }
    }

    /**
     * The light at one point.
     *
     * @param brightness [Jy km/s/arcsec2] of each ring, and which of them are above 0
     * @param coefficients of the brightness against radius
     */
    private record Light(NonNegative brightness, double[] coefficients) {}

    /**
     * @param plain the problem of the same disk with light of brightness 1
     * @param threads worker threads that evaluate the model
     */
    public RingProblem(CubeProblem plain, ParallelFor threads) {
        this(
                plain,
                null,
                threads,
                new Workspace(
                        plain.galaxy().rings().hats().count(), plain.forward().size(), plain.residualCount()));
    }

    private RingProblem(
            CubeProblem plain, @Nullable NoiseCorrelation correlation, ParallelFor threads, Workspace work) {
        this.plain = plain;
        this.hats = plain.galaxy().rings().hats();
        this.correlation = correlation;
        this.threads = threads;
        this.work = work;
        this.uniform = new double[hats.coefficients()[0].length];
        double[] ones = new double[hats.count()];
        Arrays.fill(ones, 1);
        hats.combine(ones, uniform);
    }

    private RingProblem of(CubeProblem other) {
        return new RingProblem(other, correlation, threads, work);
    }

    @Override
    public ParameterSpace space() {
        return plain.space();
    }

    @Override
    public DiskProblem with(ParameterSpace other) {
        return of(plain.with(other));
    }

    @Override
    public DiskProblem withData(double[] other) {
        return of(plain.withData(other));
    }

    @Override
    public DiskProblem withStars(StellarSpeeds other) {
        return of(plain.withStars(other));
    }

    @Override
    public DiskProblem whitened(NoiseCorrelation other) {
        return new RingProblem(plain, other, threads, work);
    }

    @Override
    public int[] ascending() {
        return plain.ascending();
    }

    @Override
    public int residualCount() {
        return plain.residualCount();
    }

    @Override
    public int solvedCount() {
        return hats.count();
    }

    @Override
    public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
        GalaxyModel.State state = plain.stateOrNull(space().physical(point), jacobianOrNull != null);
        Light light = state == null ? null : solve(state);
        if (light == null) {
            Arrays.fill(residuals, Double.NaN);
            return;
        }
        residuals(light, residuals);
        if (jacobianOrNull != null) {
            plain.differentiate(state, state.disk().withBrightness(light.coefficients()), point, jacobianOrNull);
            threads.run(jacobianOrNull.length, (j, worker) -> project(light.brightness(), jacobianOrNull[j]));
        }
    }

    /** The light of the lowest chi^2; null where there is no model. */
    private @Nullable Light solve(GalaxyModel.State state) {
        plain.forward()
                .evaluate(state.disk().withBrightness(uniform), state.x(), state.y(), state.vsys(), hats, work.cubes);
        threads.run(hats.count() + 1, (k, worker) -> {
            if (k < hats.count()) {
                plain.weigh(work.cubes[k], work.columns[k]);
                whiten(work.columns[k]);
            } else {
                plain.weighData(work.data);
                whiten(work.data);
            }
        });
        threads.run(CHUNKS, (chunk, worker) -> products(chunk));
        NonNegative brightness = normalEquations();
        if (brightness == null) {
            return null;
        }
        double[] coefficients = new double[hats.coefficients()[0].length];
        hats.combine(brightness.amplitudes(), coefficients);
        return new Light(brightness, coefficients);
    }

    /**
     * Products of the columns, and of the data with them, in one of several parts of the data, whose number does not depend on
     * that of the threads. Most elements are 0, since a block sees few rings.
     */
    private void products(int chunk) {
        int rings = hats.count();
        int used = work.data.length;
        double[] sums = work.products[chunk];
        double[] row = new double[rings + 1];
        Arrays.fill(sums, 0);
        int end = (int) ((chunk + 1L) * used / CHUNKS);
        for (int i = (int) ((long) chunk * used / CHUNKS); i < end; i++) {
            for (int k = 0; k < rings; k++) {
                row[k] = work.columns[k][i];
            }
            row[rings] = work.data[i];
            for (int k = 0; k < rings; k++) {
                if (row[k] != 0) {
                    addProducts(row[k], row, sums, k * row.length);
                }
            }
        }
    }

    private static void addProducts(double factor, double[] row, double[] sums, int at) {
        for (int l = 0; l < row.length; l++) {
            sums[at + l] += factor * row[l];
        }
    }

    private @Nullable NonNegative normalEquations() {
        int rings = hats.count();
        double[][] normal = new double[rings][rings];
        double[] right = new double[rings];
        for (double[] sums : work.products) {
            for (int k = 0; k < rings; k++) {
                right[k] += sums[k * (rings + 1) + rings];
                for (int l = 0; l < rings; l++) {
                    normal[k][l] += sums[k * (rings + 1) + l];
                }
            }
        }
        return NonNegative.ofOrNull(normal, right);
    }

    private void whiten(double[] row) {
        if (correlation != null) {
            correlation.whiten(row);
        }
    }

    private void residuals(Light light, double[] residuals) {
        for (int k = 0; k < residuals.length; k++) {
            residuals[k] = -work.data[k];
        }
        for (int ring : light.brightness().positive()) {
            add(light.brightness().amplitudes()[ring], work.columns[ring], residuals);
        }
    }

    /** Whitens a row of the Jacobian and removes the part that the light of the rings imitates. */
    private void project(NonNegative light, double[] row) {
        whiten(row);
        int[] rings = light.positive();
        double[] along = new double[rings.length];
        for (int k = 0; k < rings.length; k++) {
            along[k] = DotProduct.of(work.columns[rings[k]], row);
        }
        double[] share = light.solve(along);
        for (int k = 0; k < rings.length; k++) {
            add(-share[k], work.columns[rings[k]], row);
        }
    }

    private static void add(double factor, double[] column, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * column[i];
        }
    }

    /**
     * @param values of all parameters. Not modified
     * @return [Jy km/s/arcsec2] brightness at each ring
     * @throws InputException if a value means no disk
     */
    public double[] brightness(double[] values) {
        return solved(plain.galaxy().at(values, null)).brightness().amplitudes().clone();
    }

    /**
     * Brightness of the rings with its errors at a minimum.
     *
     * @param values of all parameters there. Not modified
     * @param noise what the noise of independent data does to weighted sums of the residuals
     * @return the profile
     */
    RingProfile profile(double[] values, UnaryOperator<double[][]> noise) {
        double[] point = space().free(values);
        GalaxyModel.State state = plain.stateOrNull(values, true);
        Light light = solved(state);
        double[][] design = new double[point.length][residualCount()];
        plain.differentiate(state, state.disk().withBrightness(light.coefficients()), point, design);
        Arrays.stream(design).forEach(this::whiten);
        int[] positive = light.brightness().positive();
        design = Stream.concat(
                        Arrays.stream(design).filter(row -> DotProduct.of(row, row) > 0),
                        Arrays.stream(positive).mapToObj(k -> work.columns[k].clone()))
                .toArray(double[][]::new);
        double[][] normal = new double[design.length][design.length];
        for (int i = 0; i < design.length; i++) {
            for (int j = 0; j < design.length; j++) {
                normal[i][j] = DotProduct.of(design[i], design[j]);
            }
        }
        if (correlation != null) {
            Arrays.stream(design).forEach(correlation::whitenTransposed);
        }
        double[] errors = RingProfile.errors(normal, noise.apply(design));
        double[] ofRings = new double[hats.count()];
        Arrays.fill(ofRings, Double.NaN);
        for (int k = 0; k < positive.length; k++) {
            ofRings[positive[k]] = errors[errors.length - positive.length + k];
        }
        return new RingProfile(hats.radii(), light.brightness().amplitudes(), ofRings);
    }

    /**
     * @param values of all parameters. Not modified
     * @return {@code [ring][residual]} derivatives of the residuals by the brightness of each ring with light
     * @throws InputException if a value means no disk
     */
    public double[][] columns(double[] values) {
        int[] positive = solved(plain.galaxy().at(values, null)).brightness().positive();
        return Arrays.stream(positive).mapToObj(k -> work.columns[k].clone()).toArray(double[][]::new);
    }

    private Light solved(GalaxyModel.State state) {
        Light light = solve(state);
        if (light == null) {
            throw new InputException(
                    "the light of the rings has no solution at these values of the parameters; check data and noise");
        }
        return light;
    }

    @Override
    public void model(double[] values, double[] out) {
        double[] brightness = brightness(values);
        Arrays.fill(out, 0);
        for (int k = 0; k < brightness.length; k++) {
            add(brightness[k], work.cubes[k], out);
        }
    }

    @Override
    public void residualsAtRest(double[] point, double[] residuals) {
        GalaxyModel.State state = plain.galaxy().at(space().physical(point), null);
        plain.residualsAtRest(state, state.disk().withBrightness(solved(state).coefficients()), residuals);
        whiten(residuals);
    }
}
