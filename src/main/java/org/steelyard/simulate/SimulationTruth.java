// SPDX-License-Identifier: Apache-2.0
package org.steelyard.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;
import org.steelyard.config.Configuration;
import org.steelyard.config.PotentialConfig;
import org.steelyard.fit.search.InputFiles;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.units.InputException;

/** The truth of a simulated cube as a JSON file beside it. */
final class SimulationTruth {

    /** [arcsec] radii at which the circular speed is stated. */
    private static final double[] RADII = {0.02, 0.05, 0.1, 0.2, 0.5, 1, 2};

    /** Of the name of the file. */
    private static final String ENDING = "_truth.json";

    private SimulationTruth() {}

    /**
     * @param cube {@code galaxy.fits} or {@code galaxy.fits.gz}
     * @param ending replacement of the file name's ending
     * @return {@code galaxy} and the ending, in the same folder
     */
    static Path beside(Path cube, String ending) {
        String name = cube.getFileName().toString();
        return cube.resolveSibling(name.replaceFirst("(\\.fits)?(\\.gz)?$", "") + ending);
    }

    /** Refuses to replace a file that is no simulation, such as an observed cube. */
    static void requireReplaceable(Path out) {
        Path truth = beside(out, ENDING);
        if (Files.isRegularFile(out) && out.toFile().length() > 0 && !Files.exists(truth)) {
            throw new InputException(out + " exists and is no simulation, because " + truth.getFileName()
                    + " is not beside it; remove it, or choose another name");
        }
    }

    /**
     * Writes {@code OUT_truth.json}.
     *
     * @param out the cube, already there
     * @param config of the simulation
     * @param options with which noise
     * @param galaxy the model
     * @param values of its parameters. Not modified
     * @throws InputException if it cannot be written
     */
    static void write(Path out, Configuration config, SimulationOptions options, GalaxyModel galaxy, double[] values) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode truth = mapper.createObjectNode();
        truth.put("steelyard", options.version());
        ObjectNode parameters = truth.putObject("parameters");
        for (int i = 0; i < values.length; i++) {
            String name = galaxy.names().get(i);
            parameters
                    .putObject(name)
                    .put("value", values[i])
                    .put("unit", galaxy.galaxy().parameters().get(i).unit());
        }
        truth.put("noise_jy_per_beam", options.rms())
                .put("seed", options.seed())
                .put("pc_per_arcsec", galaxy.pcPerArcsec());
        SpeedCurve curve = galaxy.speeds(values, RADII);
        ArrayNode speeds = truth.putArray("circular_speeds");
        for (int k = 0; k < RADII.length; k++) {
            speeds.addObject().put("radius_arcsec", RADII[k]).put("v_circ_km_per_s", curve.vCirc()[k]);
        }
        ArrayNode lines = truth.putArray("configuration");
        options.configuration().lines().forEach(lines::add);
        ArrayNode inputs = truth.putArray("inputs");
        PotentialConfig potential = config.potential();
        Stream.of(
                        config.grid() == null
                                ? config.data().cube()
                                : config.grid().beams(),
                        config.disk().mapped() ? config.data().fluxMap() : null,
                        potential.mge(),
                        potential.stars(),
                        potential.gasTable())
                .filter(Objects::nonNull)
                .forEach(file -> inputs.addObject()
                        .put("file", file.getFileName().toString())
                        .put("sha256", InputFiles.sha256(file)));
        truth.putObject("cube").put("file", out.getFileName().toString()).put("sha256", InputFiles.sha256(out));
        store(beside(out, ENDING), mapper, truth);
    }

    private static void store(Path file, ObjectMapper mapper, ObjectNode truth) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(truth) + "\n");
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw new InputException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
