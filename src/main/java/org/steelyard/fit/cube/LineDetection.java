// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.NoiseEstimate;
import org.steelyard.cube.SpectralCube;

/**
 * The galaxy among the objects of a line mask. The brightest objects compete, the one nearest to the middle of the image
 * is the galaxy, and objects that belong to it are added: the two lobes of a faint disk are often detected apart.
 *
 * @param target the voxels of the galaxy
 * @param notes one line each: what makes the detection or its noise doubtful
 */
record LineDetection(CubeMask target, List<String> notes) {

    /** Share of the brightest object's flux that another needs to compete with it or to be its other lobe. */
    private static final double COMPARABLE = 0.3;

    /** [beam] An object at this distance from the galaxy or nearer belongs to it. */
    private static final double ADJACENT = 2;

    /** Fewer channels without line than this do not show the noise level or a continuum. */
    private static final int LEAST_FREE = 3;

    /** Share of the image above which the line leaves little to compare it with. */
    private static final double FILLED = 0.5;

    /** Share of the border of the image that a galaxy may touch. */
    private static final double TOUCHED = 0.02;

    /** Flux over its error below which a detection is weak. */
    private static final double WEAK = 20;

    /** An object on the sky: its box [pixel], its voxels and its flux over the noise of a voxel. */
    private record Blob(CubeMask mask, int x0, int y0, int x1, int y1, double x, double y, double flux) {

        static Blob of(CubeMask mask, SpectralCube cube, double noise) {
            int x0 = mask.nx();
            int y0 = mask.ny();
            int x1 = 0;
            int y1 = 0;
            double flux = 0;
            double sx = 0;
            double sy = 0;
            BitSet bits = mask.bits();
            for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
                int x = i % mask.nx();
                int y = i / mask.nx() % mask.ny();
                x0 = Math.min(x0, x);
                x1 = Math.max(x1, x);
                y0 = Math.min(y0, y);
                y1 = Math.max(y1, y);
                double value = cube.values()[i] / noise;
                flux += value;
                sx += value * x;
                sy += value * y;
            }
            return new Blob(mask, x0, y0, x1, y1, sx / flux, sy / flux, flux);
        }

        double extent() {
            return Math.hypot(x1 - x0 + 1.0, y1 - y0 + 1.0);
        }

        double gap(Blob other) {
            double dx = Math.max(0, Math.max(other.x0 - x1, x0 - other.x1));
            double dy = Math.max(0, Math.max(other.y0 - y1, y0 - other.y1));
            return Math.hypot(dx, dy);
        }

        double fromMiddle() {
            return Math.hypot(x - 0.5 * (mask.nx() - 1), y - 0.5 * (mask.ny() - 1));
        }
    }

    /**
     * @param cube with beams
     * @param emission voxels that hold emission
     * @return the galaxy in it
     */
    static LineDetection of(SpectralCube cube, CubeMask emission) {
        double noise = NoiseEstimate.robustRms(cube);
        double unit = noise > 0 ? noise : 1;
        List<Blob> blobs = emission.objects().stream()
                .map(object -> Blob.of(object, cube, unit))
                .filter(blob -> blob.flux() > 0)
                .toList();
        if (blobs.isEmpty()) {
            return new LineDetection(emission, List.of());
        }
        double beam = cube.beams().mean().geometricMean() / cube.localFrame().pixelSize();
        double brightest = blobs.stream().mapToDouble(Blob::flux).max().orElse(0);
        Blob galaxy = blobs.stream()
                .filter(blob -> blob.flux() >= COMPARABLE * brightest)
                .min(Comparator.comparingDouble(Blob::fromMiddle))
                .orElseThrow();
        BitSet bits = new BitSet();
        List<Blob> others = new ArrayList<>();
        for (Blob blob : blobs) {
            boolean lobe = Math.min(blob.flux(), galaxy.flux()) >= COMPARABLE * Math.max(blob.flux(), galaxy.flux());
            double reach = lobe ? Math.max(blob.extent(), galaxy.extent()) : 0;
            if (blob.equals(galaxy) || blob.gap(galaxy) <= Math.max(ADJACENT * beam, reach)) {
                bits.or(blob.mask().bits());
            } else {
                others.add(blob);
            }
        }
        CubeMask target = new CubeMask(bits, emission.nx(), emission.ny(), emission.channels());
        List<String> notes = new ArrayList<>();
        if (!others.isEmpty()) {
            notes.add(left(others, galaxy, cube));
        }
        double voxelsPerBeam = Math.PI / (4 * Math.log(2)) * beam * beam;
        double flux = Blob.of(target, cube, unit).flux();
        doubts(cube, emission, target, flux / Math.sqrt(voxelsPerBeam * target.count()), notes);
        return new LineDetection(target, notes);
    }

    private static String left(List<Blob> others, Blob galaxy, SpectralCube cube) {
        Blob brightest =
                others.stream().max(Comparator.comparingDouble(Blob::flux)).orElseThrow();
        return String.format(
                Locale.ROOT,
                "the galaxy is taken to be the line emission about pixel (%.0f, %.0f); %s left out, %s pixel (%.0f, %.0f) with %.2g times its flux; otherwise give data.mask",
                galaxy.x() + cube.xIndex() + 1,
                galaxy.y() + cube.yIndex() + 1,
                others.size() == 1 ? "another object is" : others.size() + " other objects are",
                others.size() == 1 ? "at" : "the brightest at",
                brightest.x() + cube.xIndex() + 1,
                brightest.y() + cube.yIndex() + 1,
                brightest.flux() / galaxy.flux());
    }

    private static void doubts(
            SpectralCube cube, CubeMask emission, CubeMask target, double significance, List<String> notes) {
        if (significance < WEAK) {
            notes.add(String.format(
                    Locale.ROOT,
                    "the line is weak: its flux is %.0f times its noise; check channels, centre and region",
                    significance));
        }
        int free = NoiseEstimate.lineFreeChannels(cube, emission).size();
        if (free < LEAST_FREE) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s of %d channels %s free of line: noise and continuum cannot be checked there; give a cube with more channels about the line, or data.velocities of the line",
                    free == 0 ? "none" : Integer.toString(free),
                    cube.channels(),
                    free == 1 ? "is" : "are"));
        }
        int nx = target.nx();
        int ny = target.ny();
        BitSet sky = new BitSet(nx * ny);
        target.bits().stream().forEach(voxel -> sky.set(voxel % (nx * ny)));
        long border = sky.stream()
                .filter(p -> p % nx == 0 || p % nx == nx - 1 || p < nx || p >= nx * (ny - 1))
                .count();
        double filled = sky.cardinality() / ((double) nx * ny);
        double touched = border / (2.0 * (nx + ny) - 4);
        if (filled > FILLED || touched > TOUCHED) {
            notes.add(String.format(
                    Locale.ROOT,
                    "line emission fills %.0f %% of the image and %.0f %% of its border: centre, inclination and region are doubtful if the galaxy goes on beyond the image, or if this is no emission of one galaxy; give a larger image, data.mask, or parameters.x, y, inclination and fit.region",
                    100 * filled,
                    100 * touched));
        }
    }
}
