// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.kernel.BeamBlockOperator;
import org.steelyard.kernel.ChannelGrid;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.DiskKernel;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.LineProfileKernel;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.kernel.Samples;
import org.steelyard.kernel.Spectra;
import org.steelyard.kernel.SpreadSpectra;
import org.steelyard.kernel.SpreadTaps;
import org.steelyard.units.Constants;

/**
 * Model cube of a disk, averaged over blocks of pixels (method page, sections 6 to 8). The model evaluates points
 * inside the pixels, integrates their line over the channels, convolves each channel with its beam, and averages over m
 * x m pixels. Only the requested blocks are computed, from the pixels that reach them through the beam.
 *
 * <p>A model contains its workspace and performs one evaluation at a time. The result has the same bits for any number
 * of threads.
 */
public final class ForwardModel {

    /** Smallest number of pixels evaluated together; vectors of eight then leave only a small remainder. */
    static final int BAND = 150;

    private final PixelGrid grid;
    private final Channels channels;
    private final ChannelGrid channelGrid;
    private final ParallelFor threads;
    private final BeamBlockOperator operator;
    private final Sampling sampling;
    private final ActivePixels pixels;
    private final boolean mapped;
    private final int[] bands;
    private final double[] channelScale;
    private final Memory memory;

    /** Workspace of an evaluation, which models of the same pixels and channels can share. */
    private static final class Memory {
        private final Worker[] workers;
        private Spectra spectra;
        private Spectra thin;
        private Spectra core;
        private final SpreadSpectra spread = new SpreadSpectra();
        private Spectra[] perSpline = new Spectra[0];
        private double[][] cubes = new double[1][];

        Memory(Sampling sampling, int threads) {
            workers = new Worker[threads];
            for (int w = 0; w < threads; w++) {
                workers[w] = new Worker(sampling);
            }
        }
    }

    /** Scratch memory of one thread. */
    private static final class Worker {
        private final SubpixelGrid subpixels;
        private final Samples samples = new Samples();
        private final LineProfileKernel profile;
        private int[] starts = new int[0];

        Worker(Sampling sampling) {
            subpixels = SubpixelGrid.ofLine(sampling);
            profile = new LineProfileKernel(sampling.ofLine());
        }
    }

    /**
     * The parts of a model that are constant during a fit.
     *
     * @param grid the pixels of the model
     * @param channels the channels
     * @param beams the beam of each channel; null for none
     * @param perBeam whether the unit of the cube is Jy/beam, so that its values scale with the beam area
     * @param flux [Jy km/s] intrinsic flux of each pixel of the grid; null where the disk has a surface brightness of
     *     its own, normalised to unit total
     * @param blockX index in the grid of each block's first pixel
     * @param blockY index in the grid of each block's first pixel
     * @param block pixels along a block's side
     * @param sampling sampling of the pixels
     */
    public record Setup(
            PixelGrid grid,
            Channels channels,
            BeamTable beams,
            boolean perBeam,
            double[] flux,
            int[] blockX,
            int[] blockY,
            int block,
            Sampling sampling) {}

    /**
     * Prepares the model.
     *
     * @param setup the constant parts. Its arrays are lent and not modified
     * @param threads worker threads that evaluate the model
     */
    public ForwardModel(Setup setup, ParallelFor threads) {
        this.grid = setup.grid();
        this.channels = setup.channels();
        this.channelGrid = channels.atRest();
        this.threads = threads;
        this.operator = new BeamBlockOperator(
                grid.width(),
                grid.height(),
                setup.blockX(),
                setup.blockY(),
                setup.block(),
                kernels(setup),
                channels.count(),
                setup.sampling().ofBeam());
        this.sampling = setup.sampling();
        double[] flux = setup.flux() == null ? uniform(grid) : setup.flux();
        this.pixels = ActivePixels.of(grid, flux, importance(operator, flux, setup.flux() != null, sampling));
        this.mapped = setup.flux() != null;
        this.bands = pixels.bands(BAND);
        this.channelScale = new double[channels.count()];
        for (int c = 0; c < channelScale.length; c++) {
            double area =
                    setup.perBeam() ? setup.beams().at(c).area() / grid.frame().pixelArea() : 1;
            channelScale[c] = area / channels.axis().width(c);
        }
        this.memory = new Memory(sampling, threads.threads());
    }

    private ForwardModel(ForwardModel other, double[] flux) {
        grid = other.grid;
        channels = other.channels;
        channelGrid = other.channelGrid;
        threads = other.threads;
        operator = other.operator;
        sampling = other.sampling;
        pixels = ActivePixels.of(grid, flux, importance(operator, flux, true, sampling));
        mapped = true;
        bands = pixels.bands(BAND);
        channelScale = other.channelScale;
        memory = other.memory;
    }

    /**
     * Returns the same model with another flux map. It shares the workspace of this model, so only one of the two can
     * be evaluated at a time.
     *
     * @param flux [Jy km/s] intrinsic flux of each pixel of the grid. Lent
     * @return the model
     */
    public ForwardModel withFlux(double[] flux) {
        return new ForwardModel(this, flux);
    }

    private static double[][] kernels(Setup setup) {
        BeamTable beams = setup.beams();
        if (beams == null) {
            return new double[][] {{1}};
        }
        int half = 0;
        int count = beams.isCommon() ? 1 : setup.channels().count();
        for (int c = 0; c < count; c++) {
            half = Math.max(half, BeamKernel.halfWidth(beams.at(c), setup.grid().frame()));
        }
        double[][] kernels = new double[count][];
        for (int c = 0; c < count; c++) {
            Beam beam = beams.at(c);
            kernels[c] = BeamKernel.sample(beam, setup.grid().frame(), half);
        }
        return kernels;
    }

    /** Weights of the pixels for a disk with a surface brightness of its own: their area. */
    private static double[] uniform(PixelGrid grid) {
        double[] area = new double[grid.size()];
        Arrays.fill(area, grid.frame().pixelArea());
        return area;
    }

    /**
     * Importance of a relative error of each pixel's flux: its flux times the weight of the beam at the nearest block,
     * over the largest such product. It is 0 for the faintest and most distant pixels. The sum of these products is at
     * most {@link Sampling#negligible()} of the brightest block.
     */
    static double[] importance(BeamBlockOperator operator, double[] flux, boolean given, Sampling sampling) {
        double[] importance = operator.reach();
        double largest = 0;
        for (int p = 0; p < importance.length; p++) {
            importance[p] *= Math.abs(flux[p]);
            largest = Math.max(largest, importance[p]);
        }
        double left = given ? sampling.negligible() * operator.brightestBlock(flux) : 0;
        Integer[] order = IntStream.range(0, importance.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(p -> importance[p]));
        for (int p : order) {
            left -= importance[p];
            importance[p] = left >= 0 ? 0 : importance[p] / largest;
        }
        return importance;
    }

    /** @return number of values of a model: blocks times channels */
    public int size() {
        return operator.blocks() * channels.count();
    }

    /**
     * Evaluates the model.
     *
     * @param disk the disk
     * @param x [pixel] centre in x, FITS pixel of the file counted from 1
     * @param y [pixel] centre in y, FITS pixel of the file counted from 1
     * @param vsys [km/s] systemic velocity c z
     * @param fluxScale factor of the flux map; flux [Jy km/s] of a disk with a surface brightness of its own
     * @param out values in the cube's unit, {@code [block * channels + channel]}. Modified
     */
    public void evaluate(DiskState disk, double x, double y, double vsys, double fluxScale, double[] out) {
        run(disk, x, y, vsys, fluxScale, List.of(), out, null);
    }

    /**
     * Evaluates the model and its derivatives.
     *
     * @param disk the disk
     * @param x [pixel] centre in x, FITS pixel of the file counted from 1
     * @param y [pixel] centre in y, FITS pixel of the file counted from 1
     * @param vsys [km/s] systemic velocity c z
     * @param fluxScale factor of the flux map; flux [Jy km/s] of a disk with a surface brightness of its own
     * @param directions directions of differentiation
     * @param out values in the cube's unit, {@code [block * channels + channel]}. Modified
     * @param derivatives {@code [direction][block * channels + channel]}. Modified
     */
    public void differentiate(
            DiskState disk,
            double x,
            double y,
            double vsys,
            double fluxScale,
            List<Derivative> directions,
            double[] out,
            double[][] derivatives) {
        run(disk, x, y, vsys, fluxScale, directions, out, derivatives);
    }

    /**
     * Evaluates the model for each of several functions of radius that multiply the disk's surface brightness. The model of any
     * weighted sum of the functions is that sum of these models.
     *
     * @param disk the disk, whose surface brightness multiplies the functions
     * @param x [pixel] centre in x, FITS pixel of the file counted from 1
     * @param y [pixel] centre in y, FITS pixel of the file counted from 1
     * @param vsys [km/s] systemic velocity c z
     * @param splines the functions
     * @param out values in the cube's unit, {@code [function][block * channels + channel]}. Modified
     */
    public void evaluate(DiskState disk, double x, double y, double vsys, RadiusTable.Splines splines, double[][] out) {
        if (memory.perSpline.length != splines.count()) {
            memory.perSpline = new Spectra[splines.count()];
            for (int k = 0; k < memory.perSpline.length; k++) {
                memory.perSpline[k] = new Spectra(grid.width(), grid.height(), channels.count(), 1);
            }
        }
        channels.fill(vsys, channelGrid);
        Evaluation evaluation = new Evaluation(disk, x, y, channels.broadening(vsys), List.of(), -1);
        double dx = grid.x0() + 1 - x;
        double dy = grid.y0() + 1 - y;
        threads.run(bands.length - 1, (band, worker) -> {
            evaluation.points(dx, dy, 1, pixels, bands[band], bands[band + 1], memory.workers[worker]);
            rows(band, memory.workers[worker], splines);
        });
        for (int k = 0; k < memory.perSpline.length; k++) {
            operator.apply(memory.perSpline[k], 1, new double[][] {out[k]}, threads);
            scale(out[k], 1);
        }
    }

    private void rows(int band, Worker worker, RadiusTable.Splines splines) {
        int from = pixels.rowStart()[bands[band]];
        for (int row = bands[band]; row < bands[band + 1]; row++) {
            int first = pixels.rowStart()[row];
            int count = pixels.rowStart()[row + 1] - first;
            worker.profile.fill(
                    pixels.column(), first, count, worker.starts, first - from, row, splines, memory.perSpline);
        }
    }

    private void run(
            DiskState disk,
            double x,
            double y,
            double vsys,
            double fluxScale,
            List<Derivative> directions,
            double[] out,
            double[][] derivatives) {
        int planes = directions.size() + 1;
        memory.spectra = room(memory.spectra, grid, planes);
        channels.fill(vsys, channelGrid);
        int systemic = -1;
        for (int k = 0; k < directions.size(); k++) {
            if (directions.get(k).kind() == Derivative.Kind.SYSTEMIC_VELOCITY) {
                systemic = k;
            }
        }
        Evaluation evaluation = new Evaluation(disk, x, y, channels.broadening(vsys), directions, systemic);
        if (disk.layers() == null) {
            double dx = grid.x0() + 1 - x;
            double dy = grid.y0() + 1 - y;
            threads.run(bands.length - 1, (band, worker) -> {
                Worker scratch = memory.workers[worker];
                evaluation.band(dx, dy, 1, pixels, bands[band], bands[band + 1], scratch, memory.spectra);
            });
        } else {
            spread(evaluation);
        }
        if (memory.cubes.length < planes) {
            memory.cubes = new double[planes][];
        }
        double[][] cubes = memory.cubes;
        cubes[0] = out;
        for (int k = 0; k < directions.size(); k++) {
            cubes[k + 1] = derivatives[k];
        }
        operator.apply(memory.spectra, planes, cubes, threads);
        for (int k = 0; k < planes; k++) {
            scale(cubes[k], fluxScale);
        }
        if (systemic >= 0 && channels.sampled()) {
            addWidening(out, vsys, derivatives[systemic]);
        }
    }

    /**
     * Adds the derivative of the channels' rest-frame width, which multiplies a sampled line and is proportional to 1 +
     * z.
     */
    private static void addWidening(double[] out, double vsys, double[] derivative) {
        double relative = 1 / (Constants.SPEED_OF_LIGHT + vsys);
        for (int i = 0; i < out.length; i++) {
            derivative[i] += relative * out[i];
        }
    }

    /** Spectra with enough planes for the pixels of a grid. */
    private Spectra room(Spectra old, PixelGrid box, int planes) {
        return old != null && old.planes() >= planes && old.holds(box.width(), box.height())
                ? old
                : new Spectra(box.width(), box.height(), channels.count(), planes);
    }

    /** The spectra of a thick disk, from those of the thin one. */
    private void spread(Evaluation evaluation) {
        int planes = evaluation.directions.size() + 1;
        ThickDisk thin = ThickDisk.of(
                evaluation.disk,
                evaluation.directions,
                grid,
                pixels,
                mapped ? 1 : pixels.flux()[0],
                evaluation.x,
                evaluation.y);
        memory.thin = room(memory.thin, thin.whole().grid(), planes);
        memory.core = room(memory.core, thin.small().grid(), planes);
        memory.spread.apply(
                source(evaluation, thin.whole(), memory.thin),
                source(evaluation, thin.small(), memory.core),
                thin.window(),
                planes,
                mapped ? pixels.image(grid) : null,
                memory.spectra,
                threads);
    }

    /** Evaluates a part of the thin disk. */
    private SpreadSpectra.Source source(Evaluation evaluation, ThickDisk.Part part, Spectra spectra) {
        SpreadTaps.Image[] light = mapped ? new SpreadTaps.Image[evaluation.directions.size() + 1] : null;
        for (int plane = 0; mapped && plane < light.length; plane++) {
            light[plane] = part.image(1);
        }
        int[] ofPart = part.pixels().bands(BAND);
        threads.run(ofPart.length - 1, (band, worker) -> {
            Worker scratch = memory.workers[worker];
            evaluation.band(part, ofPart[band], ofPart[band + 1], scratch, spectra);
            if (light != null) {
                evaluation.light(part, ofPart[band], ofPart[band + 1], scratch, light);
            }
        });
        return new SpreadSpectra.Source(part.taps(), spectra, light, part.x0(), part.y0());
    }

    /** One evaluation of the model or its derivatives. */
    private final class Evaluation {
        private final DiskState disk;
        private final double x;
        private final double y;
        private final double broadening;
        private final List<Derivative> directions;
        private final int systemic;

        Evaluation(DiskState disk, double x, double y, double broadening, List<Derivative> directions, int systemic) {
            this.disk = disk;
            this.x = x;
            this.y = y;
            this.broadening = broadening;
            this.directions = directions;
            this.systemic = systemic;
        }

        /** Evaluates a band of rows, from points of the disk to spectra. */
        void band(ThickDisk.Part thin, int firstRow, int endRow, Worker worker, Spectra out) {
            band(thin.dx(x), thin.dy(y), thin.side(), thin.pixels(), firstRow, endRow, worker, out);
        }

        void band(
                double dx,
                double dy,
                double side,
                ActivePixels active,
                int firstRow,
                int endRow,
                Worker worker,
                Spectra out) {
            points(dx, dy, side, active, firstRow, endRow, worker);
            int from = active.rowStart()[firstRow];
            for (int row = firstRow; row < endRow; row++) {
                int first = active.rowStart()[row];
                int count = active.rowStart()[row + 1] - first;
                worker.profile.fill(active.column(), first, count, worker.starts, first - from, row, out);
            }
        }

        /** Evaluates the points of a band of rows. */
        void points(double dx, double dy, double side, ActivePixels active, int firstRow, int endRow, Worker worker) {
            Samples samples = worker.samples;
            int from = active.rowStart()[firstRow];
            int to = active.rowStart()[endRow];
            if (worker.starts.length <= to - from) {
                worker.starts = new int[2 * (to - from) + 1];
            }
            worker.subpixels.fill(disk, dx, dy, side, active, from, to, samples, worker.starts);
            if (directions.isEmpty()) {
                DiskKernel.evaluate(disk, samples);
            } else {
                DiskKernel.differentiate(disk, directions, samples);
            }
            if (broadening > 0) {
                samples.broaden(broadening, directions.size(), systemic, channels.broadeningSlope());
            }
            worker.profile.start(channelGrid, samples, directions.size(), systemic);
        }

        /** The flux of each pixel of a band that was evaluated, and its derivatives. */
        void light(ThickDisk.Part thin, int firstRow, int endRow, Worker worker, SpreadTaps.Image[] out) {
            ActivePixels active = thin.pixels();
            int from = active.rowStart()[firstRow];
            for (int p = from; p < active.rowStart()[endRow]; p++) {
                int at = active.row()[p] * thin.grid().width() + active.column()[p];
                for (int s = worker.starts[p - from]; s < worker.starts[p - from + 1]; s++) {
                    out[0].values()[at] += worker.samples.weight(s);
                    for (int k = 0; k < directions.size(); k++) {
                        out[k + 1].values()[at] += worker.samples.weightDerivative(k, s);
                    }
                }
            }
        }
    }

    private void scale(double[] values, double fluxScale) {
        int n = channelScale.length;
        for (int base = 0; base < values.length; base += n) {
            for (int c = 0; c < n; c++) {
                values[base + c] *= fluxScale * channelScale[c];
            }
        }
    }
}
