// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.steelyard.config.StarlightConfig;
import org.steelyard.config.toml.ConfigKey;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigSchema;
import org.steelyard.config.toml.ValueKinds;
import org.steelyard.units.InputException;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * An option for every key of the section {@code [starlight]}: {@code zero_point} is {@code --zero-point}, {@code source_mask = false} is
 * {@code --no-source-mask}, {@code point_source = true} is {@code --point-source}, and an option for a list may be repeated. The image is the command's argument.
 */
final class StarlightFlags implements IModelTransformer {

    private static final String SECTION = "starlight.";

    private static final String NUMBER = "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";

    private static final String IMAGE = SECTION + "image";

    @Override
    public CommandSpec transform(CommandSpec command) {
        keys().forEach(key -> command.addOption(option(key)));
        return command;
    }

    private static List<ConfigKey> keys() {
        return ConfigSchema.LINES.values().stream()
                .flatMap(List::stream)
                .filter(key -> key.name().startsWith(SECTION) && !key.name().equals(IMAGE))
                .toList();
    }

    private static boolean isSwitch(ConfigKey key) {
        return key.example().equals("false") || key.example().equals("true");
    }

    private static boolean isList(ConfigKey key) {
        return key.example().startsWith("[");
    }

    /** Numbers may be given as one text with commas. */
    private static boolean isNumbers(ConfigKey key) {
        return key.example().matches("\\[[-\\d].*");
    }

    private static String flag(ConfigKey key) {
        return inWords(key.name() + (isSwitch(key) ? " = " + key.example() : ""));
    }

    private static OptionSpec option(ConfigKey key) {
        OptionSpec.Builder option = OptionSpec.builder(flag(key));
        if (isSwitch(key)) {
            return option.type(boolean.class)
                    .arity("0")
                    .negatable(key.example().equals("true"))
                    .description(sentence(key.doc().replaceFirst("^\\w+: ", "")))
                    .build();
        }
        String end = isNumbers(key)
                ? "Example: " + plain(key) + "."
                : isList(key) ? "May be repeated." : "Example: " + key.example() + ".";
        option = option.arity("1").paramLabel("VALUE").description(sentence(key.doc()) + " " + end);
        return (isList(key) ? option.type(List.class).auxiliaryTypes(String.class) : option.type(String.class)).build();
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    /** The section that the command line gives; the image may be null. */
    static StarlightConfig read(Path image, ParseResult parsed) {
        List<String> overrides = new ArrayList<>();
        if (image != null) {
            overrides.add(IMAGE + "=" + ValueKinds.quote(image));
        }
        for (ConfigKey key : keys()) {
            Object value = parsed.matchedOptionValue(flag(key), null);
            if (value instanceof List<?> several) {
                overrides.add(key.name() + "="
                        + several.stream()
                                .map(element -> isNumbers(key) ? numbers(key, element) : ValueKinds.quote(element))
                                .collect(Collectors.joining(", ", "[", "]")));
            } else if (value != null) {
                overrides.add(key.name() + "=" + (key.example().equals("false") ? "false" : value));
            }
        }
        return ConfigLoader.starlight(overrides);
    }

    /** Numbers with commas between them, as they are written. */
    private static String numbers(ConfigKey key, Object given) {
        for (String number : given.toString().split(",", -1)) {
            if (!number.strip().matches(NUMBER)) {
                throw new InputException(flag(key) + " " + given + ": '" + number.strip()
                        + "' is no finite number; give numbers with commas between them, like " + plain(key));
            }
        }
        return given.toString();
    }

    /** The example of a list as it is written on the command line. */
    private static String plain(ConfigKey key) {
        return key.example().replaceAll("[\\[\\] ]", "");
    }

    /** A message with the options in place of the keys. */
    static String inWords(String message) {
        StringBuilder text = new StringBuilder();
        Matcher key = Pattern.compile("starlight\\.(\\w+)(?: = (false|true))?").matcher(message);
        while (key.find()) {
            key.appendReplacement(
                    text,
                    ("false".equals(key.group(2)) ? "--no-" : "--")
                            + key.group(1).replace('_', '-'));
        }
        return key.appendTail(text).toString().replaceFirst("^-s: ", "");
    }
}
