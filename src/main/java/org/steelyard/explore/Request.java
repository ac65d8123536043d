// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.steelyard.units.InputException;

/** The JSON of a request, whose values are checked where they are taken. */
final class Request {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longest text in a request. */
    private static final int LONGEST = 500;

    private final JsonNode node;
    private final String name;

    private Request(JsonNode node, String name) {
        this.node = node;
        this.name = name;
    }

    static Request of(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            if (node == null || !node.isObject()) {
                throw new InputException("the request is no JSON object");
            }
            return new Request(node, "");
        } catch (IOException e) {
            throw new InputException("the request is no JSON: " + e.getClass().getSimpleName(), e);
        }
    }

    Request part(String key) {
        return new Request(node.path(key), name + key + ".");
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    Iterable<String> keys() {
        return node::fieldNames;
    }

    boolean flag(String key) {
        return node.path(key).asBoolean(false);
    }

    String text(String key) {
        JsonNode value = node.path(key);
        if (!value.isTextual() || value.textValue().length() > LONGEST) {
            throw fault(key, "a text of at most " + LONGEST + " letters");
        }
        return value.textValue();
    }

    double number(String key) {
        JsonNode value = node.path(key);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw fault(key, "a number");
        }
        return value.doubleValue();
    }

    /** A number, or what stands for one that is not given. */
    double number(String key, double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    /** A whole number from 0 to below a limit. */
    int index(String key, int limit) {
        double value = number(key);
        if (!(value >= 0 && value < limit) || value != Math.rint(value)) {
            throw fault(key, "a whole number from 0 to " + (limit - 1));
        }
        return (int) value;
    }

    private InputException fault(String key, String wanted) {
        return new InputException(name + key + " of the request must be " + wanted);
    }
}
