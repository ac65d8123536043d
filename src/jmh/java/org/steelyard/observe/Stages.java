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
    private final double[] importance;
    private final SubpixelGrid subpixels;
    private final Samples[] samples;
    private final int[][] starts;
    private final LineProfileKernel kernel = new LineProfileKernel();
    private final ChannelGrid channels;
    private final Spectra spectra;
    private final BeamBlockOperator operator;
    private final ParallelFor thread = new ParallelFor(1);
    private final double[] out;

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
                setup.channels().count());
        importance = operator.reach();
        double largest = 0;
        for (int p = 0; p < importance.length; p++) {
            importance[p] *= Math.abs(setup.flux()[p]);
            largest = Math.max(largest, importance[p]);
        }
        for (int p = 0; p < importance.length; p++) {
            importance[p] /= largest;
        }
        subpixels = SubpixelGrid.ofLine(sampling);
        samples = new Samples[grid.height()];
        Arrays.setAll(samples, row -> new Samples());
        starts = new int[grid.height()][grid.width() + 1];
        channels = setup.channels().at(truth[workload.index("vsys")]);
        spectra = new Spectra(grid.size(), setup.channels().count(), 1);
        out = new double[operator.blocks() * setup.channels().count()];
        sample();
        disk();
        profile();
        beam();
    }

    /** Places of the points. */
    public void sample() {
        for (int row = 0; row < grid.height(); row++) {
            samples[row].clear();
            subpixels.fillRow(
                    disk,
                    grid.x0() + 1 - x,
                    grid.y0() + row + 1 - y,
                    setup.flux(),
                    importance,
                    row * grid.width(),
                    grid.width(),
                    samples[row],
                    starts[row]);
        }
    }

    /** Velocity and dispersion at the points. */
    public void disk() {
        for (Samples row : samples) {
            DiskKernel.evaluate(disk, row);
        }
    }

    /** Spectra of the pixels. */
    public void profile() {
        for (int row = 0; row < samples.length; row++) {
            kernel.fill(channels, samples[row], starts[row], grid.width(), row * grid.width(), 0, -1, spectra);
        }
    }

    /** Beam and blocks. */
    public double[] beam() {
        operator.apply(spectra, 0, out, thread);
        return out;
    }

    /** Points, row by row. */
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
