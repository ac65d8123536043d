// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.explore;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The user's browser, which the system opens. */
final class Browser {

    /** [s] After this time the system's program is taken for a browser that runs. */
    private static final int PATIENCE = 5;

    private Browser() {}

    /** Why no browser can be opened; empty where one may be. */
    static String lack() {
        if (!command().equals(List.of("xdg-open"))) {
            return "";
        }
        if (System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null) {
            return "there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)";
        }
        String path = System.getenv("PATH") == null ? "" : System.getenv("PATH");
        boolean installed = Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "xdg-open")));
        return installed ? "" : "xdg-open is not installed";
    }

    /** Opens an address; false if the system finds no browser. */
    static boolean open(URI address) {
        if (!lack().isEmpty()) {
            return false;
        }
        List<String> command = new ArrayList<>(command());
        command.add(address.toString());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return !process.waitFor(PATIENCE, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> command() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return List.of("open");
        }
        return system.contains("win") ? List.of("rundll32", "url.dll,FileProtocolHandler") : List.of("xdg-open");
    }
}
