package org.steelyard.kernel;

import java.util.Arrays;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;
import org.steelyard.observe.Stages;

/**
 * Floating-point operations and bytes of the steps of an evaluation, counted on the steps' own data. A multiply-add is
 * two operations; minimum, maximum, root and quotient are one each. Bytes are what a step must read and write once,
 * whatever it keeps in the caches.
 */
public final class Work {

    /** The argument and the clamp, besides Horner's rule: two for every degree. */
    private static final double PER_EDGE_BEFORE = 9;

    /** Argument of the normal integral; weighting and adding it. */
    private static final double PER_EDGE_OUTSIDE = 2 + 2;

    /** Rotation, radius, two cubics, the black hole, velocity: counted in {@link DiskKernel}. */
    private static final double PER_POINT = 45;

    private static final double PER_PLACE = 6;

    private Work() {}

    /** Points of the model. */
    public static double points(Stages stages) {
        return stages.samples().stream().mapToInt(Samples::count).sum();
    }

    /** Edges of channels that the lines of all points reach. */
    public static double edges(Stages stages) {
        ChannelGrid grid = stages.channels();
        double reach = LineProfileKernel.normal(stages.lineTolerance()).reach;
        long edges = 0;
        for (Samples s : stages.samples()) {
            for (int i = 0; i < s.count; i++) {
                double most = reach * s.dispersion[i];
                for (double point : grid.points()) {
                    edges += Math.abs(point - s.velocity[i]) < most ? 1 : 0;
                }
            }
        }
        return edges;
    }

    /** Voxels before the beam that hold flux. */
    public static double voxels(Stages stages) {
        return Arrays.stream(occupied(stages)).sum();
    }

    /** Channels that hold flux, of every pixel. */
    private static int[] occupied(Stages stages) {
        PixelGrid grid = stages.setup().grid();
        int[] occupied = new int[grid.size()];
        for (int p = 0; p < occupied.length; p++) {
            for (int c = 0; c < stages.channels().channels(); c++) {
                occupied[p] += stages.spectra().get(0, p % grid.width(), p / grid.width(), c) != 0 ? 1 : 0;
            }
        }
        return occupied;
    }

    /** Multiply-adds of the beam: for every block the voxels that reach it. */
    public static double taps(Stages stages) {
        ForwardModel.Setup setup = stages.setup();
        PixelGrid grid = setup.grid();
        int[] occupied = occupied(stages);
        int margin = stages.margin();
        long taps = 0;
        for (int b = 0; b < setup.blockX().length; b++) {
            int y1 = Math.min(grid.height(), setup.blockY()[b] + setup.block() + margin);
            int x1 = Math.min(grid.width(), setup.blockX()[b] + setup.block() + margin);
            for (int y = Math.max(0, setup.blockY()[b] - margin); y < y1; y++) {
                for (int x = Math.max(0, setup.blockX()[b] - margin); x < x1; x++) {
                    taps += occupied[y * grid.width() + x];
                }
            }
        }
        return taps;
    }

    /** Operations of sampling, disk, line profile, beam. */
    public static double[] flops(Stages stages) {
        double perEdge = 2 * LineProfileKernel.normal(stages.lineTolerance()).degree + PER_EDGE_BEFORE;
        return new double[] {
            PER_PLACE * points(stages),
            PER_POINT * points(stages),
            (perEdge + PER_EDGE_OUTSIDE) * edges(stages),
            2 * taps(stages)
        };
    }

    /** Bytes of the same. */
    public static double[] bytes(Stages stages) {
        double out = 8.0 * stages.setup().blockX().length * stages.channels().channels();
        return new double[] {
            24 * points(stages),
            (16 + 16) * points(stages),
            24 * points(stages) + 8 * voxels(stages),
            8 * voxels(stages) + out
        };
    }
}
