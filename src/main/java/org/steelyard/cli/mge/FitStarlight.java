// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.steelyard.config.Configuration;
import org.steelyard.config.DustConfig;
import org.steelyard.config.GalaxyConfig;
import org.steelyard.config.PotentialConfig;
import org.steelyard.config.StarlightConfig;
import org.steelyard.cube.SkyFrame;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.InputFile;
import org.steelyard.fit.search.InputFiles;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.inference.FitObserver;
import org.steelyard.report.RunStarlight;
import org.steelyard.report.TemporaryFolder;
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

    /** [arcsec] Offset beyond that of the astrometry of HST images. */
    private static final double APART = 3;

    /** [arcsec] Offset that is no error of astrometry. */
    private static final double FAR = 600;

    /** [deg] Angle between stars and gas beyond their errors. */
    private static final double TURNED = 15;

    private static final String TABLE = STEM + ".ecsv";

    private static final String COVARIANCE = STEM + "_covariance.ecsv";

    private final Configuration given;
    private final ImageStarlight light;
    private final TemporaryFolder folder;

    private FitStarlight(Configuration given, ImageStarlight light, TemporaryFolder folder) {
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
        ImageStarlight light = ImageStarlight.of(starlight, inclination(config), distance(config), FitObserver.NONE);
        light.results().forEach((name, value) -> observer.message("starlight: " + name + " = " + value));
        FitStarlight step = new FitStarlight(config, light, TemporaryFolder.create());
        light.writeTable(MAKER, step.table());
        light.light().covariance(light.fit()).write(step.covariance());
        for (String suffix : step.others()) {
            light.beside(MAKER).get(suffix).accept(step.folder.path().resolve(STEM + suffix));
        }
        return step;
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

    /** [Mpc] Luminosity distance. */
    private static Double distance(Configuration config) {
        GalaxyConfig galaxy = config.galaxy();
        double onePlusZ = 1 + config.starlight().calibration().redshift();
        return galaxy.distance() != null
                ? galaxy.distance()
                : galaxy.angularDiameterDistance() == null
                        ? null
                        : galaxy.angularDiameterDistance() * onePlusZ * onePlusZ;
    }

    /** Notes on a galaxy that is at another place in the image than in the data, or whose dust is not where the gas is. */
    private List<String> place(FitOutcome outcome) {
        List<String> notes = new ArrayList<>();
        SkyFrame data = outcome.cube() != null
                ? outcome.cube().data().frame()
                : outcome.map().data().frame();
        SkyGeometry gas = outcome.cube() != null
                ? outcome.cube().geometry()
                : outcome.map().geometry();
        SkyFrame image = light.read().image().frame();
        if (data.celestial() && image.celestial()) {
            double[] sky = data.toWorld(gas.x(), gas.y());
            double[] pixel = image.toPixel(sky[0], sky[1]);
            double apart = light.light().calibration().pixel()
                    * Math.hypot(
                            pixel[0] - light.fit().model().x() - 1,
                            pixel[1] - light.fit().model().y() - 1);
            if (!(apart < APART)) {
                notes.add(String.format(
                        Locale.ROOT,
                        "the centre of the gas, RA %.6f, Dec %.6f deg, is not at the centre of the galaxy in the image (%s): is it the image of this galaxy?",
                        sky[0],
                        sky[1],
                        apart < FAR
                                ? String.format(Locale.ROOT, "%.1f arcsec away", apart)
                                : "on another part of the sky"));
            }
        }
        double turn =
                Math.abs(Math.IEEEremainder(gas.positionAngle() - light.fit().positionAngle(image), 180));
        if (light.dust() != null && turn > TURNED) {
            notes.add(String.format(
                    Locale.ROOT,
                    "the dust disk is laid along the stars' major axis, and the gas' is turned by %.0f deg: a correction for dust in the plane of the gas would differ",
                    turn));
        }
        return notes;
    }

    private Path table() {
        return folder.path().resolve(TABLE);
    }

    private Path covariance() {
        return folder.path().resolve(COVARIANCE);
    }

    /** Works with the configuration whose stars are in a table. Errors name the image in place of the table. */
    public <T> T with(Function<Configuration, T> work) {
        if (light == null) {
            return work.apply(given);
        }
        try {
            return work.apply(tabled(given, folder.path()));
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
    public FitResult result(FitOutcome outcome, Path run) {
        FitResult result = outcome.result();
        if (light == null) {
            return result;
        }
        Path into = run.toAbsolutePath().normalize();
        Map<String, String> made = new HashMap<>();
        Stream.concat(Stream.of(TABLE, COVARIANCE), others().stream().map(STEM::concat))
                .forEach(name -> made.put(InputFiles.sha256(folder.path().resolve(name)), name));
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
        place(outcome).forEach(note -> messages.add("starlight: " + note));
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
        if (folder != null) {
            folder.close();
        }
    }
}
