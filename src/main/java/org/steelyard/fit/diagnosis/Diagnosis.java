// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a model describes its data, and if not, why.
 *
 * @param findings causes of misfit, the one that explains most first; empty where the model describes the data
 * @param describesData whether there is no finding and chi^2 has an acceptable probability
 * @param chiSquare probability of chi^2 with the light of every block free
 * @param place with the largest chi^2
 * @param channels chi^2 of every channel; empty for a velocity map
 * @param radii chi^2 by radius
 * @param dataRings harmonic terms of the velocity field of the data
 * @param modelRings the same of the model, at the same radii
 * @param objects line emission where the model has none
 * @param errorsScaled standard errors of the free parameters that include the misfit, by name; empty where the model
 *     describes the data
 */
public record Diagnosis(
        List<Finding> findings,
        boolean describesData,
        ChiSquareTest chiSquare,
        PlaceMisfit place,
        List<ChannelMisfit> channels,
        List<RadiusMisfit> radii,
        List<HarmonicRing> dataRings,
        List<HarmonicRing> modelRings,
        List<OtherObject> objects,
        Map<String, Double> errorsScaled) {

    /** Copies the collections. */
    public Diagnosis {
        findings = List.copyOf(findings);
        channels = List.copyOf(channels);
        radii = List.copyOf(radii);
        dataRings = List.copyOf(dataRings);
        modelRings = List.copyOf(modelRings);
        objects = List.copyOf(objects);
        errorsScaled = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(errorsScaled));
    }

    /** @return one sentence where the model does not describe the data; empty where it does */
    public String verdict() {
        if (describesData) {
            return "";
        }
        String chi = String.format(java.util.Locale.ROOT, "chi^2 is %.2f times its expectation", chiSquare.reduced());
        return findings.isEmpty()
                ? "the model does not describe the data: " + chi + ", and no cause that is tested explains it"
                : "the model does not describe the data (" + chi + "): "
                        + findings.get(0).cause().meaning();
    }
}
