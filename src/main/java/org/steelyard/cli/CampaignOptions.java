// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.util.List;
import java.util.Set;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.LocalEngine;
import org.steelyard.campaign.spark.SparkEngine;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.units.InputException;
import picocli.CommandLine.Option;

/** Options of the commands that analyse a finished fit in many tasks: engine, continuation, and figures. */
final class CampaignOptions {

    /** Description of --format. */
    static final String FIGURES = "Figures: one or more of png, svg, pdf; or none. Default ${DEFAULT-VALUE}.";

    private static final String LOCAL = "local";
    private static final String SPARK = "spark";

    /** A class of Spark and one of Hadoop, on which Spark depends. */
    private static final List<String> NEEDED =
            List.of("org.apache.spark.SparkContext", "org.apache.hadoop.conf.Configuration");

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = LOCAL,
            description =
                    "local, or spark[=MASTER], for example spark=spark://host:7077; needs Spark's jars in SPARK_HOME. The results do not depend on the engine. Default ${DEFAULT-VALUE}.")
    private String engine;

    @Option(names = "--resume", description = "Continue an interrupted run.")
    private boolean resume;

    @Option(names = "--format", paramLabel = "LIST", defaultValue = "png", description = FIGURES)
    private String formats;

    /** Formats of the figures, empty for none; unknown ones are refused. */
    Set<FigureFormat> figures() {
        return FigureFormat.parseOrNone(formats);
    }

    /** Whether finished tasks of an interrupted run are kept. */
    boolean resume() {
        return resume;
    }

    /** Refuses an unknown engine, or Spark without its jars, before any work. */
    void check() {
        if (engine.equals(LOCAL)) {
            return;
        }
        if (!engine.equals(SPARK) && !engine.startsWith(SPARK + "=")) {
            throw new InputException(
                    "--engine " + engine + ": unknown engine; use local, spark or spark=spark://host:7077");
        }
        try {
            for (String needed : NEEDED) {
                Class.forName(needed, false, CampaignOptions.class.getClassLoader());
            }
        } catch (ClassNotFoundException e) {
            throw new InputException(
                    "--engine " + engine
                            + ": Spark's jars are not on the class path; set SPARK_HOME to a folder with jars/, which `mvn -f examples/errors-on-spark/pom.xml dependency:copy-dependencies` fills",
                    e);
        }
    }

    Engine open(int threads) {
        check();
        if (engine.equals(LOCAL)) {
            return new LocalEngine(threads);
        }
        return SparkEngine.connect(engine.equals(SPARK) ? null : engine.substring(SPARK.length() + 1));
    }
}
