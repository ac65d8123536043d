// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options for the configuration of a command and its overrides. */
final class ConfigOptions {

    @Parameters(paramLabel = "CONFIG", description = "A configuration in TOML; `steelyard init CUBE` writes one.")
    private Path file;

    static final String OVERRIDE =
            "Override a key, for example -s parameters.mbh.start='\"2e8 Msun\"'. A value that is not TOML is taken as a string.";

    @Option(names = "-s", paramLabel = "KEY=VALUE", description = OVERRIDE)
    private List<String> overrides = new ArrayList<>();

    /** The file of the configuration. */
    Path file() {
        return file;
    }

    Configuration load(ConfigLoader.Need need) {
        return ConfigLoader.load(file, overrides, need);
    }
}
