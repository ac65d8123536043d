// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.config.Configuration;
import org.steelyard.config.PotentialConfig;
import org.steelyard.fit.search.GalaxySetup;

/** A table with the speeds of several components gives each component its own column. */
class GasTableTest {

    @TempDir
    Path folder;

    @Test
    void eachComponentTakesItsOwnColumn() throws IOException {
        Path table = Files.writeString(
                folder.resolve("speeds.csv"), "radius,v_stars,v_gas,v_circ\n0.5,100,7,101\n1,120,9,121\n2,130,8,131\n");
        Configuration base = Configuration.ofCube("test", folder.resolve("cube.fits"), folder.resolve("mge.csv"), 17.1);
        PotentialConfig both = new PotentialConfig(
                null,
                null,
                List.of(),
                table,
                false,
                null,
                null,
                PotentialConfig.MassToLight.CONSTANT,
                PotentialConfig.GasSource.TABLE,
                table,
                0,
                3.1,
                0.7,
                1.36,
                false);
        Configuration config = base.withPotential(both);
        assertEquals(81, GalaxySetup.gas(config).speedSquared(new double[] {1}, 80)[0], 1e-10);
        double[] stars = new double[1];
        GalaxySetup.stars(config).at(new double[] {1}, 80).evaluate(1, new double[0], stars, null, null);
        assertEquals(14400, stars[0], 1e-8);
    }
}
