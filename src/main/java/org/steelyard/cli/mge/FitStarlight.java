// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.steelyard.config.Configuration;
import org.steelyard.config.DustConfig;
import org.steelyard.config.PotentialConfig;
import org.steelyard.config.StarlightConfig;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.InputFile;
import org.steelyard.fit.search.InputFiles;
import org.steelyard.inference.FitObserver;
import org.steelyard.report.RunStarlight;
import org.steelyard.report.plot.Figure;
import org.steelyard.starlight.DustFit;
import org.steelyard.starlight.ImageStarlight;
import org.steelyard.units.InputException;

/**
 * The starlight of a fit whose configuration has a section {@code [starlight]}: the image is fitted first. The table lies in a temporary
 * folder until the run's folder is written, in which it is {@code mge.ecsv}.
 */
public final class FitStarlight implements AutoCloseable {

    private static final String MAKER = "steelyard fit";

    private static final String STEM = "mge";

    private static final String TABLE = STEM + ".ecsv";

    private static final String COVARIANCE = STEM + "_covariance.ecsv";

    private final Configuration given;
    private final ImageStarlight light;
    private final Path folder;

    private FitStarlight(Configuration given, ImageStarlight light, Path folder) {
        this.given = given;
        this.light = light;
        this.folder = folder;
    }

    /** Fits the image of a configuration. Nothing is done where it has none. */
    public static FitStarlight of(Configuration config, FitObserver observer) {
        StarlightConfig starlight = config.starlight();
        if (starlight == null) {
            return new FitStarlight(config, null, null);
        }
        observer.message("fitting the image " + starlight.image());
        ImageStarlight light = ImageStarlight.of(
                starlight, inclination(config), config.galaxy().distance(), FitObserver.NONE);
        light.results().forEach((name, value) -> observer.message("starlight: " + name + " = " + value));
        try {
            FitStarlight step = new FitStarlight(config, light, Files.createTempDirectory("steelyard-"));
            light.writeTable(MAKER, step.table());
            light.light().covariance(light.fit()).write(step.covariance());
            for (String suffix : step.others()) {
                light.beside(MAKER).get(suffix).accept(step.folder.resolve(STEM + suffix));
            }
            return step;
        } catch (IOException e) {
            throw new InputException(
                    System.getProperty("java.io.tmpdir") + ": no temporary file can be written there; make room", e);
        }
    }

    /**
     * [deg] Smallest inclination at which the expansion must be deprojected: that of frozen speeds, the start of the disk's, or its
     * lower bound; null where none is given.
     */
    private static Double inclination(Configuration config) {
        return Stream.of(
                        config.potential().mgeInclination(),
                        config.parameter("inclination").start(),
                        config.parameter("inclination").min())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Path table() {
        return folder.resolve(TABLE);
    }

    private Path covariance() {
        return folder.resolve(COVARIANCE);
    }

    /** Works with the configuration whose stars are in a table. Errors name the image in place of the table. */
    public <T> T with(Function<Configuration, T> work) {
        if (light == null) {
            return work.apply(given);
        }
        try {
            return work.apply(tabled(given, folder));
        } catch (InputException e) {
            throw new InputException(named(e.getMessage()), e);
        }
    }

    /** Ends of the names of the other tables of a set. */
    private List<String> others() {
        return light.dust() == null
                ? List.of()
                : light.dust().others().stream().map(DustFit.Variant::suffix).toList();
    }

    private Configuration tabled(Configuration config, Path in) {
        boolean free = config.potential().massToLight() == PotentialConfig.MassToLight.PER_GAUSSIAN;
        List<Path> set =
                others().stream().map(suffix -> in.resolve(STEM + suffix)).toList();
        return config.withStars(
                config.potential().withMge(in.resolve(TABLE), free ? null : in.resolve(COVARIANCE), set), null);
    }

    /** A text of the fit with the image in place of the temporary table. */
    public String named(String text) {
        return light == null
                ? text
                : text.replace(table().toString(), "MGE of " + given.starlight().image());
    }

    /** The configuration for the run's folder, which names the table in it. */
    public Configuration resolved(Configuration resolved, Path run) {
        return light == null ? resolved : tabled(resolved, run.toAbsolutePath().normalize());
    }

    /** The result with the files and the notes of the image. */
    public FitResult result(FitResult result, Path run) {
        if (light == null) {
            return result;
        }
        Path into = run.toAbsolutePath().normalize();
        Map<String, String> made = new HashMap<>();
        Stream.concat(Stream.of(TABLE, COVARIANCE), others().stream().map(STEM::concat))
                .forEach(name -> made.put(InputFiles.sha256(folder.resolve(name)), name));
        List<InputFile> inputs = new ArrayList<>();
        for (InputFile input : result.inputs()) {
            String name = made.get(input.sha256());
            inputs.add(name == null ? input : InputFiles.of(given.folder(), into.resolve(name), input.sha256(), ""));
        }
        for (Path file : files()) {
            inputs.add(InputFiles.of(given.folder(), file, InputFiles.sha256(file), TABLE));
        }
        List<String> messages = new ArrayList<>();
        result.messages().forEach(message -> messages.add(named(message)));
        light.notes().forEach(note -> messages.add("starlight: " + note));
        return result.with(inputs, messages);
    }

    private List<Path> files() {
        StarlightConfig starlight = given.starlight();
        List<Path> files = new ArrayList<>(List.of(starlight.image()));
        if (StarlightConfig.isFile(starlight.psf())) {
            files.add(Path.of(starlight.psf()));
        }
        files.addAll(starlight.masks());
        DustConfig dust = starlight.dust();
        if (dust != null && dust.secondBand() != null) {
            files.add(dust.secondBand());
            if (dust.secondPsf() != null && StarlightConfig.isFile(dust.secondPsf())) {
                files.add(Path.of(dust.secondPsf()));
            }
        }
        return files;
    }

    /** What the run's folder gets; null without an image. */
    public RunStarlight products() {
        if (light == null) {
            return null;
        }
        List<Figure> figures = Stream.of(ImageProducts.starlight(light), ImageProducts.dustOrNull(light))
                .filter(Objects::nonNull)
                .toList();
        return new RunStarlight(figures, this::write);
    }

    private void write(Path run) throws IOException {
        Files.copy(table(), run.resolve(TABLE));
        light.beside(MAKER).forEach((suffix, write) -> write.accept(run.resolve(STEM + suffix)));
    }

    /** Removes the temporary folder. */
    @Override
    public void close() {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
