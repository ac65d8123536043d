// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.config.RegionEllipse;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.FittableData;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/**
 * A prepared model at values of a user's choice: images, speeds and the chi^2 that a fit would have there. Holds its
 * workspace: one evaluation at a time.
 */
public final class TrialModel {

    /** [peak] tolerance of adaptive sub-pixels while a value moves. */
    private static final double COARSE = 0.1;

    private final FittableData<?> data;
    private final PreparedFit<?> fit;
    private final FittableData.PixelModel whole;
    private final FittableData.PixelModel coarse;
    private final DiskProblem problem;
    private final DiskProblem coarseProblem;
    private final RegionRings rings;

    private TrialModel(
            FittableData<?> data,
            PreparedFit<?> fit,
            FittableData.PixelModel whole,
            DiskProblem problem,
            DiskProblem coarseProblem) {
        this.data = data;
        this.fit = fit;
        this.whole = whole;
        this.coarse = whole.coarser(COARSE);
        this.problem = problem;
        this.coarseProblem = coarseProblem;
        this.rings = RegionRings.of(fit);
    }

    /**
     * @param data of a galaxy
     * @param fit of the data
     * @param threads worker threads that evaluate the model
     * @return its model
     * @param <F> kind of the fit
     */
    static <F extends PreparedFit<F>> TrialModel of(FittableData<F> data, F fit, ParallelFor threads) {
        F coarser = fit.coarser(COARSE);
        DiskProblem problem = fit.problem(threads);
        return new TrialModel(
                data, fit, data.pixels(fit, threads), problem, coarser == fit ? problem : coarser.problem(threads));
    }

    /** @return the configuration of the model, with the ellipse that is fitted */
    public Configuration config() {
        return fit.ellipse() == null
                ? fit.config()
                : fit.config().withFit(fit.config().fit().withRegion(fit.ellipse()));
    }

    /** @return the parameters at the start of the configuration or the data */
    public ParameterSpace space() {
        return fit.space();
    }

    /** @return what the model's own laws say of its parameters, by name; nothing of those that data bring in, such as a free beam */
    public Map<String, ParameterDeclaration> declarations() {
        Map<String, ParameterDeclaration> declarations = new LinkedHashMap<>();
        fit.galaxy().galaxy().parameters().forEach(declared -> declarations.put(declared.name(), declared));
        return declarations;
    }

    /** @return the ellipse that is fitted; null where a map gives the region */
    public RegionEllipse ellipse() {
        return fit.ellipse();
    }

    /** @return [pc/arcsec] scale at the galaxy */
    public double pcPerArcsec() {
        return fit.galaxy().pcPerArcsec();
    }

    /** @return values of parameters, by name, whose line profiles weight the flux map; none for any other map */
    public Map<String, Double> profile() {
        return fit.profile();
    }

    /** @return [arcsec] outer semi-major axis of each ring of {@link TrialView#ringChiSquared()} */
    public double[] ringRadii() {
        return rings.outer();
    }

    /**
     * Moves the parameters.
     *
     * @param states value, bounds and whether it is fixed, by name; those of tied parameters are ignored
     * @return the parameters of the model, started there
     * @throws InputException if a parameter is missing, or a value is outside its bounds
     */
    public ParameterSpace space(Map<String, TrialValue> states) {
        List<Parameter> moved = new ArrayList<>();
        for (Parameter p : fit.space().parameters()) {
            TrialValue state = states.get(p.name());
            if (p.tieOrNull() != null) {
                moved.add(p);
                continue;
            }
            if (state == null) {
                throw new InputException("parameters." + p.name() + " is missing; give its value");
            }
            moved.add(
                    state.fixed()
                            ? Parameter.fixed(p.name(), p.unit(), state.requireValue(p.name()))
                            : new Parameter(
                                    p.name(),
                                    p.unit(),
                                    state.requireValue(p.name()),
                                    state.min(),
                                    state.max(),
                                    false,
                                    p.scale(),
                                    null,
                                    p.priorOrNull()));
        }
        return new ParameterSpace(moved, fit.space().jointPriors());
    }

    /**
     * Evaluates the model at the starting values of some parameters.
     *
     * @param parameters of {@link #space(Map)}
     * @param moving whether a coarser model will do, since the next values follow at once
     * @param withoutBlackHole whether the same disk without its black hole is evaluated, too
     * @return images and chi^2
     * @throws InputException if a value means no disk
     */
    public TrialView view(ParameterSpace parameters, boolean moving, boolean withoutBlackHole) {
        double[] point = parameters.startFree();
        DiskProblem its = (moving ? coarseProblem : problem).with(parameters);
        double[] residuals = new double[its.residualCount()];
        its.evaluate(point, residuals, null);
        double sum = 0;
        for (double r : residuals) {
            sum += r * r;
        }
        boolean perDatum = fit.config().fit().likelihood() == FitConfig.Likelihood.INDEPENDENT;
        return new TrialView(
                (moving ? coarse : whole).images(parameters.physical(point), withoutBlackHole),
                sum,
                its.dataCount(),
                perDatum ? rings.chiSquared(residuals) : null);
    }

    /**
     * @param parameters of {@link #space(Map)}
     * @param radii [arcsec]. Not modified
     * @return circular speeds at the starting values of the parameters
     */
    public SpeedCurve speeds(ParameterSpace parameters, double[] radii) {
        return fit.galaxy().speeds(parameters.physical(parameters.startFree()), radii);
    }

    /**
     * The configuration of a fit that begins at some values.
     *
     * @param parameters of {@link #space(Map)}
     * @return the configuration with region, channels, starts and bounds written out
     */
    public Configuration startedAt(ParameterSpace parameters) {
        return data.resolved(
                config().withParameters(new LinkedHashMap<>(FitParameters.settings(fit.config(), parameters))));
    }
}
