// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.check;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.kernel.KernelProvider;

/** The program, the machine and the Java that run the self-test. */
final class Installation {

    private static final int MEGA = 1 << 20;

    private Installation() {}

    /**
     * Describes it.
     *
     * @param version of the program
     * @param threads of the fit
     * @return name and text of each fact, in the order of the output
     */
    static Map<String, String> facts(String version, int threads) {
        Runtime runtime = Runtime.getRuntime();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("program", version + ", " + place());
        facts.put(
                "machine",
                property("os.name") + " " + property("os.version") + " " + property("os.arch") + ", "
                        + runtime.availableProcessors() + " processors");
        facts.put("Java", Runtime.version() + ", " + property("java.vendor") + ", " + property("java.home"));
        facts.put(
                "JVM",
                property("java.vm.name") + ", " + property("java.vm.info") + ", at most " + runtime.maxMemory() / MEGA
                        + " MB of heap");
        facts.put("kernels", KernelProvider.description());
        facts.put("threads", Integer.toString(threads));
        facts.put("letters", "files " + property("sun.jnu.encoding") + ", text " + property("file.encoding"));
        return facts;
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    /** The jar or the folder of classes. */
    private static String place() {
        CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? "in the Java image"
                    : Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            return source.getLocation().toString();
        }
    }
}
