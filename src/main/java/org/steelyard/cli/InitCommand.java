// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.steelyard.cli.explore.CubeStart;
import org.steelyard.cli.mge.FitStarlight;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.RegionEllipse;
import org.steelyard.config.toml.ConfigKey;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigSchema;
import org.steelyard.config.toml.ConfigTemplate;
import org.steelyard.config.toml.ConfigWriter;
import org.steelyard.config.toml.ValueKinds;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.fit.FirstGuess;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.inference.FitObserver;
import org.steelyard.units.DistanceScale;
import org.steelyard.units.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code steelyard init}: writes the configuration of a cube. */
@Command(name = "init", description = "Measure starting values in a cube and write a configuration that can be fitted.")
final class InitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CUBE", description = "A cube: .fits, .fits.gz or .fits.fz.")
    private Path cube;

    @Option(names = "--mge", paramLabel = "TABLE", description = "Multi-Gaussian expansion of the stars.")
    private Path mge;

    @Option(
            names = "--warp",
            paramLabel = "WARP",
            description =
                    "auto: choose disk.warp by a fit, and write it if the data ask for a warp; or linear, or radii like [0.5,1.0,2.0].")
    private String warp;

    @Option(
            names = "-s",
            paramLabel = "KEY=VALUE",
            description = "Set a key, for example -s galaxy.distance=\"17.1 Mpc\" -s data.line=\"CO(2-1)\".")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "The configuration; default: the name of the cube with .toml, in the current folder.")
    private Path output;

    @Mixin
    private WorkOptions work;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        FitOptions options = work.options(FitObserver.NONE);
        Path target = (output == null ? Path.of(baseName(cube) + ".toml") : output)
                .toAbsolutePath()
                .normalize();
        if (Files.exists(target)) {
            throw new InputException(target + " exists; remove it, or choose another name with -o");
        }
        if (!Files.isDirectory(target.getParent()) || !Files.isWritable(target.getParent())) {
            throw new InputException(target
                    + " cannot be written: its folder does not exist or is not writable; choose another with -o");
        }
        boolean distanceGiven = CubeStart.distanceGiven(overrides);
        Configuration started = CubeStart.configuration(cube, mge, overrides);
        Configuration wanted = warp == null ? started : ConfigLoader.changed(started, List.of("disk.warp=" + warp));
        FirstGuess guess;
        try (FitStarlight starlight = FitStarlight.of(wanted, FitObserver.NONE)) {
            guess = starlight.with(table -> FirstGuess.measure(table, options));
        }
        Configuration config = rounded(guess.config().withStars(wanted.potential(), wanted.starlight()));
        if (CubeStart.given(overrides, "data\\.spectral_(response|averaging)")) {
            config = config.withData(config.data()
                    .withSpectralResponse(ConfigLoader.data(overrides).spectralResponse()));
        }
        write(target, ConfigTemplate.render(values(config, target.getParent()), title(distanceGiven)));
        print(config, guess.notes(), target, distanceGiven);
        return ExitCode.DONE;
    }

    private static String title(boolean distanceGiven) {
        return "Starting values measured by `steelyard init`"
                + (distanceGiven
                        ? "."
                        : "; THE DISTANCE IS v_sys / 70 km/s/Mpc: REPLACE IT. The mass is proportional to it.");
    }

    private static Map<String, String> values(Configuration config, Path folder) {
        Map<String, String> values = new LinkedHashMap<>();
        ConfigSchema.LINES.forEach((line, keys) -> {
            ConfigKey key = keys.get(0);
            Object value = key.value().apply(config);
            boolean single = keys.size() == 1;
            if (value instanceof Path path) {
                values.put(line, ValueKinds.quote(readable(folder, path)));
            } else if (!key.section().equals("parameters") && !(single && Objects.equals(value, key.defaultValue()))) {
                values.put(line, ConfigWriter.value(keys, config));
            }
        });
        config.parameters()
                .keySet()
                .forEach(name ->
                        values.put("parameters." + name, ConfigWriter.value(ConfigSchema.settings(name), config)));
        values.values().removeIf(String::isEmpty);
        return values;
    }

    /** A path in the form that users expect: relative if it is close. */
    private static Path readable(Path folder, Path path) {
        Path relative = folder.relativize(path);
        return relative.startsWith("../../..") ? path : relative;
    }

    private static Configuration rounded(Configuration config) {
        Map<String, ParameterSetting> settings = new LinkedHashMap<>();
        config.parameters()
                .forEach((name, setting) -> settings.put(
                        name,
                        setting.start() == null ? setting : setting.withStart(CubeStart.rounded(setting.start()))));
        RegionEllipse region = config.fit().region();
        Configuration rounded = config.withParameters(settings);
        return region == null
                ? rounded
                : rounded.withFit(config.fit()
                        .withRegion(new RegionEllipse(
                                CubeStart.rounded(region.semiMajor()),
                                CubeStart.rounded(region.axisRatio()),
                                CubeStart.rounded(region.positionAngle()),
                                region.x() == null ? null : (Double) CubeStart.rounded(region.x()),
                                region.y() == null ? null : (Double) CubeStart.rounded(region.y()))));
    }

    private static String baseName(Path cube) {
        return cube.getFileName().toString().replaceFirst("(?i)\\.(fits|fit)(\\.(gz|fz))?$", "");
    }

    private static void write(Path target, String text) {
        Path part = target.resolveSibling(target.getFileName() + ".tmp");
        try {
            try {
                Files.writeString(part, text);
                Files.move(part, target);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new InputException(
                    target + " cannot be written: " + e.getMessage() + "; make room, or choose another place with -o",
                    e);
        }
    }

    private void print(Configuration config, List<String> notes, Path target, boolean distanceGiven) {
        PrintWriter out = spec.commandLine().getOut();
        int[] channels = config.data().channels();
        if (channels != null) {
            out.println(String.format(Locale.ROOT, "line in channels %d to %d", channels[0], channels[1]));
        }
        config.parameters()
                .forEach((name, setting) ->
                        out.println(name + " = " + ConfigWriter.value(ConfigSchema.settings(name), config)));
        SpectralResponse response = config.data().spectralResponse();
        if (response.shape() != SpectralResponse.Shape.NONE) {
            out.println(response.keys() + " (" + response.description()
                    + "): neighbouring channels share noise as after that");
        }
        RegionEllipse region = config.fit().region();
        if (region != null) {
            out.println("region = " + ConfigWriter.value(ConfigSchema.LINES.get("fit.region"), config));
        }
        notes.forEach(note -> out.println("note: " + note));
        if (!distanceGiven) {
            out.println("note: galaxy.distance = \"" + config.galaxy().distance() + " Mpc\" is v_sys / "
                    + DistanceScale.HUBBLE_CONSTANT
                    + " km/s/Mpc; replace it, because the mass is proportional to it");
        }
        if (mge == null && config.starlight() == null) {
            out.println(
                    "note: no MGE table was given, so the model has no stars; give --mge TABLE, or see [potential] and [starlight]");
        }
        out.println(
                target + ": run `steelyard fit " + Path.of("").toAbsolutePath().relativize(target) + "`");
    }
}
