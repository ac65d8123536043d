// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.component.DefaultBounds;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.disk.flow.FlowCoefficients;
import org.steelyard.disk.flow.LocalFlow;
import org.steelyard.disk.flow.RadialFlow;

/**
 * Velocities along the line of sight at the radii of rings, linear in radius between them and constant beyond the first
 * and the last.
 *
 * @param rings [arcsec] their radii, ascending
 */
record RingOffsets(double[] rings) implements RadialFlow {

    private static final ParameterDeclaration FIRST = ParameterDeclaration.of(
                    "offset_1", "v_{off}", "km/s", "velocity of the ring of that number less the systemic one")
            .startingAt(0, "\"0 km/s\"")
            .within(DefaultBounds.velocity())
            .number(1);

    @Override
    public String keyword() {
        return "ring-offsets";
    }

    @Override
    public String meaning() {
        return "a systemic velocity of each ring";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return IntStream.rangeClosed(1, rings.length).mapToObj(FIRST::number).toList();
    }

    @Override
    public FlowCoefficients coefficients(double[] parameters, int nearSide) {
        return FlowCoefficients.CIRCULAR;
    }

    @Override
    public double[][] derivatives(double[] parameters, int nearSide) {
        return new double[rings.length][LocalFlow.PARTS];
    }

    @Override
    public LocalFlow local(double[] parameters, int nearSide, double[] radii) {
        LocalFlow flow = LocalFlow.none(rings.length, radii.length);
        int last = rings.length - 1;
        for (int j = 0; j < radii.length; j++) {
            int k = 0;
            while (k < last - 1 && radii[j] > rings[k + 1]) {
                k++;
            }
            int next = Math.min(k + 1, last);
            double share = last == 0 ? 0 : (radii[j] - rings[k]) / (rings[next] - rings[k]);
            double bounded = Math.max(0, Math.min(1, share));
            flow.derivatives()[k][LocalFlow.SHIFT][j] = 1 - bounded;
            flow.derivatives()[next][LocalFlow.SHIFT][j] += bounded;
            flow.values()[LocalFlow.SHIFT][j] = (1 - bounded) * parameters[k] + bounded * parameters[next];
        }
        return flow;
    }
}
