// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a user must know about forecasts before quoting them. */
public final class PlanNotes {

    /** Least signal of a beam in one channel by which a line is found. */
    private static final double FOUND = 5;

    private PlanNotes() {}

    /**
     * @param plan any
     * @return one line for the user on each
     */
    public static List<String> of(Plan plan) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "the errors are statistical, for a model that is exactly right; those of the mass model (dust, M/L, warp) and of the distance come on top, and the stars' part goes with M_*/M_BH");
        for (Forecast forecast : plan.forecasts()) {
            String which = String.format(
                    Locale.ROOT,
                    "beam %.4g arcsec, %.3g mJy/beam: ",
                    forecast.observation().beam().geometricMean(),
                    1e3 * forecast.observation().rms());
            if (!forecast.resolved()) {
                notes.add(
                        which
                                + "the beam is wider than the sphere of influence: the mass rests on the shape of the stars' mass and of the light, whatever its statistical error");
            }
            if (!(forecast.mass().error() > 0)) {
                notes.add(which + "such data do not determine the mass");
            } else if (!forecast.detected()) {
                notes.add(which
                        + String.format(
                                Locale.ROOT,
                                "the mass is %.1f standard errors from 0: such data give an upper limit, and the error is only its scale",
                                forecast.mass().value() / forecast.mass().error()));
            }
            if (forecast.signal() < FOUND) {
                notes.add(which
                        + String.format(
                                Locale.ROOT,
                                "the line is at most %.1f times the noise in a beam and channel: it may not be found without smoothing",
                                forecast.signal()));
            }
            MockCheck check = forecast.mocks();
            if (check != null && !check.agrees()) {
                notes.add(which
                        + String.format(
                                Locale.ROOT,
                                "mocks scatter by %.3g +- %.2g dex, and the forecast is %.3g dex: trust the mocks",
                                check.scatter(),
                                check.scatterError(),
                                forecast.massErrorDex()));
            }
        }
        return notes;
    }
}
