// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.steelyard.campaign.Fingerprint;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigWriter;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.FitResult;
import org.steelyard.report.ErrorsFolder;
import org.steelyard.report.RunFolder;
import org.steelyard.units.InputException;

/**
 * A run whose fit reached its minimum, with input files that have not changed.
 *
 * @param folder of the run
 * @param config its resolved configuration
 * @param result of its fit
 * @param fit that can be prepared again
 */
record FinishedRun(Path folder, Configuration config, FitResult result, SavedFit fit) {

    /**
     * @param folder of a run
     * @return the run
     * @throws InputException if the folder is no run or cannot be written to, if the fit has no minimum, or if an input has
     *     changed since
     */
    static FinishedRun read(Path folder) {
        FitResult result = RunFolder.readResult(folder);
        Configuration config = ConfigLoader.load(RunFolder.configuration(folder), List.of(), ConfigLoader.Need.DATA);
        ErrorsFolder.check(folder);
        if (!result.converged()) {
            throw new InputException(folder + ": the fit ended with status \"" + result.status()
                    + "\", so it has no minimum and no errors; fit again from other starting values");
        }
        SavedFit fit = SavedFit.of(config, result);
        fit.requireInputs(result.inputs());
        return new FinishedRun(folder, config, result, fit);
    }

    /**
     * Everything on which the results of all campaigns depend. Engine and threads do not matter, and the list of
     * systematic tests enters only their own campaign.
     */
    Fingerprint fingerprint(long seed) {
        List<Object> parts = new ArrayList<>(
                List.of(ProgramVersion.number(), ConfigWriter.writeIn(config.withBudget(null), folder), seed));
        result.inputs().forEach(input -> parts.add(input.sha256()));
        result.parameters().forEach(p -> parts.add(Double.toHexString(p.value())));
        return Fingerprint.of(parts.toArray());
    }
}
