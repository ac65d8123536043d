// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.Refit;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.stars.StellarPotential;

/**
 * The best model without a black hole: the mass of the stars is fitted again, everything else stays as at the minimum. It is what the
 * data say against a galaxy without a black hole, where the same stars without the black hole rotate too slowly at every radius.
 *
 * @param values of all parameters; the mass of the black hole is 0
 * @param quantities chi^2 and the parameters of the stars, for result.json
 */
record StarsAlone(double[] values, Map<String, Object> quantities) {

    /** Name of the quantities in result.json. */
    static final String NAME = "without_black_hole";

    /** [peak] tolerance of adaptive sub-pixels, far below the noise of a pixel. */
    private static final double TOLERANCE = 1e-3;

    /**
     * @param fit at its minimum
     * @param values of all parameters there. Not modified
     * @param threads worker threads that evaluate the model
     * @return the model; null where the fit has no black hole, or holds the mass of the stars
     */
    static @Nullable StarsAlone of(CubeFit fit, double[] values, ParallelFor threads) {
        ParameterSpace space = fit.space();
        List<String> stars = Stream.concat(
                        Stream.of(StellarPotential.MASS_TO_LIGHT.name()),
                        fit.galaxy().galaxy().stars().parameterNames().stream())
                .filter(space.freeNames()::contains)
                .toList();
        if (stars.isEmpty() || !(values[space.index(BlackHole.MASS.name())] > 0)) {
            return null;
        }
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Parameter p = space.parameters().get(i);
            boolean hole = p.name().equals(BlackHole.MASS.name());
            parameters.add(stars.contains(p.name()) ? p.withStart(values[i]) : p.fixedAt(hole ? 0 : values[i]));
        }
        DiskProblem problem =
                fit.coarser(TOLERANCE).with(new ParameterSpace(parameters)).problem(threads);
        Solution solution = Refit.minimise(problem);
        double[] found = problem.space().physical(solution.point());
        Map<String, Object> quantities = new LinkedHashMap<>();
        quantities.put("chi2", solution.chiSquared());
        for (String star : stars) {
            int i = space.index(star);
            quantities.put(
                    star,
                    Map.of("value", found[i], "unit", space.parameters().get(i).unit()));
        }
        return new StarsAlone(found, quantities);
    }
}
