// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.steelyard.units.InputException;

/** The file format of checkpoints: any results are restored, truncated files give the whole records, damaged ones are refused. */
class CheckpointProperties {

    private static final Fingerprint CAMPAIGN = Fingerprint.of("properties");

    private static Path file;

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("checkpoint", ".log");
    }

    @AfterContainer
    static void removeFile() throws IOException {
        Files.delete(file);
    }

    @Provide
    Arbitrary<TaskResult> results() {
        Arbitrary<double[]> values = Arbitraries.longs()
                .map(Double::longBitsToDouble)
                .map(value -> Double.isNaN(value) ? Double.NaN : value)
                .array(double[].class)
                .ofMaxSize(6);
        Arbitrary<String> notes = Arbitraries.strings()
                .withCharRange('\u0000', '\ud7ff')
                .withChars("\n\u00e9\u03c3")
                .ofMaxLength(10);
        return Combinators.combine(Arbitraries.integers(), values, notes).as(TaskResult::new);
    }

    private static byte[] log(List<TaskResult> results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        put(CheckpointRecord.header(CAMPAIGN), bytes);
        results.forEach(result -> put(CheckpointRecord.encode(result), bytes));
        return bytes.toByteArray();
    }

    private static void put(ByteBuffer buffer, ByteArrayOutputStream bytes) {
        bytes.write(buffer.array(), 0, buffer.limit());
    }

    private static CheckpointRecord.Content read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            return CheckpointRecord.read(file, channel, CAMPAIGN);
        }
    }

    @Property(seed = "1", tries = 200)
    void resultsAreRestored(@ForAll @Size(max = 6) List<@From("results") TaskResult> results) throws IOException {
        byte[] log = log(results);
        assertEquals(new CheckpointRecord.Content(results, log.length, false), read(log));
    }

    @Property(seed = "2", tries = 300)
    void aCutLogGivesItsWholeRecords(
            @ForAll @Size(max = 6) List<@From("results") TaskResult> results, @ForAll @IntRange(min = 0) int place)
            throws IOException {
        byte[] log = log(results);
        int length = place % (log.length + 1);
        CheckpointRecord.Content content = read(Arrays.copyOf(log, length));
        List<TaskResult> whole = content.results();
        assertEquals(results.subList(0, whole.size()), whole);
        assertTrue(content.end() <= length);
        assertEquals(content.end() < length, content.truncated());
        boolean headerIsWhole = length >= log(List.of()).length;
        assertEquals(headerIsWhole ? log(whole).length : 0, content.end());
        assertTrue(whole.size() == results.size() || log(results.subList(0, whole.size() + 1)).length > length);
    }

    /** CRC-32 finds every burst of up to 32 bits. */
    @Property(seed = "3", tries = 250)
    void aWrongByteIsRefused(
            @ForAll @Size(max = 4) List<@From("results") TaskResult> results,
            @ForAll @IntRange(min = 0) int place,
            @ForAll @IntRange(min = 1, max = 255) int change)
            throws IOException {
        byte[] log = log(results);
        log[place % log.length] ^= (byte) change;
        String message = assertThrows(InputException.class, () -> read(log)).getMessage();
        assertTrue(message.contains("damaged"), message);
    }
}
