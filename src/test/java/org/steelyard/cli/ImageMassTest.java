// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Galaxies of {@link ImageMassStudy}: the mass scatters by its error where that includes the error of the starlight. */
@Tag("slow")
class ImageMassTest {

    private static final int GALAXIES = 40;

    /** Four standard errors of a mean, of a standard deviation, and three of a share of 68 %. */
    private static final double MEAN = 4 / Math.sqrt(GALAXIES);

    private static final double SCATTER = 4 / Math.sqrt(2.0 * GALAXIES);

    private static final double SHARE = 3 * Math.sqrt(0.683 * 0.317 / GALAXIES);

    @TempDir
    Path folder;

    @Test
    void theMassScattersByItsError() throws IOException {
        List<ImageMassStudy.Weighed> all = new ArrayList<>();
        for (long seed = 1; seed <= GALAXIES; seed++) {
            all.add(ImageMassStudy.weigh(seed, folder));
        }
        ImageMassStudy.table(all, System.out);
        double[] pulls = all.stream().mapToDouble(w -> w.pull(true)).toArray();
        double mean = DoubleStream.of(pulls).average().orElseThrow();
        double square = DoubleStream.of(pulls).map(p -> (p - mean) * (p - mean)).sum();
        assertEquals(0, mean, MEAN, "bias");
        assertEquals(1, Math.sqrt(square / (GALAXIES - 1)), SCATTER, "scatter");
        assertEquals(0.683, ImageMassStudy.held(pulls), SHARE, "coverage");
    }
}
