// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;

/** The configurations of {@code examples/benchmark/workload}, read as the program reads them. */
public final class WorkloadConfig {

    private static final Path FOLDER = Path.of("examples/benchmark/workload");

    private WorkloadConfig() {}

    /** The disk that is simulated. */
    public static Configuration disk(List<String> overrides) {
        return ConfigLoader.load(FOLDER.resolve("disk.toml"), overrides, ConfigLoader.Need.NO_DATA);
    }

    /** The fit of its cube. */
    public static Configuration fit(List<String> overrides) {
        return ConfigLoader.load(FOLDER.resolve("fit.toml"), overrides, ConfigLoader.Need.DATA);
    }
}
