// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.steelyard.component.Component;
import org.steelyard.config.StarlightConfig;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.flow.RadialFlows;
import org.steelyard.disk.flow.SummedFlow;
import org.steelyard.disk.shape.DiskShapes;
import org.steelyard.disk.shape.RingWarp;
import org.steelyard.disk.shape.WarpPrior;
import org.steelyard.units.InputException;
import org.steelyard.units.Quantity;
import org.steelyard.units.Unit;

/** The kinds of values of configuration keys. */
public final class ValueKinds {

    static final String OPTIMISER = "levenberg-marquardt";

    private static final int MOST_RINGS = 100;

    private ValueKinds() {}

    private record Simple(String describe, BiFunction<JsonNode, Path, Object> reader, Function<Object, String> printer)
            implements ValueKind {

        @Override
        public Object parse(JsonNode node, Path folder) {
            return reader.apply(node, folder);
        }

        @Override
        public String print(Object value) {
            return printer.apply(value);
        }
    }

    static ValueKind text() {
        return new Simple(
                "a text in quotes",
                (node, folder) -> {
                    require(node.isTextual(), "is no text; put it in quotes");
                    return node.textValue();
                },
                ValueKinds::quote);
    }

    /** A text; a number stands for its own digits. */
    static ValueKind textOrNumber() {
        return new Simple(
                "a text in quotes, or a number",
                (node, folder) -> {
                    require(node.isTextual() || node.isNumber(), "is neither a text nor a number; put it in quotes");
                    return node.asText();
                },
                ValueKinds::quote);
    }

    /** A PSF: a file, the FWHM of a Gaussian, or none. */
    static ValueKind psf() {
        ValueKind path = path();
        return new Simple(
                path.describe() + "; an angle with its unit, like \"0.15 arcsec\"; or \"none\"",
                (node, folder) -> {
                    require(
                            !node.isNumber(),
                            "lacks a unit; write the FWHM like \"0.15 arcsec\", or a file's name in quotes");
                    return node.isTextual() && !StarlightConfig.isFile(node.textValue())
                            ? node.textValue()
                            : path.parse(node, folder);
                },
                ValueKinds::quote);
    }

    static ValueKind path() {
        return new Simple(
                "a file, relative to the configuration's folder",
                (node, folder) -> resolved(folder, string(node, "is no file name; put it in quotes")),
                ValueKinds::quote);
    }

    static ValueKind flag() {
        return new Simple(
                "true or false",
                (node, folder) -> {
                    require(node.isBoolean(), "is neither true nor false; write it without quotes");
                    return node.booleanValue();
                },
                Object::toString);
    }

    static ValueKind integer() {
        return new Simple(
                "a whole number",
                (node, folder) -> {
                    require(node.isIntegralNumber() && node.canConvertToInt(), "is no whole number; write it like 4");
                    return node.intValue();
                },
                Object::toString);
    }

    static ValueKind number() {
        return new Simple("a number", (node, folder) -> finite(node), ValueKinds::printNumber);
    }

    /** A number with its unit, in quotes; the value is in the unit that is named here. */
    public static ValueKind quantity(String symbol, String example) {
        Unit unit = Unit.parse(symbol);
        String form = "write it with its unit, like \"" + example + "\"";
        return new Simple(
                dimension(unit) + " with its unit, like \"" + example + "\"",
                (node, folder) -> {
                    require(!node.isNumber(), "lacks a unit; " + form);
                    return convert(string(node, "is no " + dimensionName(unit) + "; " + form), unit, form);
                },
                value -> "\"" + printNumber(value) + " " + symbol + "\"");
    }

    /** A number whose only usual unit may be left out. */
    static ValueKind quantityOrNumber(String symbol, String example) {
        Unit unit = Unit.parse(symbol);
        String form = "write it like " + example + " or \"" + example + " " + symbol + "\"";
        return new Simple(
                "a number [" + symbol + "]",
                (node, folder) -> node.isTextual() ? convert(node.textValue(), unit, form) : finite(node),
                ValueKinds::printNumber);
    }

    /** One of a few words, each for a value. */
    static ValueKind choice(Map<String, ?> values) {
        String words = String.join(" | ", values.keySet());
        return new Simple(
                "one of " + words,
                (node, folder) -> {
                    Object value = node.isTextual() ? values.get(node.textValue()) : null;
                    require(value != null, "is not one of " + words);
                    return value;
                },
                value -> quote(word(values, value)));
    }

    /** The one optimiser; the word is kept for configurations that name it. */
    static ValueKind optimiser() {
        return new Simple(
                quote(OPTIMISER),
                (node, folder) -> {
                    require(
                            node.isTextual() && node.textValue().equals(OPTIMISER),
                            "is not \"" + OPTIMISER
                                    + "\", the only optimiser; remove the key, and raise fit.starts to look for other minima");
                    return OPTIMISER;
                },
                ValueKinds::quote);
    }

    /** One of an enumeration's names in lower case, with hyphens. */
    static <E extends Enum<E>> ValueKind choice(Class<E> type) {
        Map<String, E> values = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            values.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return choice(values);
    }

    /** One of the keywords of some components. */
    static ValueKind component(List<? extends Component> components) {
        Map<String, Component> values = new LinkedHashMap<>();
        components.forEach(component -> values.put(component.keyword(), component));
        return choice(values);
    }

    /** The word of a warp, or the radii of its rings. */
    static ValueKind warp() {
        ValueKind word = component(DiskShapes.warps());
        ValueKind radii = list(quantityOrNumber("arcsec", "0.5"), 1, MOST_RINGS, "[0.5, 1.0, 2.0]");
        return new Simple(
                word.describe() + ", or " + radii.describe(),
                (node, folder) -> {
                    if (!node.isArray()) {
                        require(
                                node.isTextual(),
                                "is neither a word nor a list of radii; write it like [0.5, 1.0, 2.0]");
                        return word.parse(node, folder);
                    }
                    return new RingWarp(((List<?>) radii.parse(node, folder))
                            .stream().mapToDouble(Double.class::cast).toArray());
                },
                value -> value instanceof RingWarp rings
                        ? radii.print(Arrays.stream(rings.radii()).boxed().toList())
                        : word.print(value));
    }

    /** Expected changes of the two angles of a warp. */
    static ValueKind warpPrior() {
        ValueKind angles = list(quantity("deg", "5 deg"), 2, 2, "[\"5 deg\", \"20 deg\"]");
        return orWord(
                "auto",
                new Simple(
                        angles.describe() + ", or \"none\"",
                        (node, folder) -> {
                            if (node.isTextual() && node.textValue().equals("none")) {
                                return WarpPrior.NONE;
                            }
                            List<?> changes = (List<?>) angles.parse(node, folder);
                            return new WarpPrior((Double) changes.get(0), (Double) changes.get(1));
                        },
                        value -> value.equals(WarpPrior.NONE)
                                ? quote("none")
                                : angles.print(List.of(
                                        ((WarpPrior) value).inclination(), ((WarpPrior) value).positionAngle()))));
    }

    /** One motion of the gas, or a list of motions that are added. */
    static ValueKind flow() {
        ValueKind one = component(RadialFlows.all());
        ValueKind several = list(one, 2, RadialFlows.all().size(), "[\"vrad\", \"kappa\"]");
        return new Simple(
                one.describe() + ", or a list of them",
                (node, folder) -> {
                    if (!node.isArray()) {
                        return one.parse(node, folder);
                    }
                    List<RadialFlow> parts = new ArrayList<>();
                    node.forEach(element -> parts.add((RadialFlow) one.parse(element, folder)));
                    require(!parts.isEmpty(), "is empty; name a motion, or \"none\"");
                    return RadialFlows.sum(parts);
                },
                value -> value instanceof SummedFlow sum ? several.print(sum.parts()) : one.print(value));
    }

    /** A word that stands for "not given", or another kind's value. */
    static ValueKind orWord(String word, ValueKind kind) {
        return new Simple(
                kind.describe() + ", or \"" + word + "\"",
                (node, folder) -> node.isTextual() && node.textValue().equals(word) ? null : kind.parse(node, folder),
                value -> value == null ? quote(word) : kind.print(value));
    }

    /** A quantity of this unit where the text starts like a number, else a file. */
    static ValueKind quantityOrPath(String symbol, String example) {
        ValueKind quantity = quantity(symbol, example);
        ValueKind path = path();
        return new Simple(
                quantity.describe() + ", or " + path.describe(),
                (node, folder) -> {
                    boolean isPath =
                            node.isTextual() && !node.textValue().matches("\\s*[-+.]?\\d[-+.eE\\d]*\\s*[A-Za-z/ ]*");
                    return (isPath ? path : quantity).parse(node, folder);
                },
                value -> (value instanceof Path ? path : quantity).print(value));
    }

    /** A spectrometer's response: a word, a width in velocity, or a number of channels. */
    static ValueKind spectralResponse() {
        String form = "write \"none\", \"hanning\", a FWHM like \"15 km/s\", or a number of channels like 1.2";
        ValueKind velocity = quantity("km/s", "15 km/s");
        return new Simple(
                "\"none\", \"hanning\", or the FWHM: a velocity with its unit, like \"15 km/s\", or a number of the"
                        + " spectrometer's channels",
                (node, folder) -> {
                    if (node.isNumber()) {
                        require(finite(node) > 0, "is no width above 0; " + form);
                        return SpectralResponse.ofChannels(finite(node));
                    }
                    String text = string(node, "is no spectral response; " + form);
                    if (text.equals("none")) {
                        return SpectralResponse.NONE;
                    }
                    if (text.equals("hanning")) {
                        return SpectralResponse.hanning(1);
                    }
                    require(Character.isDigit(text.strip().charAt(0)), "is no spectral response; " + form);
                    double width = (Double) velocity.parse(node, folder);
                    require(width > 0, "is no width above 0; " + form);
                    return SpectralResponse.ofVelocity(width);
                },
                value -> {
                    SpectralResponse response = (SpectralResponse) value;
                    return switch (response.shape()) {
                        case NONE -> quote("none");
                        case HANNING -> quote("hanning");
                        case GAUSSIAN ->
                            response.inChannels() ? printNumber(response.fwhm()) : velocity.print(response.fwhm());
                    };
                });
    }

    /** One of a few words, or else a file. */
    static ValueKind choiceOrPath(Map<String, ?> values) {
        ValueKind path = path();
        return new Simple(
                "one of " + String.join(" | ", values.keySet()) + ", or " + path.describe(),
                (node, folder) -> node.isTextual() && values.containsKey(node.textValue())
                        ? values.get(node.textValue())
                        : path.parse(node, folder),
                value -> value instanceof Path ? path.print(value) : quote(word(values, value)));
    }

    /** Several values of one kind, at most {@code most}. */
    static ValueKind list(ValueKind kind, int least, int most, String example) {
        String count = least == most ? Integer.toString(least) : least + " or more";
        return new Simple(
                "a list of " + count + ", each " + kind.describe(),
                (node, folder) -> {
                    require(
                            node.isArray() && node.size() >= least && node.size() <= most,
                            "is no list of " + count + "; write it like " + example);
                    List<Object> values = new ArrayList<>();
                    for (JsonNode element : node) {
                        values.add(kind.parse(element, folder));
                    }
                    return List.copyOf(values);
                },
                value -> "["
                        + String.join(
                                ", ",
                                ((List<?>) value).stream().map(kind::print).toList()) + "]");
    }

    /** A text in TOML's quotes. */
    public static String quote(Object text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toString().toCharArray()) {
            switch (c) {
                case '\\', '"' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c < ' ' || c == 0x7f ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
            }
        }
        return quoted.append('"').toString();
    }

    private static Path resolved(Path folder, String name) {
        try {
            return folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new InputException(
                    name.indexOf('\0') >= 0
                            ? "is no file name: it has a NUL character"
                            : "cannot be a file name in this locale, whose encoding is "
                                    + System.getProperty("sun.jnu.encoding", "unknown") + "; set LC_ALL=C.UTF-8",
                    e);
        }
    }

    private static String word(Map<String, ?> values, Object value) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static Double convert(String text, Unit unit, String form) {
        Quantity quantity;
        try {
            quantity = Quantity.parse(text);
        } catch (InputException e) {
            throw new InputException("is no number with a known unit; " + form, e);
        }
        require(!quantity.unit().symbol().isEmpty() || unit.symbol().isEmpty(), "lacks a unit; " + form);
        require(quantity.unit().dimension() == unit.dimension(), "is no " + dimensionName(unit) + "; " + form);
        double value = quantity.unit().equals(unit) ? quantity.value() : quantity.in(unit);
        require(Double.isFinite(value), "is not finite; " + form);
        return value;
    }

    private static Double finite(JsonNode node) {
        require(node.isNumber(), "is no number; write it without quotes, like 2.5");
        require(Double.isFinite(node.doubleValue()), "is not finite; give a number like 2.5");
        return node.doubleValue();
    }

    private static String string(JsonNode node, String otherwise) {
        require(node.isTextual() && !node.textValue().isBlank(), otherwise);
        return node.textValue();
    }

    private static String printNumber(Object value) {
        return value.toString().replace('E', 'e');
    }

    private static String dimension(Unit unit) {
        String name = dimensionName(unit);
        return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }

    private static String dimensionName(Unit unit) {
        return unit.dimension().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new InputException(message);
        }
    }
}
