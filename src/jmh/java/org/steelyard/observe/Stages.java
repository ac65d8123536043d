// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import java.util.Arrays;
import java.util.List;
import org.steelyard.fit.Workload;
import org.steelyard.kernel.BeamBlockOperator;
import org.steelyard.kernel.ChannelGrid;
import org.steelyard.kernel.DiskKernel;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.LineProfileKernel;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.kernel.Samples;
import org.steelyard.kernel.Spectra;

/** The steps of {@link ForwardModel} one at a time, on one thread, each on what the step before it left. */
public final class Stages {

    private final ForwardModel.Setup setup;
    private final PixelGrid grid;
    private final DiskState disk;
    private final double x;
    private final double y;
    private final ActivePixels pixels;
    private final int[] bands;
    private final SubpixelGrid subpixels;
    private final Samples[] samples;
    private final int[][] starts;
    private final LineProfileKernel kernel;
    private final ChannelGrid channels;
    private final Spectra spectra;
    private final BeamBlockOperator operator;
    private final ParallelFor thread = new ParallelFor(1);
    private final double[][] out;

    /** The benchmark's disk at a sampling, at the values from which its cube was made. */
    public Stages(Workload workload, Sampling sampling) {
        setup = workload.setup(sampling);
        grid = setup.grid();
        double[] truth = workload.truth();
        disk = workload.at(truth, false).disk();
        x = truth[workload.index("x")];
        y = truth[workload.index("y")];
        double[] beam = BeamKernel.sample(setup.beams().at(0), grid.frame(), margin());
        operator = new BeamBlockOperator(
                grid.width(),
                grid.height(),
                setup.blockX(),
                setup.blockY(),
                setup.block(),
                new double[][] {beam},
                setup.channels().count(),
                sampling.ofBeam());
        double[] importance = ForwardModel.importance(operator, setup.flux(), true, sampling);
        pixels = ActivePixels.of(grid, setup.flux(), importance);
        bands = pixels.bands(ForwardModel.BAND);
        subpixels = SubpixelGrid.ofLine(sampling);
        kernel = new LineProfileKernel(sampling.ofLine());
        samples = new Samples[bands.length - 1];
        Arrays.setAll(samples, band -> new Samples());
        starts = new int[samples.length][pixels.flux().length + 1];
        channels = setup.channels().atRest();
        setup.channels().fill(truth[workload.index("vsys")], channels);
        spectra = new Spectra(grid.width(), grid.height(), setup.channels().count(), 1);
        out = new double[][] {new double[operator.blocks() * setup.channels().count()]};
        sample();
        disk();
        profile();
        beam();
    }

    /** Places of the points. */
    public void sample() {
        for (int band = 0; band < samples.length; band++) {
            subpixels.fill(
                    disk,
                    grid.x0() + 1 - x,
                    grid.y0() + 1 - y,
                    1,
                    pixels,
                    pixels.rowStart()[bands[band]],
                    pixels.rowStart()[bands[band + 1]],
                    samples[band],
                    starts[band]);
        }
    }

    /** Velocity and dispersion at the points. */
    public void disk() {
        for (Samples band : samples) {
            DiskKernel.evaluate(disk, band);
        }
    }

    /** Spectra of the pixels. */
    public void profile() {
        for (int band = 0; band < samples.length; band++) {
            int from = pixels.rowStart()[bands[band]];
            kernel.start(channels, samples[band], 0, -1);
            for (int row = bands[band]; row < bands[band + 1]; row++) {
                int first = pixels.rowStart()[row];
                int count = pixels.rowStart()[row + 1] - first;
                kernel.fill(pixels.column(), first, count, starts[band], first - from, row, spectra);
            }
        }
    }

    /** Beam and blocks. */
    public double[] beam() {
        operator.apply(spectra, 1, out, thread);
        return out[0];
    }

    /** How well the line is known, of its flux. */
    public double lineTolerance() {
        return setup.sampling().ofLine();
    }

    /** Points, band by band. */
    public List<Samples> samples() {
        return List.of(samples);
    }

    /** The channels. */
    public ChannelGrid channels() {
        return channels;
    }

    /** The spectra. */
    public Spectra spectra() {
        return spectra;
    }

    /** Half width of the beam [pixel]. */
    public int margin() {
        return BeamKernel.halfWidth(setup.beams().at(0), grid.frame());
    }

    /** The unchanging parts. */
    public ForwardModel.Setup setup() {
        return setup;
    }
}
