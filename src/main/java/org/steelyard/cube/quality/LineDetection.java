// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.quality;

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
public record LineDetection(CubeMask target, List<String> notes) {

    /** Share of the brightest object's flux that another needs to compete with it or to be its other lobe. */
    private static final double COMPARABLE = 0.3;

    /** [beam] An object at this distance from the galaxy or nearer belongs to it. */
    private static final double ADJACENT = 2;

    /** Fewer channels without line than this do not show the noise level or a continuum. */
    private static final int LEAST_FREE = 3;

    /** Share of the peak of the integrated flux above which emission at the border of the image is a cut galaxy. */
    private static final double CUT = 0.1;

    /** Flux over its error below which a detection is weak. */
    private static final double WEAK = 10;

    /** Share of its channels that a lobe may have in common with the other: they move apart. */
    private static final double SHARED = 0.5;

    /** An object: its box [pixel], channels, voxels, centre and flux over the noise of a voxel. */
    private record Blob(
            CubeMask mask, int x0, int y0, int x1, int y1, int c0, int c1, double x, double y, double flux) {

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
            int c0 = Math.floorDiv(bits.nextSetBit(0), mask.nx() * mask.ny());
            int c1 = Math.floorDiv(bits.length() - 1, mask.nx() * mask.ny());
            return new Blob(mask, x0, y0, x1, y1, c0, c1, sx / flux, sy / flux, flux);
        }

        int extent() {
            return 1 + Math.max(x1 - x0, y1 - y0);
        }

        /** Whether two objects can be the two sides of one rotating disk. */
        boolean lobes(Blob other) {
            int common = Math.min(c1, other.c1) - Math.max(c0, other.c0) + 1;
            int shorter = 1 + Math.min(c1 - c0, other.c1 - other.c0);
            return Math.min(flux, other.flux) >= COMPARABLE * Math.max(flux, other.flux)
                    && common <= SHARED * shorter
                    && gap(other) <= Math.max(extent(), other.extent());
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
    public static LineDetection of(SpectralCube cube, CubeMask emission) {
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
            if (blob.equals(galaxy) || blob.gap(galaxy) <= ADJACENT * beam || blob.lobes(galaxy)) {
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
        double cut = fluxAtBorder(cube, target);
        if (cut > CUT) {
            notes.add(String.format(
                    Locale.ROOT,
                    "line emission at the border of the image reaches %.0f %% of its peak: the galaxy goes on beyond the image, or this is no emission of one galaxy, so that centre, inclination and region are doubtful; give a larger image, data.mask, or parameters.x, y, inclination and fit.region",
                    100 * cut));
        }
    }

    /** Largest integrated flux of a pixel at the border of the image over that of all pixels. */
    private static double fluxAtBorder(SpectralCube cube, CubeMask target) {
        int nx = target.nx();
        int ny = target.ny();
        double[] flux = new double[nx * ny];
        target.bits().stream().forEach(voxel -> flux[voxel % flux.length] += cube.values()[voxel]);
        double peak = 0;
        double border = 0;
        for (int p = 0; p < flux.length; p++) {
            peak = Math.max(peak, flux[p]);
            boolean outer = p % nx == 0 || p % nx == nx - 1 || p < nx || p >= nx * (ny - 1);
            border = outer ? Math.max(border, flux[p]) : border;
        }
        return peak > 0 ? border / peak : 0;
    }
}
