// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.PotentialConfig;
import org.steelyard.units.InputException;

/** The files that a configuration names, and their SHA-256. */
public final class InputFiles {

    private InputFiles() {}

    /**
     * @param config any
     * @return every file that it names, once, with its SHA-256
     * @throws InputException if one cannot be read
     */
    public static List<FitResult.InputFile> of(Configuration config) {
        return files(config).stream()
                .map(file -> of(config.folder(), file, sha256(file), ""))
                .toList();
    }

    /** Every file that a configuration names, once. */
    public static List<Path> files(Configuration config) {
        DataConfig data = config.data();
        PotentialConfig potential = config.potential();
        Stream<Path> single = Stream.of(
                data.cube(),
                data.flatCube(),
                data.primaryBeam(),
                data.mask(),
                data.fluxMap(),
                data.velocityMap(),
                data.velocityError(),
                data.bins(),
                potential.mge(),
                potential.mgeCovariance(),
                potential.stars(),
                potential.gasTable(),
                config.fit().regionMask());
        return Stream.concat(single, potential.mgeSet().stream())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /**
     * @param folder of the configuration
     * @param file any
     * @param sha256 its SHA-256
     * @param into file of the run that was made of it; empty where the model reads it
     * @return the file, named relative to the configuration's folder where it lies in it
     */
    public static FitResult.InputFile of(Path folder, Path file, String sha256, String into) {
        return new FitResult.InputFile(name(folder, file), sha256, into);
    }

    private static String name(Path folder, Path file) {
        return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
    }

    /**
     * @param file any
     * @return the SHA-256 of its bytes, 64 hexadecimal digits
     * @throws InputException if it cannot be read
     */
    public static String sha256(Path file) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
