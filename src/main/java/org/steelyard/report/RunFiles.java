// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

/**
 * Names of the files in a run's folder. {@link org.steelyard.report.table.ErrorTables} names the tables of an error
 * budget.
 */
final class RunFiles {

    static final String RESULT = "result.json";
    static final String PARAMETERS = "parameters.ecsv";
    static final String SPEEDS = "circular_velocity.ecsv";
    static final String ROTATION = "rotation.ecsv";
    static final String LIGHT = "light.ecsv";
    static final String MODEL = "model.fits";
    static final String MOMENTS = "moments.fits";
    static final String PVD = "pvd.fits";
    static final String CONFIGURATION = "config.resolved.toml";
    static final String LOG = "run.log";
    static final String PAGE = "report.html";

    /** Folder of the figures. */
    static final String FIGURES = "figures";

    /** Folder of the checkpoints of an unfinished error budget. */
    static final String CHECKPOINT = "checkpoint";

    private RunFiles() {}
}
