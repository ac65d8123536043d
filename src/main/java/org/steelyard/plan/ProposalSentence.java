// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A sentence for the text of a proposal, on the observation with the smallest error. */
public final class ProposalSentence {

    private static final double HOUR = 3600;

    private ProposalSentence() {}

    /**
     * @param plan any
     * @return a sentence on the best observation; null where it resolves no sphere of influence or would not tell the mass from 0
     */
    public static @Nullable String of(Plan plan) {
        Forecast best = plan.best();
        if (!best.detected() || !best.resolved()) {
            return null;
        }
        Observation seen = best.observation();
        String line = plan.target().config().data().line();
        String noise = Double.isNaN(seen.time())
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.2g h on source with %d antennas, ",
                        seen.time() / HOUR,
                        plan.radiometer().antennas());
        return String.format(
                Locale.ROOT,
                "With %s data of %.2g\" resolution (%san rms of %.2g mJy/beam in %.3g km/s), the sphere of influence of a black hole of %.3g Msun"
                        + " (r = %.2g\") is resolved by %.1f beams along the major and %.1f along the minor axis of the disk, and we expect to"
                        + " measure its mass to %.2g %% (%.2g dex; statistical, with the other parameters of the disk free).",
                line == null ? "line" : line,
                seen.beam().geometricMean(),
                noise,
                1e3 * seen.rms(),
                seen.channelWidth(),
                best.mass().value(),
                best.resolution().sphere(),
                best.resolution().onMajorAxis(),
                best.resolution().onMinorAxis(),
                100 * best.mass().error() / best.mass().value(),
                best.massErrorDex());
    }
}
