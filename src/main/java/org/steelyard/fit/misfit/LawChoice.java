// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.steelyard.config.DiskConfig;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.dispersion.ExponentialDispersion;
import org.steelyard.disk.dispersion.GaussianRingDispersion;
import org.steelyard.disk.flow.ConstantRadialFlow;
import org.steelyard.disk.flow.ProportionalRadialFlow;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.diagnosis.Cause;
import org.steelyard.fit.diagnosis.Finding;

/**
 * Which law of the configuration describes a flow or a dispersion: refits with each, of which the one that lowers chi^2
 * most is advised. {@code alpha} is not refitted: its velocities are those of {@code kappa} in a potential 1 + kappa^2/2
 * times as deep.
 *
 * @param fit that was made
 * @param values of all its parameters at its minimum. Lent
 * @param refit makes the refits
 */
record LawChoice(CubeFit fit, double[] values, QuickRefit refit) {

    private static final String AMPLITUDE = "dispersion_amplitude";
    private static final String RADIUS = "dispersion_radius";
    private static final String WIDTH = "dispersion_width";

    /**
     * A law to try.
     *
     * @param disk the configuration's section with it
     * @param starts of its parameters
     * @param size name of the parameter that is the size of the effect
     * @param unit of the same
     * @param words for the user, from the parameters of the refit
     */
    private record Law(
            DiskConfig disk,
            Map<String, Double> starts,
            String size,
            String unit,
            Function<Map<String, Double>, String> words) {}

    /**
     * @param finding a cause
     * @return the finding with the best law and its refit; the same where there is no law or none lowers chi^2
     */
    Finding best(Finding finding) {
        Finding best = finding;
        double least = 0;
        for (Law law : laws(finding)) {
            QuickRefit.Outcome outcome = refit.of(fit, values, fit.config().withDisk(law.disk()), law.starts());
            if (outcome != null && outcome.change() < least) {
                least = outcome.change();
                best = finding.withRefit(
                        least,
                        outcome.values().get(law.size()),
                        law.unit(),
                        law.words().apply(outcome.values()));
            }
        }
        return best;
    }

    private List<Law> laws(Finding finding) {
        DiskConfig disk = fit.config().disk();
        if (finding.cause() == Cause.FLOW) {
            return List.of(
                    new Law(
                            disk.withFlow(new ConstantRadialFlow()),
                            Map.of(),
                            "vrad",
                            "km/s",
                            v -> text(
                                    "radial speed %+.3g km/s, positive away from the observer at PA + 90 deg; try disk.flow = \"vrad\"",
                                    v.get("vrad"))),
                    new Law(
                            disk.withFlow(new ProportionalRadialFlow()),
                            Map.of(),
                            "kappa",
                            "",
                            v -> text(
                                    "radial speed %+.2g of the circular speed, positive away from the observer at PA + 90 deg; try disk.flow = \"kappa\", or \"alpha\", which has the same velocities with masses %.3g times larger",
                                    v.get("kappa"), 1 + 0.5 * v.get("kappa") * v.get("kappa"))));
        }
        if (finding.cause() == Cause.DISPERSION) {
            double beam = fit.observation().beam().geometricMean();
            double reach = fit.ellipse() == null ? 4 * beam : fit.ellipse().semiMajor();
            // A ring at the centre for a dispersion that rises inwards, one at the edge for one that rises outwards.
            boolean inwards = finding.size() > 0;
            double rise = Math.abs(finding.size());
            String floor = DispersionLaw.FLOOR.name();
            double mean = values[fit.space().index(floor)];
            double inside = Math.max(0.3 * mean, mean - 0.5 * rise);
            Law ring = new Law(
                    disk.withDispersion(new GaussianRingDispersion()),
                    Map.of(
                            floor,
                            inside,
                            AMPLITUDE,
                            rise,
                            RADIUS,
                            inwards ? 0.0 : reach,
                            WIDTH,
                            inwards ? 2 * beam : 0.5 * reach),
                    AMPLITUDE,
                    "km/s",
                    v -> text(
                            "%+.2g km/s in a ring at %.2g arcsec with a standard deviation of %.2g arcsec; try disk.dispersion = \"gaussian\"",
                            v.get(AMPLITUDE), v.get(RADIUS), v.get(WIDTH)));
            Law central = new Law(
                    disk.withDispersion(new ExponentialDispersion()),
                    Map.of(AMPLITUDE, rise, RADIUS, 2 * beam),
                    AMPLITUDE,
                    "km/s",
                    v -> text(
                            "%+.2g km/s at the centre with a scale of %.2g arcsec; try disk.dispersion = \"exponential\"",
                            v.get(AMPLITUDE), v.get(RADIUS)));
            return inwards ? List.of(central, ring) : List.of(ring);
        }
        return List.of();
    }

    private static String text(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
