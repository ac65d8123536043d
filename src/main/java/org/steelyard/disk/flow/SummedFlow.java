// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.Component;
import org.steelyard.component.ParameterDeclaration;

/**
 * Several motions at once: what each changes of circular orbits is added (method page, section 4).
 *
 * <pre>  A = 1 + sum (A_k - 1), B = sum B_k, w = sum w_k </pre>
 *
 * {@link RadialFlows#sum} makes it and refuses motions that do not go together.
 *
 * @param parts two or more, in the order of {@link RadialFlows#all()}
 */
public record SummedFlow(List<RadialFlow> parts) implements RadialFlow {

    /** Copies the list. */
    public SummedFlow {
        parts = List.copyOf(parts);
    }

    @Override
    public String keyword() {
        return parts.stream().map(Component::keyword).collect(Collectors.joining(" + "));
    }

    @Override
    public String meaning() {
        return parts.stream().map(Component::meaning).collect(Collectors.joining(", and "));
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return parts.stream().flatMap(part -> part.parameters().stream()).toList();
    }

    @Override
    public boolean hasNearSide() {
        return parts.stream().anyMatch(RadialFlow::hasNearSide);
    }

    @Override
    public FlowCoefficients coefficients(double[] parameters, int nearSide) {
        double rotation = 1;
        double radial = 0;
        double radialSpeed = 0;
        int next = 0;
        for (RadialFlow part : parts) {
            FlowCoefficients own = part.coefficients(own(part, parameters, next), nearSide);
            rotation += own.rotation() - 1;
            radial += own.radial();
            radialSpeed += own.radialSpeed();
            next += part.parameters().size();
        }
        return new FlowCoefficients(rotation, radial, radialSpeed);
    }

    @Override
    public double[][] derivatives(double[] parameters, int nearSide) {
        List<double[]> rows = new ArrayList<>();
        for (RadialFlow part : parts) {
            rows.addAll(List.of(part.derivatives(own(part, parameters, rows.size()), nearSide)));
        }
        return rows.toArray(double[][]::new);
    }

    @Override
    public @Nullable LocalFlow local(double[] parameters, int nearSide, double[] radii) {
        LocalFlow sum = LocalFlow.none(parameters.length, radii.length);
        boolean any = false;
        int next = 0;
        for (RadialFlow part : parts) {
            LocalFlow own = part.local(own(part, parameters, next), nearSide, radii);
            for (int k = 0; own != null && k < LocalFlow.PARTS; k++) {
                for (int j = 0; j < radii.length; j++) {
                    sum.values()[k][j] += own.values()[k][j];
                }
            }
            if (own != null) {
                any = true;
                System.arraycopy(own.derivatives(), 0, sum.derivatives(), next, own.derivatives().length);
            }
            next += part.parameters().size();
        }
        return any ? sum : null;
    }

    private static double[] own(RadialFlow part, double[] parameters, int first) {
        double[] own = new double[part.parameters().size()];
        System.arraycopy(parameters, first, own, 0, own.length);
        return own;
    }
}
