package org.steelyard.config.toml;

import java.util.function.Function;
import org.steelyard.config.FitConfig;

/**
 * One key of the configuration.
 *
 * @param name section and key, with dots: {@code fit.region.semi_major}
 * @param kind what it holds
 * @param defaultText TOML of the value that it has when it is not given, or null for none
 * @param example TOML of a value
 * @param doc one line on what it means
 * @param value how the value is taken out of a configuration, as {@code kind} would parse it; null for "not given"
 */
public record ConfigKey(
        String name,
        ValueKind kind,
        String defaultText,
        String example,
        String doc,
        Function<FitConfig, Object> value) {

    public String section() {
        return name.substring(0, name.indexOf('.'));
    }

    /** The name within the section. */
    String shortName() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** The name within its table. */
    String lastName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
