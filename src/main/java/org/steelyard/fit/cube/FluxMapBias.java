// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.fit.search.DerivedNumbers;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.Refit;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;

/**
 * The bias of a fit by the finite resolution of its flux map. A deconvolved map is broader than the light. Where the
 * disk is narrower than the beam, as a nearly edge-on disk is along its minor axis, the inclination makes up for it.
 *
 * <p>The bias is estimated by a parametric bootstrap without noise (Efron and Tibshirani 1993, chapter 10): the best
 * model is taken as data, its flux map is extracted and deconvolved as that of the cube was, and the parameters are
 * fitted again. Their change is the bias, to first order: where the map is much too broad the true bias is larger.
 *
 * @param space the parameters
 * @param shift [unit of each parameter] of all parameters; 0 for those that are not free
 * @param errors [unit of each parameter] their standard errors with independent noise
 */
public record FluxMapBias(ParameterSpace space, double[] shift, double[] errors) {

    /**
     * [standard error] A larger bias is said. That of a well-resolved disk stays below 0.7 (disks of 45 to 75 deg, region
     * of five beams).
     */
    private static final double LARGE = 1.5;

    /** [peak] tolerance of adaptive sub-pixels, of the model as data and in the fit alike. */
    private static final double TOLERANCE = 1e-3;

    /**
     * @param fit whose flux map is the cube's own
     * @param values of all parameters at the minimum. Not modified
     * @param threads worker threads that evaluate the model
     * @return the bias
     */
    static FluxMapBias of(CubeFit fit, double[] values, ParallelFor threads) {
        Broadened broadened = Broadened.of(fit, values, threads);
        DiskProblem itself = broadened.coarse().ofOther(broadened.moment(), broadened.blocks(), broadened.problem());
        Solution again = Refit.minimise(itself);
        double[] shift = fit.space().physical(again.point());
        for (int i = 0; i < shift.length; i++) {
            shift[i] -= values[i];
        }
        return new FluxMapBias(fit.space(), shift, fit.space().physicalErrors(again.point(), again.covariance()));
    }

    /**
     * How data of the best model itself differ from a model whose light is the map extracted from them, at the same
     * parameters: the misfit of a right model by the finite resolution of its flux map, to first order.
     *
     * @param fit whose flux map is the cube's own
     * @param values of all parameters at the minimum. Not modified
     * @param threads worker threads that evaluate the model
     * @return [noise] one number per datum of chi^2
     */
    public static double[] misfit(CubeFit fit, double[] values, ParallelFor threads) {
        Broadened broadened = Broadened.of(fit, values, threads);
        CubeFit coarse = broadened.coarse();
        FluxMap light = fit.flux().with(fit.config(), fit.observation(), broadened.moment());
        CubeProblem itself = broadened
                .problem()
                .withLight(coarse.model().part(light, coarse.model().grid(fit.region())), broadened.blocks());
        double[] residuals = new double[itself.residualCount()];
        itself.evaluate(fit.space().free(values), residuals, null);
        return residuals;
    }

    /** The best model as data, and the flux map that is extracted from them. */
    private record Broadened(CubeFit coarse, CubeProblem problem, double[] blocks, double[] moment) {

        static Broadened of(CubeFit fit, double[] values, ParallelFor threads) {
            CubeFit coarse = fit.with(fit.model().coarser(TOLERANCE)).withStarts(values);
            CubeProblem problem = coarse.given(threads);
            double[] blocks = new double[fit.data().length];
            problem.model(values, blocks);
            for (int k = 0; k < blocks.length; k++) {
                blocks[k] = Double.isNaN(fit.data()[k]) ? Double.NaN : blocks[k];
            }
            return new Broadened(
                    coarse,
                    problem,
                    blocks,
                    OptimalExtraction.flux(fit.flux().weights(), coarse.model(), values, threads));
        }
    }

    /** As {@code result.json} holds it. */
    Map<String, Object> quantities() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < shift.length; i++) {
            Parameter p = space.parameters().get(i);
            if (p.isFree()) {
                all.put(p.name(), DerivedNumbers.quantity(shift[i], p.unit()));
            }
        }
        return all;
    }

    /** One line for the user where a bias is larger than the error. */
    List<String> messages() {
        List<String> large = new ArrayList<>();
        for (int i = 0; i < shift.length; i++) {
            Parameter p = space.parameters().get(i);
            if (p.isFree() && errors[i] > 0 && Math.abs(shift[i]) > LARGE * errors[i]) {
                large.add(String.format(
                                Locale.ROOT,
                                "%s by roughly %+.3g %s (%.1f errors)",
                                p.name(),
                                shift[i],
                                p.unit(),
                                shift[i] / errors[i])
                        .replace("  ", " "));
            }
        }
        return large.isEmpty()
                ? List.of()
                : List.of("the deconvolved flux map is broader than the disk and biases " + String.join(", ", large)
                        + "; fit a profile instead, disk.surface_brightness = \"exponential\" with disk.outer_radius"
                        + " (derived.flux_map_bias)");
    }
}
