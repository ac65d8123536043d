// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.forecast;

import java.util.List;
import java.util.Locale;
import org.steelyard.plan.AlmaBand;
import org.steelyard.plan.Forecast;
import org.steelyard.plan.MockCheck;
import org.steelyard.plan.Plan;
import org.steelyard.plan.PlanNotes;
import org.steelyard.plan.ProposalSentence;
import org.steelyard.plan.Resolution;
import org.steelyard.plan.Target;

/** A plan as text for a terminal. */
public final class PlanText {

    private static final double HOUR = 3600;
    private static final double GHZ = 1e9;

    private PlanText() {}

    /**
     * @param plan any
     * @return tables of the forecasts, of the best one's parameters and their correlation, notes, and a sentence for a proposal
     */
    public static String of(Plan plan) {
        StringBuilder text = new StringBuilder();
        galaxy(plan, text);
        table(plan, text);
        Forecast best = plan.best();
        if (plan.forecasts().size() > 1) {
            line(
                    text,
                    "%nThe smallest error%s, with a beam of %.4g arcsec and %.3g mJy/beam:",
                    best.resolved() ? " with a resolved sphere of influence" : "",
                    best.observation().beam().geometricMean(),
                    1e3 * best.observation().rms());
        }
        parameters(best, text);
        correlation(best, text);
        resolution(plan, best, text);
        PlanNotes.of(plan).forEach(note -> line(text, "note: %s", note));
        String sentence = ProposalSentence.of(plan);
        if (sentence != null) {
            line(text, "%nFor the proposal: %s", sentence);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private static void galaxy(Plan plan, StringBuilder text) {
        Target target = plan.target();
        String line = target.config().data().line();
        line(
                text,
                "%s: M_BH = %.4g Msun, i = %.4g deg, %.4g pc/arcsec, %s at %.3f GHz",
                target.config().galaxy().name(),
                target.mass(),
                target.inclination(),
                target.galaxy().pcPerArcsec(),
                line == null ? "line" : line,
                target.observedFrequency() / GHZ);
        double sphere = plan.best().resolution().sphere();
        line(
                text,
                "sphere of influence: %s%s",
                Double.isNaN(sphere)
                        ? "none, the stars outweigh the black hole at every radius"
                        : String.format(
                                Locale.ROOT,
                                "%.3g arcsec = %.3g pc, where the stars have the gravity of the black hole",
                                sphere,
                                sphere * target.galaxy().pcPerArcsec()),
                Double.isNaN(plan.sphereOfDispersion())
                        ? ""
                        : String.format(Locale.ROOT, "; G M / sigma^2 = %.3g arcsec", plan.sphereOfDispersion()));
        if (!Double.isNaN(plan.systemTemperature())) {
            line(
                    text,
                    "ALMA: band %d, %d antennas, system temperature %.0f K%s",
                    AlmaBand.at(target.observedFrequency()).number(),
                    plan.radiometer().antennas(),
                    plan.systemTemperature(),
                    plan.options().systemTemperature() != null
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    " in median weather at an elevation of %.0f deg",
                                    plan.radiometer().elevation()));
        }
    }

    private static void table(Plan plan, StringBuilder text) {
        boolean timed = !plan.options().times().isEmpty();
        boolean mocks = plan.best().mocks() != null;
        line(
                text,
                "%n%8s %9s %7s %6s %6s %6s %7s  %10s %7s %7s%s",
                "beam",
                "rms",
                timed ? "time" : "",
                "S/N",
                "r_SOI",
                "/beam",
                "M_*",
                "error",
                "of",
                "M_BH",
                mocks ? "    mocks" : "");
        line(
                text,
                "%8s %9s %7s %6s %6s %6s %7s  %10s %7s %7s%s",
                "arcsec",
                "mJy/beam",
                timed ? "h" : "",
                "",
                "major",
                "minor",
                "/M_BH",
                "Msun",
                "%",
                "dex",
                mocks ? "   / error" : "");
        for (Forecast f : plan.forecasts()) {
            MockCheck check = f.mocks();
            line(
                    text,
                    "%8.4g %9.3g %7s %6.1f %6.2f %6.2f %7.2g  %10.3g %7.2g %7.2g%s",
                    f.observation().beam().geometricMean(),
                    1e3 * f.observation().rms(),
                    timed ? String.format(Locale.ROOT, "%.3g", f.observation().time() / HOUR) : "",
                    f.signal(),
                    f.resolution().onMajorAxis(),
                    f.resolution().onMinorAxis(),
                    f.resolution().stars(),
                    f.mass().error(),
                    100 * f.mass().error() / f.mass().value(),
                    f.massErrorDex(),
                    check == null
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "   %.2f +- %.2f",
                                    check.ratio(),
                                    check.ratio() * check.scatterError() / check.scatter()));
        }
    }

    private static void parameters(Forecast forecast, StringBuilder text) {
        line(text, "%n%-22s %14s %12s  %s", "parameter", "value", "error", "unit");
        for (Forecast.ForecastParameter p : forecast.parameters()) {
            boolean free = forecast.free().contains(p.name());
            String error = free && !Double.isNaN(p.error()) ? String.format(Locale.ROOT, "%.2g", p.error()) : "";
            line(
                    text,
                    "%-22s %14s %12s  %s",
                    p.name(),
                    String.format(Locale.ROOT, "%.5g", p.value()),
                    error,
                    p.unit() + (free ? Double.isNaN(p.error()) ? "  not determined by such data" : "" : "  fixed"));
        }
    }

    private static void correlation(Forecast forecast, StringBuilder text) {
        List<String> names = forecast.free();
        line(text, "%ncorrelation of the estimates, in the order of the rows");
        for (int i = 0; i < names.size(); i++) {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-22s", names.get(i)));
            for (int j = 0; j <= i; j++) {
                row.append(String.format(Locale.ROOT, " %5.2f", forecast.correlation()[i][j]));
            }
            line(text, "%s", row);
        }
    }

    private static void resolution(Plan plan, Forecast forecast, StringBuilder text) {
        Resolution r = forecast.resolution();
        line(
                text,
                "%none beam from the centre, R_min = %.3g arcsec: circular speed %.0f km/s, %.2g Schwarzschild radii, M_*/M_BH = %.2g; the black hole adds %.3g km/s to the line of sight, %.2g channels",
                r.along(),
                r.speed(),
                r.schwarzschild(),
                r.stars(),
                r.excess(),
                r.excess() / forecast.observation().channelWidth());
        double sphere = Double.isNaN(plan.sphereOfDispersion()) ? r.sphere() : plan.sphereOfDispersion();
        line(text, "beam / (2 r_SOI) = %.2g; below 1 a mass can be measured (Davis 2014)", r.along() / (2 * sphere));
        MockCheck check = forecast.mocks();
        if (check != null) {
            line(
                    text,
                    "%d mocks: scatter %.3g +- %.2g dex, forecast %.3g dex, mean offset %.2g dex%s",
                    check.mocks(),
                    check.scatter(),
                    check.scatterError(),
                    forecast.massErrorDex(),
                    check.bias(),
                    check.failed() == 0 ? "" : ", " + check.failed() + " did not converge");
        }
    }
}
