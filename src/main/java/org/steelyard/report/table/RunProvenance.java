package org.steelyard.report.table;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.fit.search.FitResult.InputFile;
import org.steelyard.fit.search.FitResult;

/** What the FITS files of a run say about their origin: result, checksums of the inputs, configuration. */
public final class RunProvenance {

    /** Columns of a HISTORY card. */
    private static final int CARD = 71;

    private RunProvenance() {}

    /**
     * @param run that is written
     * @return program, inputs and configuration for the HISTORY of its FITS files
     */
    public static FitsProvenance of(RunContent run) {
        FitResult result = run.result();
        List<String> lines = new ArrayList<>();
        lines.add("Steelyard " + result.version() + ": fit " + result.status() + ", chi2 " + result.chi2() + ", dof "
                + result.dof());
        for (FittedParameter parameter : result.parameters()) {
            String error = Double.isFinite(parameter.error()) ? " +- " + (float) parameter.error() : "";
            lines.add("parameter " + parameter.name() + " = " + parameter.value() + error + " " + parameter.unit()
                    + " (" + RunTables.state(parameter) + ")");
        }
        for (InputFile input : result.inputs()) {
            lines.add("input " + input.file());
            lines.add("sha256 " + input.sha256());
        }
        lines.add("configuration (TOML):");
        run.configuration().lines().forEach(lines::add);
        List<String> cards = new ArrayList<>();
        lines.forEach(line -> wrap(line, cards));
        return new FitsProvenance("Steelyard " + result.version(), cards);
    }

    private static void wrap(String line, List<String> cards) {
        String text = line.replaceAll("[^ -~]", "?");
        for (int start = 0; start < text.length(); start += CARD) {
            cards.add(text.substring(start, Math.min(text.length(), start + CARD)));
        }
    }
}
