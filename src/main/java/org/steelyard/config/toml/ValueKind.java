// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** The kind of a key's value: how it is read from TOML, written and described. */
public interface ValueKind {

    /**
     * @param node the value as TOML has it
     * @param folder the configuration's folder, to which paths are relative
     * @return the value, in internal units; null where the value says "not given"
     * @throws org.steelyard.units.InputException whose message continues "KEY = VALUE ..." with the fault and the right
     *     form
     */
    Object parse(JsonNode node, Path folder);

    /**
     * @param value as {@link #parse} returns it
     * @return TOML that parses to the same value
     */
    String print(Object value);

    /** @return description of the value, as a noun */
    String describe();
}
