// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs the Python package with the jar as a wheel (PEP 427):
 *
 * <pre>java Wheel.java TOP VERSION JAR TIME WHEEL</pre>
 *
 * <p>TOP is the top folder of the sources, TIME (ISO 8601) dates all files. Files are stored, because the jar is
 * compressed already; the same files give the same bytes.
 */
public final class Wheel {

    private static final String NAME = "steelyard";

    private Wheel() {}

    /**
     * Writes the wheel.
     *
     * @param arguments top folder, version, jar, time, and the file to write
     * @throws Exception if a file cannot be read or written
     */
    public static void main(String[] arguments) throws Exception {
        Path top = Path.of(arguments[0]);
        String version = arguments[1];
        String info = NAME + "-" + version + ".dist-info/";
        Map<String, byte[]> files = new TreeMap<>(sources(top.resolve("src/main/python")));
        files.put(NAME + "/steelyard.jar", Files.readAllBytes(Path.of(arguments[2])));
        String metadata = Files.readString(top.resolve("src/main/python/METADATA")).replace("@VERSION@", version);
        files.put(info + "METADATA", metadata.getBytes(StandardCharsets.UTF_8));
        files.put(info + "WHEEL", """
                Wheel-Version: 1.0
                Generator: steelyard
                Root-Is-Purelib: true
                Tag: py3-none-any
                """.getBytes(StandardCharsets.UTF_8));
        files.put(info + "LICENSE", Files.readAllBytes(top.resolve("LICENSE")));
        String record = record(files, info + "RECORD");
        LocalDateTime time = LocalDateTime.ofInstant(Instant.parse(arguments[3]), ZoneOffset.UTC);
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[4]));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                store(zip, file.getKey(), file.getValue(), time);
            }
            // The archive ends with the list, as PEP 427 recommends.
            store(zip, info + "RECORD", record.getBytes(StandardCharsets.UTF_8), time);
        }
    }

    private static Map<String, byte[]> sources(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder.resolve(NAME))) {
            for (Path file : found.filter(f -> f.toString().matches(".*\\.(py|typed)")).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** One line for each file: its name, SHA-256 in base 64 without padding, and size; the list itself has neither. */
    private static String record(Map<String, byte[]> files, String own) throws NoSuchAlgorithmException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.getValue());
            String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            lines.append(file.getKey() + ",sha256=" + hash + "," + file.getValue().length + "\n");
        }
        return lines.append(own).append(",,\n").toString();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content, LocalDateTime time) throws IOException {
        CRC32 check = new CRC32();
        check.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(check.getValue());
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
