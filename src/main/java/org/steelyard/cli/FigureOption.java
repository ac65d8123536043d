// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.util.Set;
import org.steelyard.report.plot.FigureFormat;
import picocli.CommandLine.Option;

/** The option for the formats of the figures that a command adds to its results. */
final class FigureOption {

    @Option(
            names = "--format",
            paramLabel = "LIST",
            defaultValue = "png",
            description = "Figures: one or more of png, svg, pdf; or none. Default ${DEFAULT-VALUE}.")
    private String formats;

    /** The formats, empty for none; unknown ones are refused. */
    Set<FigureFormat> formats() {
        return FigureFormat.parseOrNone(formats);
    }
}
