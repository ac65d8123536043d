// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.util.List;
import java.util.Map;
import org.steelyard.fit.diagnosis.Cause;
import org.steelyard.fit.diagnosis.ChannelMisfit;
import org.steelyard.fit.diagnosis.ChiSquareTest;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.diagnosis.HarmonicRing;
import org.steelyard.fit.diagnosis.OtherObject;
import org.steelyard.fit.diagnosis.PlaceMisfit;
import org.steelyard.fit.diagnosis.RadiusMisfit;

/** Diagnoses with every part different. */
public final class SyntheticDiagnosis {

    private SyntheticDiagnosis() {}

    public static Diagnosis bad() {
        return new Diagnosis(
                List.of(
                        new Finding(Cause.FLOW, -27.5, "km/s", 19.5, "disk.flow", -580.25, true, "a <flow> & more"),
                        new Finding(Cause.WARP, 12.5, "deg/arcsec", 7.5, null, -120.5, false, "a warp")),
                false,
                new ChiSquareTest(5145.5, 4636, 15690),
                new PlaceMisfit(46.5, 37.5, 0.64, 1.8125),
                List.of(new ChannelMisfit(27, 1616, 1.25), new ChannelMisfit(28, 1631, 0.75)),
                List.of(new RadiusMisfit(0.125, 1.5, 100), new RadiusMisfit(0.375, 1.25, 300)),
                List.of(ring(0.25, 40, 0.5), ring(0.5, 60, 0.7)),
                List.of(ring(0.25, 50, 0.6), ring(0.5, 50, 0.6)),
                List.of(new OtherObject(52.5, 48.5, 1943, 60, 0.004, 13.5, 208)),
                Map.of("mbh", 3.3e7));
    }

    public static Diagnosis good() {
        return new Diagnosis(
                List.of(),
                true,
                new ChiSquareTest(100, 100, 200),
                new PlaceMisfit(1, 1, 0, 1),
                List.of(),
                List.of(new RadiusMisfit(0.125, 1, 100)),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    private static HarmonicRing ring(double radius, double angle, double ratio) {
        return new HarmonicRing(radius, angle, 1.5, ratio, 0.02, 200, 2.5, 0.01, 0.02, 0.005);
    }
}
