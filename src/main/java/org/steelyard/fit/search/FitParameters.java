// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.component.DataRange;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.StepScale;
import org.steelyard.disk.DiskOrientation;
import org.steelyard.disk.shape.DiskWarp;
import org.steelyard.disk.shape.WarpPrior;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.inference.GaussianPrior;
import org.steelyard.inference.JointPrior;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Scale;
import org.steelyard.inference.Tie;
import org.steelyard.potential.stars.SplineStars;
import org.steelyard.units.InputException;

/** The parameters of a fit: what the user set, what was measured, and the declarations' defaults for the rest. */
public final class FitParameters {

    /** [deg] */
    static final double TURN = 360;

    private FitParameters() {}

    /**
     * @param galaxy the components, which declare the parameters
     * @param config what the user set
     * @param guesses start values by name for what the user did not start
     * @param data what the data can tell, for the default bounds
     * @return the parameters
     * @throws InputException if the user names a parameter that the galaxy does not have, or a start is outside its
     *     bounds
     */
    public static ParameterSpace space(
            Galaxy galaxy, Configuration config, Map<String, Double> guesses, DataRange data) {
        List<String> names = galaxy.names();
        for (String given : config.parameters().keySet()) {
            if (!names.contains(given) && !holdsForOthers(given, galaxy, config)) {
                throw new InputException("parameters." + given + " is no parameter of this model, which has "
                        + String.join(", ", names) + "; choose the option that brings it in, or remove it");
            }
        }
        List<Parameter> parameters = new ArrayList<>();
        for (ParameterDeclaration declared : galaxy.parameters()) {
            parameters.add(parameter(declared, galaxy, config, guesses, data));
        }
        ParameterSpace space = new ParameterSpace(parameters);
        if (galaxy.inclinations().size() > 1) {
            galaxy.orientation().requireStart(galaxy.inclination(name -> start(space, name)), false);
        }
        WarpPrior given = galaxy.shape().priorOrNull();
        return space.withJointPriors(joint(galaxy, given == null ? WarpPrior.SEARCH : given));
    }

    /**
     * @param galaxy the components
     * @param prior how far the planes of its warp are expected to differ
     * @return a prior for each change of inclination or position angle from radius to radius, and for each change of the
     *     slope of a free mass profile
     */
    public static List<JointPrior> joint(Galaxy galaxy, WarpPrior prior) {
        DiskWarp warp = galaxy.shape().warp();
        List<JointPrior> joint = new ArrayList<>();
        if (galaxy.stars() instanceof SplineStars spline) {
            spline.bends().forEach(bend -> joint.add(new JointPrior(bend, true, 0)));
        }
        joint(joint, warp, warp.inclinations(), prior.inclination());
        joint(joint, warp, warp.positionAngles(), prior.positionAngle());
        return joint;
    }

    private static void joint(List<JointPrior> joint, DiskWarp warp, List<String> names, double sigma) {
        if (Double.isInfinite(sigma)) {
            return;
        }
        for (double[] change : warp.changes()) {
            Map<String, Double> factors = new LinkedHashMap<>();
            for (int k = 0; k < change.length; k++) {
                if (change[k] != 0) {
                    factors.put(names.get(k), change[k] / sigma);
                }
            }
            joint.add(new JointPrior(factors, 0));
        }
    }

    /** Whether a setting holds for parameters that have none of their own, like that of the inclination for rings. */
    private static boolean holdsForOthers(String given, Galaxy galaxy, Configuration config) {
        boolean holds = galaxy.names().stream()
                .anyMatch(name -> galaxy.shape().warp().general(name).equals(given));
        ParameterSetting set = config.parameter(given);
        if (holds && (set.prior() != null || set.tie() != null)) {
            throw new InputException("parameters." + given + " holds for every ring of disk.warp and cannot have a "
                    + (set.tie() == null ? "prior" : "tie") + "; give it to those of one ring, like " + given + "_1");
        }
        return holds;
    }

    private static Parameter parameter(
            ParameterDeclaration declared,
            Galaxy galaxy,
            Configuration config,
            Map<String, Double> guesses,
            DataRange data) {
        String name = declared.name();
        DiskOrientation orientation = galaxy.orientation();
        ParameterSetting set = config.parameter(name);
        if (set.tie() != null) {
            if (set.prior() != null) {
                throw new InputException("parameters." + name + " is tied and has a prior; give the prior to "
                        + Tie.parse(set.tie()).other() + ", which it follows");
            }
            return Parameter.tied(name, declared.unit(), Tie.parse(set.tie()));
        }
        double start = start(declared, config, guesses);
        double[] bounds = declared.bounds().around(start, data);
        if (set.start() != null && declared.span() != null) {
            bounds = with(bounds, start);
        }
        double min = set.min() != null ? set.min() : bounds[0];
        double max = set.max() != null ? set.max() : bounds[1];
        if (set.start() == null) {
            start = Math.max(min, Math.min(max, start));
        }
        boolean fixed = set.fixed() != null ? set.fixed() : declared.known() && set.prior() == null;
        if (name.equals(DiskOrientation.INCLINATION)) {
            orientation.requireStart(start, fixed);
            min = Math.max(min, bounds[0]);
        }
        if (fixed) {
            if (set.prior() != null) {
                throw new InputException(
                        "parameters." + name + ".prior has no effect on a fixed parameter; remove it, or free " + name);
            }
            return Parameter.fixed(name, declared.unit(), start);
        }
        Scale usual = declared.logarithmic() ? Scale.LOG10 : Scale.LINEAR;
        Scale scale = set.scale() != null ? scale(set.scale(), orientation) : usual;
        return new Parameter(
                name,
                declared.unit(),
                start,
                min,
                max,
                false,
                scale,
                null,
                prior(galaxy, name, set.prior(), start, min, max));
    }

    private static Scale scale(StepScale set, DiskOrientation orientation) {
        return switch (set) {
            case LINEAR -> Scale.LINEAR;
            case LOG -> Scale.LOG10;
            case AXIS_RATIO -> new AxisRatioScale(orientation.lowestInclination());
        };
    }

    private static StepScale setting(Scale scale) {
        if (scale instanceof AxisRatioScale) {
            return StepScale.AXIS_RATIO;
        }
        return scale == Scale.LOG10 ? StepScale.LOG : StepScale.LINEAR;
    }

    /** The prior of a free parameter; that of a position angle is about the mean, modulo 360 deg, next to the start. */
    private static GaussianPrior prior(
            Galaxy galaxy, String name, GaussianPrior given, double start, double min, double max) {
        if (given == null) {
            return null;
        }
        boolean angle = galaxy.positionAngles().contains(name);
        double mean = given.mean() + (angle ? TURN * Math.rint((start - given.mean()) / TURN) : 0);
        if (!given.oneSided() && !(mean >= min && mean <= max)) {
            throw new InputException("parameters." + name + ".prior has its mean, " + mean
                    + ", outside the bounds of the parameter, " + min + " to " + max + "; widen min or max");
        }
        return given.about(mean);
    }

    /** Default bounds, widened where the user starts outside. */
    private static double[] with(double[] bounds, double start) {
        double far = 2 * start;
        double near = 0.5 * start;
        return new double[] {
            start < bounds[0] ? Math.min(near, far) : bounds[0], start > bounds[1] ? Math.max(near, far) : bounds[1]
        };
    }

    /**
     * @param declared a parameter
     * @param config what the user set
     * @param guesses measured start values by name
     * @return its start: the user's, else the mean of its prior, else the measured one, else the declaration's
     * @throws InputException if there is none
     */
    public static double start(ParameterDeclaration declared, Configuration config, Map<String, Double> guesses) {
        String name = declared.name();
        ParameterSetting set = config.parameter(name);
        boolean known = set.prior() != null && !set.prior().oneSided();
        double measured = known ? set.prior().mean() : guesses.getOrDefault(name, declared.start());
        double start = set.start() != null ? set.start() : measured;
        if (Double.isNaN(start)) {
            throw new InputException(
                    "parameters." + name + ".start is missing: give parameters." + name + " = { start = ... }");
        }
        return start;
    }

    /**
     * Refuses a configuration that leaves a value to be measured.
     *
     * @param galaxy the components, which declare the parameters
     * @param config what the user set
     * @param purpose that needs the values, for the message: "a simulation"
     * @throws InputException if a parameter has neither a start nor a tie
     */
    public static void requireStarts(Galaxy galaxy, Configuration config, String purpose) {
        for (String name : galaxy.names()) {
            ParameterSetting set = config.parameter(name);
            if (set.start() == null && set.tie() == null) {
                throw new InputException("parameters." + name + ".start is missing: " + purpose
                        + " needs the value of every parameter (" + String.join(", ", galaxy.names()) + ")");
            }
        }
    }

    /**
     * @param declared a parameter
     * @param start a measured start
     * @param data what the data can tell
     * @return the start, moved into the parameter's default bounds
     */
    public static double inside(ParameterDeclaration declared, double start, DataRange data) {
        double[] bounds = declared.bounds().around(start, data);
        return Math.max(bounds[0], Math.min(bounds[1], start));
    }

    /**
     * @param space the parameters of a fit
     * @param name of one of them
     * @return its starting value
     */
    public static double start(ParameterSpace space, String name) {
        return space.parameters().get(space.index(name)).start();
    }

    /**
     * The parameters at the values from which the user or the measurements started them.
     *
     * @param galaxy the components
     * @param config what the user set
     * @param guesses measured start values by name
     * @param space the parameters as they were fitted
     * @return the same parameters at those starts, inside their bounds
     */
    public static ParameterSpace starts(
            Galaxy galaxy, Configuration config, Map<String, Double> guesses, ParameterSpace space) {
        List<Parameter> parameters = new ArrayList<>();
        for (int k = 0; k < space.size(); k++) {
            Parameter p = space.parameters().get(k);
            double start = p.isFree() ? start(galaxy.parameters().get(k), config, guesses) : 0;
            if (galaxy.positionAngles().contains(p.name())) {
                start += TURN * Math.rint((p.start() - start) / TURN);
            }
            parameters.add(p.isFree() ? p.withStart(Math.max(p.min(), Math.min(p.max(), start))) : p);
        }
        return new ParameterSpace(parameters, space.jointPriors());
    }

    /**
     * The parameters as a configuration states them, with every start and bound written out.
     *
     * @param config what the user set
     * @param starts the parameters at their starts
     * @return settings by name
     */
    public static Map<String, ParameterSetting> settings(Configuration config, ParameterSpace starts) {
        Map<String, ParameterSetting> settings = new LinkedHashMap<>();
        for (Parameter p : starts.parameters()) {
            if (p.tieOrNull() != null) {
                settings.put(p.name(), config.parameter(p.name()));
            } else if (p.isFree()) {
                settings.put(
                        p.name(),
                        new ParameterSetting(
                                p.start(), p.min(), p.max(), false, setting(p.scale()), null, p.priorOrNull()));
            } else {
                settings.put(p.name(), new ParameterSetting(p.start(), null, null, true, null, null));
            }
        }
        return settings;
    }
}
