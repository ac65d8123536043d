// SPDX-License-Identifier: Apache-2.0
package org.steelyard.simulate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.cube.Beam;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.Image;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;

/**
 * Moment maps of a simulated cube, as an observer would publish them: moments 0 and 1 of the voxels where a mask finds
 * the line, and the error that the noise makes in moment 1; pixels whose moment 0 is below three times its error are
 * blank. Velocities are optical.
 */
final class SimulatedMaps {

    /** Least ratio of moment 0 to its error. */
    private static final double LEAST_SIGNAL = 3;

    private SimulatedMaps() {}

    /**
     * Writes {@code OUT_m0.fits}, {@code OUT_m1.fits} and {@code OUT_m1_error.fits}.
     *
     * @param out the cube's name
     * @param cube the cube
     * @param rms [Jy/beam] its noise
     * @param provenance for the headers
     * @throws org.steelyard.units.InputException if a map cannot be written
     */
    static void write(Path out, SpectralCube cube, double rms, FitsProvenance provenance) {
        CubeMask mask = CubeMask.smoothAndClip(cube, CubeMask.Options.defaults());
        MomentMaps maps = MomentMaps.of(cube, mask, VelocityConvention.OPTICAL);
        double[] m0 = maps.m0().values().clone();
        double[] m1 = maps.m1().values().clone();
        double[] error = errors(cube, mask, m0, m1, rms);
        Beam beam = cube.beams().mean();
        Map<String, Object> cards = new LinkedHashMap<>();
        cards.put("OBJECT", cube.objectName());
        cards.put("BMAJ", beam.major() / 3600);
        cards.put("BMIN", beam.minor() / 3600);
        cards.put("BPA", beam.positionAngle());
        cards.put("SPECSYS", cube.axis().frame());
        image(SimulationTruth.beside(out, "_m0.fits"), maps.m0(), m0, cards, provenance);
        image(SimulationTruth.beside(out, "_m1.fits"), maps.m1(), m1, cards, provenance);
        image(SimulationTruth.beside(out, "_m1_error.fits"), maps.m1(), error, cards, provenance);
    }

    private static void image(
            Path file, Image like, double[] values, Map<String, Object> cards, FitsProvenance provenance) {
        Image image = new Image(values, like.nx(), like.ny(), like.frame(), like.xIndex(), like.yIndex(), like.unit());
        CubeWriter.writePlain(file, Hdu.of("", image).withCards(cards), provenance);
    }

    /**
     * Error of M1 = sum I v / sum I, to first order in the noise: rms times root(sum (v - M1)^2) / sum I. Faint pixels
     * are blanked in all three maps.
     */
    private static double[] errors(SpectralCube cube, CubeMask mask, double[] m0, double[] m1, double rms) {
        int plane = cube.nx() * cube.ny();
        double[] error = new double[plane];
        for (int p = 0; p < plane; p++) {
            int count = 0;
            double sum = 0;
            double square = 0;
            for (int c = 0; c < cube.channels(); c++) {
                if (mask.bits().get(c * plane + p)) {
                    count++;
                    sum += cube.values()[c * plane + p];
                    square += Math.pow(cube.axis().velocity(c, VelocityConvention.OPTICAL) - m1[p], 2);
                }
            }
            if (count > 0 && sum > LEAST_SIGNAL * rms * Math.sqrt(count)) {
                error[p] = rms * Math.sqrt(square) / sum;
            } else {
                m0[p] = Double.NaN;
                m1[p] = Double.NaN;
                error[p] = Double.NaN;
            }
        }
        return error;
    }
}
