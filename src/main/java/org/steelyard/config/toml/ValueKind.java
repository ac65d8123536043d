package org.steelyard.config.toml;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** What may stand to the right of a key: how it is read from TOML, how it is written, and how it is told. */
public interface ValueKind {

    /**
     * @param node the value as TOML has it
     * @param folder the configuration's folder, to which paths are relative
     * @return the value, in internal units; null where the value says "not given"
     * @throws org.steelyard.units.InputException that continues "KEY = VALUE ..." with what is wrong and the right form
     */
    Object parse(JsonNode node, Path folder);

    /**
     * @param value as {@link #parse} returns it
     * @return TOML that parses to the same value
     */
    String print(Object value);

    /** @return what is wanted, as a noun */
    String describe();
}
