// SPDX-License-Identifier: Apache-2.0
package org.steelyard.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.steelyard.cube.LocalFrame;

/** Reads the numbers that the scripts of {@code src/test/python} wrote, and compares them. */
final class Reference {

    private static final Path FOLDER = Path.of("src/test/resources/org/steelyard/validation");

    private Reference() {}

    /** A file of the reference data. */
    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** One case of a file. */
    static JsonNode read(String file, String name) {
        try {
            JsonNode found = new ObjectMapper()
                    .readTree(file(file).toFile())
                    .path("cases")
                    .path(name);
            assertTrue(found.isObject(), file + " has no case " + name);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number. */
    static double number(JsonNode node, String key) {
        assertTrue(node.path(key).isNumber(), key + " must be a number");
        return node.get(key).doubleValue();
    }

    /** Numbers, NaN for null. */
    static double[] numbers(JsonNode node, String key) {
        assertTrue(node.path(key).size() > 0, key + " must contain numbers");
        double[] values = new double[node.get(key).size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = node.get(key).get(i);
            values[i] = value.isNull() ? Double.NaN : value.doubleValue();
        }
        return values;
    }

    /** Whole numbers. */
    static int[] integers(JsonNode node, String key) {
        return Arrays.stream(numbers(node, key)).mapToInt(value -> (int) value).toArray();
    }

    /** The map from pixels to the sky of a case. */
    static LocalFrame frame(JsonNode node) {
        double[] f = numbers(node, "frame");
        return new LocalFrame(f[0], f[1], f[2], f[3]);
    }

    /** Asserts that every number has the expected value within an absolute tolerance. */
    static void assertWithin(double tolerance, double[] expected, double[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance, what + " " + i);
        }
    }

    /** Asserts that every number has the expected value within a tolerance relative to the largest of them. */
    static void assertWithinOfPeak(double tolerance, double[] expected, double[] actual, String what) {
        double peak = Arrays.stream(expected)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElseThrow();
        assertWithin(tolerance * peak, expected, actual, what);
    }

    /** Asserts that every number has the expected value within a tolerance relative to itself. */
    static void assertRelative(double tolerance, double[] expected, double[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * Math.abs(expected[i]), what + " " + i);
        }
    }
}
