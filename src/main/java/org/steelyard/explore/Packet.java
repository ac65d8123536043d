// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers for the page: the length of a header in bytes (32-bit integer), the header in JSON, blanks up to a multiple of
 * four bytes, and arrays of 32-bit floating-point numbers; all little-endian. The header's {@code arrays} has place and length
 * of each array by name.
 */
final class Packet {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode header = JSON.createObjectNode();
    private final ObjectNode places = header.putObject("arrays");
    private final List<float[]> arrays = new ArrayList<>();
    private int count;

    /** The header, to which values may be added. */
    ObjectNode header() {
        return header;
    }

    /** Adds an array, which is lent. */
    Packet with(String name, float[] values) {
        ArrayNode place = places.putArray(name);
        place.add(count).add(values.length);
        arrays.add(values);
        count += values.length;
        return this;
    }

    /** Adds an array. */
    Packet with(String name, double[] values) {
        float[] single = new float[values.length];
        for (int k = 0; k < single.length; k++) {
            single[k] = (float) values[k];
        }
        return with(name, single);
    }

    /** Adds a number to the header; nothing that JSON lacks. */
    Packet number(String name, double value) {
        if (Double.isFinite(value)) {
            header.put(name, value);
        } else {
            header.putNull(name);
        }
        return this;
    }

    byte[] bytes() {
        byte[] text;
        try {
            text = JSON.writeValueAsBytes(header);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        int padded = (text.length + Float.BYTES - 1) / Float.BYTES * Float.BYTES;
        byte[] blanks = new byte[padded - text.length];
        Arrays.fill(blanks, (byte) ' ');
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + padded + count * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(padded)
                .put(text)
                .put(blanks);
        for (float[] array : arrays) {
            bytes.asFloatBuffer().put(array);
            bytes.position(bytes.position() + array.length * Float.BYTES);
        }
        return bytes.array();
    }
}
