// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.units.InputException;

/** The selection of the inner loops by the system property {@code steelyard.kernels} and by the modules of Java. */
class KernelProviderTest {

    private static final String BEFORE = "--add-modules=jdk.incubator.vector";
    private static final String LATER = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";
    private static final String NEVER = "-showversion";

    /** Prints the selected loops and whether there is a warning twice, or the message of the exception each time. */
    static final class Names {
        public static void main(String[] arguments) {
            for (int request = 0; request < 2; request++) {
                try {
                    System.out.println(
                            KernelProvider.name() + (KernelProvider.warning().isPresent() ? ", warned" : ""));
                } catch (InputException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    void eachImplementationCanBeForced() {
        assertInstanceOf(ScalarKernels.class, KernelProvider.Choice.of("scalar").get());
        assertInstanceOf(VectorKernels.class, KernelProvider.Choice.of("vector").get());
        assertInstanceOf(VectorKernels.class, KernelProvider.Choice.of("").get());
    }

    @Test
    void anotherValueIsInvalid() {
        KernelProvider.Choice choice = KernelProvider.Choice.of("gpu");
        String message = assertThrows(InputException.class, choice::get).getMessage();
        assertEquals("-Dsteelyard.kernels=gpu: must be scalar or vector", message);
    }

    /** A new Java process reports the implementation or the complete message, also at the second request. */
    @ParameterizedTest
    @CsvSource({
        "'', " + BEFORE + ", vector",
        "'', " + LATER + ", vector",
        "'', " + NEVER + ", 'scalar, warned'",
        "scalar, " + BEFORE + ", scalar",
        "scalar, " + LATER + ", scalar",
        "vector, " + BEFORE + ", vector",
        "vector, " + LATER + ", vector",
        "vector, " + NEVER + ", run Java with --add-modules jdk.incubator.vector",
        "Scalar, " + BEFORE + ", must be scalar or vector"
    })
    void aNewProcessFollowsTheProperty(String property, String option, String expected)
            throws IOException, InterruptedException, URISyntaxException {
        String path = location(Names.class) + File.pathSeparator + location(KernelProvider.class);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-Dsteelyard.kernels=" + property,
                        "-cp",
                        path,
                        Names.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, process.waitFor());
        assertEquals(2, lines.size(), lines.toString());
        assertEquals(lines.get(0), lines.get(1));
        boolean message = lines.get(0).startsWith("-D");
        assertTrue(message ? lines.get(0).contains(expected) : lines.get(0).equals(expected), lines.get(0));
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void theWarningFollowsTheName() {
        assertEquals(
                KernelProvider.name().equals("scalar"), KernelProvider.warning().isPresent());
    }
}
