// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.cube.Beam;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.kernel.BeamBlockOperator;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.DiskKernel;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.kernel.Samples;
import org.steelyard.kernel.Spectra;
import org.steelyard.kernel.SpreadTaps;
import org.steelyard.units.Constants;

/**
 * Model velocity map of a disk. With flux F, line-of-sight velocity v and beam K,
 *
 * <pre>u = sum (K * F u(v)) / sum (K * F)</pre>
 *
 * <p>at every datum. Here u(v) is the observed velocity, in the convention of the map, of gas with velocity v in the
 * rest frame of the galaxy. The sums run over the pixels of the datum: one pixel or a bin, whose pixels the observed
 * map averages with the same weights.
 *
 * <p>The mean does not depend on the line width. The dispersion only scales the tolerance of {@link Sampling}: errors
 * of the mean velocity are below a tenth of the tolerance times the dispersion. Velocities around a point mass are
 * unbounded, which affects a mean but not a profile. A point mass is therefore softened by {@link #CORE}, which keeps
 * the model smooth at the centre. At a radius of n pixels the softening lowers speeds by 0.75 CORE^2 / n^2, which is
 * below 1e-5 at resolved radii.
 *
 * <p>A model contains its workspace and performs one evaluation at a time. The result has the same bits for any number
 * of threads.
 */
public final class VelocityMapModel {

    /** [pixel] Plummer radius of a point mass. */
    private static final double CORE = 0.01;

    private final Setup setup;
    private final PixelGrid grid;
    private final ParallelFor threads;
    private final BeamBlockOperator operator;
    private final ActivePixels pixels;
    private final Worker[] workers;
    private final double[][] perDatum;
    private Plane plain;
    private Plane differentiated;

    /** Scratch memory of one thread. */
    private static final class Worker {
        private final SubpixelGrid subpixels;
        private final Samples samples = new Samples();
        private int[] starts = new int[0];

        Worker(Sampling sampling) {
            subpixels = SubpixelGrid.ofMeanVelocity(sampling);
        }
    }

    /**
     * A row of pixels.
     *
     * @param dx [pixel] offset in x of the centre of the first pixel of the first row from the galaxy
     * @param dy [pixel] offset in y
     * @param side [pixel] of the pixels
     * @param pixels those with light, of all rows
     * @param row the row
     */
    private record Place(double dx, double dy, double side, ActivePixels pixels, int row) {}

    /** Sums of every pixel of the grid, before and after convolution with the beam. */
    private record Plane(int sums, Spectra sharp, double[][] blurred) {}

    /**
     * The parts of a model that are constant during a fit.
     *
     * @param grid the pixels of the model
     * @param beam the beam
     * @param flux [any] intrinsic flux of each pixel of the grid; null where the disk has a surface brightness of its
     *     own
     * @param pixelX index in the grid of each pixel that belongs to a datum
     * @param pixelY index in the grid of each pixel that belongs to a datum
     * @param datum index of the datum, from 0, of each of these pixels
     * @param data number of data
     * @param convention convention of the map's velocities
     * @param sampling sampling of the pixels
     */
    public record Setup(
            PixelGrid grid,
            Beam beam,
            double[] flux,
            int[] pixelX,
            int[] pixelY,
            int[] datum,
            int data,
            VelocityConvention convention,
            Sampling sampling) {}

    /**
     * Prepares the model.
     *
     * @param setup the constant parts. Its arrays are lent and not modified
     * @param threads worker threads that evaluate the model
     */
    public VelocityMapModel(Setup setup, ParallelFor threads) {
        this.setup = setup;
        this.grid = setup.grid();
        this.threads = threads;
        double[] kernel =
                BeamKernel.sample(setup.beam(), grid.frame(), BeamKernel.halfWidth(setup.beam(), grid.frame()));
        this.operator = new BeamBlockOperator(
                grid.width(), grid.height(), setup.pixelX(), setup.pixelY(), 1, new double[][] {kernel}, 1, 1e-8);
        double[] flux = setup.flux() == null ? new double[grid.size()] : setup.flux();
        if (setup.flux() == null) {
            Arrays.fill(flux, grid.frame().pixelArea());
        }
        this.pixels = ActivePixels.of(grid, flux, relative(operator.reach()));
        this.workers = new Worker[threads.threads()];
        for (int w = 0; w < workers.length; w++) {
            workers[w] = new Worker(setup.sampling());
        }
        this.perDatum = new double[setup.data()][];
    }

    private static double[] relative(double[] reach) {
        double peak = Arrays.stream(reach).max().orElse(0);
        return Arrays.stream(reach).map(r -> r / peak).toArray();
    }

    /** @return number of data */
    public int size() {
        return setup.data();
    }

    /**
     * Evaluates the model.
     *
     * @param disk the disk
     * @param x [pixel] centre in x, FITS pixel of the file counted from 1
     * @param y [pixel] centre in y, FITS pixel of the file counted from 1
     * @param vsys [km/s] systemic velocity c z
     * @param out [km/s] observed velocity of every datum, NaN where it receives no flux. Modified
     */
    public void evaluate(DiskState disk, double x, double y, double vsys, double[] out) {
        if (plain == null) {
            plain = plane(2);
        }
        run(plain, disk, x, y, vsys, List.of(), out, null);
    }

    /**
     * Evaluates the model and its derivatives.
     *
     * @param disk the disk
     * @param x [pixel] centre in x, FITS pixel of the file counted from 1
     * @param y [pixel] centre in y, FITS pixel of the file counted from 1
     * @param vsys [km/s] systemic velocity c z
     * @param directions directions of differentiation
     * @param out [km/s] observed velocity of every datum, NaN where it receives no flux. Modified
     * @param derivatives {@code [direction][datum]}. Modified
     */
    public void differentiate(
            DiskState disk,
            double x,
            double y,
            double vsys,
            List<Derivative> directions,
            double[] out,
            double[][] derivatives) {
        int sums = 2 + directions.size() * (disk.weighted() ? 2 : 1);
        if (differentiated == null || differentiated.sums() != sums) {
            differentiated = plane(sums);
        }
        run(differentiated, disk, x, y, vsys, directions, out, derivatives);
    }

    private Plane plane(int sums) {
        return new Plane(
                sums, new Spectra(grid.width(), grid.height(), sums, 1), new double[1][setup.pixelX().length * sums]);
    }

    private void run(
            Plane plane,
            DiskState point,
            double x,
            double y,
            double vsys,
            List<Derivative> directions,
            double[] out,
            double[][] derivatives) {
        DiskState disk = point.softened(CORE * grid.frame().pixelSize());
        if (disk.layers() == null) {
            threads.run(grid.height(), (row, worker) -> {
                double[] values = new double[grid.width() * plane.sums()];
                Place place = new Place(grid.x0() + 1 - x, grid.y0() + 1 - y, 1, pixels, row);
                row(disk, vsys, place, workers[worker], directions, values, 0);
                fill(plane, row, values);
            });
        } else {
            spread(plane, disk, x, y, vsys, directions);
        }
        operator.apply(plane.sharp(), 1, plane.blurred(), threads);
        int sums = plane.sums();
        for (int d = 0; d < perDatum.length; d++) {
            if (perDatum[d] == null || perDatum[d].length != sums) {
                perDatum[d] = new double[sums];
            }
            Arrays.fill(perDatum[d], 0);
        }
        for (int p = 0; p < setup.datum().length; p++) {
            double[] total = perDatum[setup.datum()[p]];
            for (int c = 0; c < sums; c++) {
                total[c] += plane.blurred()[0][p * sums + c];
            }
        }
        boolean weighted = disk.weighted();
        for (int d = 0; d < perDatum.length; d++) {
            double[] total = perDatum[d];
            double light = total[0];
            out[d] = light > 0 ? total[1] / light : Double.NaN;
            for (int k = 0; k < directions.size(); k++) {
                derivatives[k][d] =
                        weighted ? (total[3 + 2 * k] - out[d] * total[2 + 2 * k]) / light : total[2 + k] / light;
            }
        }
    }

    private void fill(Plane plane, int row, double[] values) {
        boolean[] present = new boolean[grid.width()];
        for (int p = pixels.rowStart()[row]; p < pixels.rowStart()[row + 1]; p++) {
            present[pixels.column()[p]] = true;
        }
        plane.sharp().fillRow(row, present, values);
    }

    /** The sums of a thick disk, from those of the thin one. */
    private void spread(Plane plane, DiskState disk, double x, double y, double vsys, List<Derivative> directions) {
        int sums = plane.sums();
        boolean mapped = setup.flux() != null;
        ThickDisk thin = ThickDisk.of(disk, directions, grid, pixels, mapped ? 1 : pixels.flux()[0], x, y);
        List<ThickDisk.Part> parts = List.of(thin.whole(), thin.small());
        List<SpreadTaps.Image> images = new ArrayList<>();
        for (ThickDisk.Part part : parts) {
            SpreadTaps.Image image = part.image(sums);
            int width = part.grid().width();
            threads.run(part.grid().height(), (row, worker) -> {
                Place place = new Place(part.dx(x), part.dy(y), part.side(), part.pixels(), row);
                row(disk, vsys, place, workers[worker], directions, image.values(), row * width * sums);
            });
            images.add(image);
        }
        thin.window().divide(images.get(1), images.get(0));
        double[] flux = mapped ? pixels.image(grid) : null;
        threads.run(grid.height(), (row, worker) -> {
            double[] values = new double[grid.width() * sums];
            double[] changes = new double[values.length];
            for (int part = 0; part < images.size(); part++) {
                SpreadTaps[] taps = parts.get(part).taps();
                taps[0].add(images.get(part), 0, row, grid.width(), values, 0);
                for (int k = 0; k < directions.size(); k++) {
                    if (taps[k + 1] != null) {
                        Arrays.fill(changes, 0);
                        taps[k + 1].add(images.get(part), 0, row, grid.width(), changes, 0);
                        for (int at = 0; at < values.length; at += sums) {
                            values[at + 2 + 2 * k] += changes[at];
                            values[at + 3 + 2 * k] += changes[at + 1];
                        }
                    }
                }
            }
            if (mapped) {
                divide(flux, row, sums, values);
            }
            fill(plane, row, values);
        });
    }

    /** Gives each pixel of a row the flux of the map. */
    private void divide(double[] flux, int row, int sums, double[] values) {
        for (int column = 0; column < grid.width(); column++) {
            int at = column * sums;
            double light = values[at];
            double factor = light > 0 ? flux[row * grid.width() + column] / light : 0;
            for (int k = 2; k < sums; k += 2) {
                values[at + k + 1] = factor * (values[at + k + 1] - values[at + 1] * values[at + k] / light);
                values[at + k] = 0;
            }
            values[at] *= factor;
            values[at + 1] *= factor;
        }
    }

    /**
     * Sums over the points of each pixel of a row: F and F u, and for each direction the derivatives of both, or of F u
     * alone where the flux is given.
     */
    private void row(
            DiskState disk,
            double vsys,
            Place place,
            Worker worker,
            List<Derivative> directions,
            double[] values,
            int at) {
        Samples samples = worker.samples;
        ActivePixels active = place.pixels;
        int from = active.rowStart()[place.row];
        int to = active.rowStart()[place.row + 1];
        if (worker.starts.length <= to - from) {
            worker.starts = new int[2 * (to - from) + 1];
        }
        worker.subpixels.fill(disk, place.dx, place.dy, place.side, active, from, to, samples, worker.starts);
        if (directions.isEmpty()) {
            DiskKernel.evaluate(disk, samples);
        } else {
            DiskKernel.differentiate(disk, directions, samples);
        }
        double stretch = 1 + vsys / Constants.SPEED_OF_LIGHT;
        boolean weighted = disk.weighted();
        double[] sums = new double[2 + directions.size() * (weighted ? 2 : 1)];
        for (int p = from; p < to; p++) {
            Arrays.fill(sums, 0);
            for (int s = worker.starts[p - from]; s < worker.starts[p - from + 1]; s++) {
                double frequency = (1 - samples.velocity(s) / Constants.SPEED_OF_LIGHT) / stretch;
                double observed = setup.convention().velocity(frequency);
                double weight = samples.weight(s);
                sums[0] += weight;
                sums[1] += weight * observed;
                double perVelocity = -1 / (setup.convention().slope(frequency) * Constants.SPEED_OF_LIGHT * stretch);
                for (int k = 0; k < directions.size(); k++) {
                    double change = directions.get(k).kind() == Derivative.Kind.SYSTEMIC_VELOCITY
                            ? frequency
                            : samples.velocityDerivative(k, s);
                    if (weighted) {
                        double light = samples.weightDerivative(k, s);
                        sums[2 + 2 * k] += light;
                        sums[3 + 2 * k] += light * observed + weight * perVelocity * change;
                    } else {
                        sums[2 + k] += weight * perVelocity * change;
                    }
                }
            }
            System.arraycopy(sums, 0, values, at + active.column()[p] * sums.length, sums.length);
        }
    }
}
