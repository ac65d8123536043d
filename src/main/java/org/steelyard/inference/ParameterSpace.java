// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.steelyard.units.InputException;

/**
 * Maps the coordinates of an optimiser to the values of all parameters, and back.
 *
 * <p>Every free parameter has one coordinate, on its own {@link Scale}. A tied parameter follows its root, the free or
 * fixed parameter at the end of its chain of ties: value = factor * root + offset. A value therefore depends on at most
 * one coordinate, and derivatives and errors need only d value / d coordinate. The bounds of a tied parameter narrow
 * the bounds of its root, so that both are respected.
 *
 * <p>"Physical" denotes the values of all parameters in the order given, each in its unit. "Free" denotes the
 * coordinates.
 */
public final class ParameterSpace {

    private final List<Parameter> parameters;
    private final List<JointPrior> jointPriors;
    private final Map<String, Integer> indexOfName = new HashMap<>();
    /** Index of the root of parameter i; i itself without a tie. */
    private final int[] root;
    /** value = factor * root + offset. */
    private final double[] factor;

    private final double[] offset;
    /** Coordinate of the root of parameter i; -1 for a fixed root. */
    private final int[] coordinate;
    /** Index of the parameter of each coordinate. */
    private final int[] freeIndex;
    /** [unit of the parameter] Bounds of the parameter of each coordinate, narrowed by parameters tied to it. */
    private final double[] min;

    private final double[] max;

    /**
     * @param parameters with different names
     * @throws InputException if two names are equal, a tie names an unknown parameter or is circular, or a tied
     *     parameter starts outside its bounds
     */
    public ParameterSpace(List<Parameter> parameters) {
        this(parameters, List.of());
    }

    /**
     * @param parameters with different names
     * @param jointPriors of several of them
     * @throws InputException as above
     */
    public ParameterSpace(List<Parameter> parameters, List<JointPrior> jointPriors) {
        this.parameters = List.copyOf(parameters);
        this.jointPriors = List.copyOf(jointPriors);
        int n = this.parameters.size();
        for (int i = 0; i < n; i++) {
            String name = this.parameters.get(i).name();
            if (indexOfName.put(name, i) != null) {
                throw Parameter.fault(name, "is given twice; names must differ");
            }
        }
        root = new int[n];
        factor = new double[n];
        offset = new double[n];
        for (int i = 0; i < n; i++) {
            resolve(i);
        }
        freeIndex = IntStream.range(0, n)
                .filter(i -> this.parameters.get(i).isFree())
                .toArray();
        coordinate = new int[n];
        for (int i = 0; i < n; i++) {
            coordinate[i] = -1;
            for (int f = 0; f < freeIndex.length; f++) {
                if (freeIndex[f] == root[i]) {
                    coordinate[i] = f;
                }
            }
        }
        min = new double[freeIndex.length];
        max = new double[freeIndex.length];
        for (int f = 0; f < freeIndex.length; f++) {
            min[f] = this.parameters.get(freeIndex[f]).min();
            max[f] = this.parameters.get(freeIndex[f]).max();
        }
        for (int i = 0; i < n; i++) {
            checkAndNarrow(i);
        }
    }

    /** Follows the ties of parameter i to its root. */
    private void resolve(int i) {
        Set<String> passed = new LinkedHashSet<>();
        int at = i;
        double f = 1;
        double o = 0;
        for (Tie tie = parameters.get(i).tieOrNull();
                tie != null;
                tie = parameters.get(at).tieOrNull()) {
            if (!passed.add(parameters.get(at).name())) {
                throw Parameter.fault(
                        parameters.get(i).name(),
                        "its tie is circular: " + String.join(" -> ", passed) + " -> "
                                + parameters.get(at).name() + "; one of them must not be tied");
            }
            Integer other = indexOfName.get(tie.other());
            if (other == null) {
                throw Parameter.fault(
                        parameters.get(at).name(),
                        "is tied to " + tie.other() + ", which is not a parameter of this model; choose one of "
                                + String.join(", ", names()));
            }
            o += f * tie.offset();
            f *= tie.factor();
            at = other;
        }
        root[i] = at;
        factor[i] = f;
        offset[i] = o;
    }

    /** Checks the starting value of a tied parameter against its bounds and narrows the bounds of its root. */
    private void checkAndNarrow(int i) {
        Parameter p = parameters.get(i);
        if (p.tieOrNull() == null) {
            return;
        }
        Parameter leader = parameters.get(root[i]);
        double start = factor[i] * leader.start() + offset[i];
        if (!(start >= p.min() && start <= p.max())) {
            throw Parameter.fault(
                    p.name(),
                    "follows " + leader.name() + " and starts at " + Parameter.number(start, p.unit())
                            + ", outside its bounds " + p.min() + " to " + Parameter.number(p.max(), p.unit())
                            + "; change the start of " + leader.name() + " or the bounds");
        }
        int f = coordinate[i];
        if (f >= 0) {
            double a = (p.min() - offset[i]) / factor[i];
            double b = (p.max() - offset[i]) / factor[i];
            min[f] = Math.min(Math.max(min[f], Math.min(a, b)), leader.start());
            max[f] = Math.max(Math.min(max[f], Math.max(a, b)), leader.start());
            if (!(min[f] < max[f])) {
                throw Parameter.fault(
                        leader.name(),
                        "the bounds of " + p.name() + ", which is tied to it, leave no range at "
                                + Parameter.number(leader.start(), leader.unit()) + "; widen them or fix it");
            }
        }
    }

    /** @return all parameters, in order */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** @return priors of several parameters, besides those of each */
    public List<JointPrior> jointPriors() {
        return jointPriors;
    }

    /**
     * @param changed priors of several parameters
     * @return this space with those
     */
    public ParameterSpace withJointPriors(List<JointPrior> changed) {
        return new ParameterSpace(parameters, changed);
    }

    /** @return the number of parameters, free or not */
    public int size() {
        return parameters.size();
    }

    /** @return the number of coordinates, one per free parameter */
    public int freeCount() {
        return freeIndex.length;
    }

    /** @return the names of all parameters */
    public List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /**
     * @param values of all parameters. Not modified.
     * @return the values by name, in order
     */
    public Map<String, Double> byName(double[] values) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(parameters.get(i).name(), values[i]);
        }
        return named;
    }

    /** @return the names of the free parameters, in the order of the coordinates */
    public List<String> freeNames() {
        List<String> names = new ArrayList<>();
        for (int i : freeIndex) {
            names.add(parameters.get(i).name());
        }
        return names;
    }

    /**
     * @param name of a parameter
     * @return its index among all parameters
     * @throws InputException if no parameter has the name
     */
    public int index(String name) {
        Integer i = indexOfName.get(name);
        if (i == null) {
            throw new InputException("there is no parameter " + name + "; choose one of " + String.join(", ", names()));
        }
        return i;
    }

    /**
     * @param i index of a parameter
     * @return index of the coordinate that determines its value, its own or its root's; -1 for a constant value
     */
    public int coordinate(int i) {
        return coordinate[i];
    }

    /** @return the coordinates of the starting point */
    public double[] startFree() {
        double[] free = new double[freeIndex.length];
        for (int f = 0; f < free.length; f++) {
            free[f] = scale(f).toInternal(parameters.get(freeIndex[f]).start());
        }
        return free;
    }

    /** @return the lower bounds of the coordinates */
    public double[] lowerFree() {
        return internal(min);
    }

    /** @return the upper bounds of the coordinates */
    public double[] upperFree() {
        return internal(max);
    }

    /**
     * @param free the coordinates. Not modified.
     * @return the values of all parameters; rounding never moves a free parameter out of its bounds
     */
    public double[] physical(double[] free) {
        double[] values = new double[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            int f = coordinate[i];
            double leader = f < 0 ? parameters.get(root[i]).start() : value(f, free[f]);
            values[i] = factor[i] * leader + offset[i];
        }
        return values;
    }

    /**
     * @param physical the values of all parameters; the values of fixed and tied ones are ignored. Not modified.
     * @return the coordinates
     */
    public double[] free(double[] physical) {
        double[] free = new double[freeIndex.length];
        for (int f = 0; f < free.length; f++) {
            free[f] = scale(f).toInternal(physical[freeIndex[f]]);
        }
        return free;
    }

    /** For every parameter i the derivative of its value with respect to {@link #coordinate}(i); 0 for a constant. */
    private double[] derivatives(double[] free) {
        double[] slopes = new double[parameters.size()];
        for (int i = 0; i < slopes.length; i++) {
            int f = coordinate[i];
            slopes[i] = f < 0 ? 0 : factor[i] * scale(f).derivative(free[f]);
        }
        return slopes;
    }

    /**
     * Applies the chain rule: dq / d coordinate_f = sum_i dq / d value_i * d value_i / d coordinate_f.
     *
     * @param dPhysical [i][k] derivative of quantity k with respect to the value of parameter i; the row of a constant
     *     parameter may be null. Not modified, unless rows are shared with dFree.
     * @param free the coordinates. Not modified.
     * @param dFree [f][k] derivative of quantity k with respect to coordinate f; row f may be the same array as the row
     *     of its parameter in dPhysical. Modified.
     */
    public void chain(double[][] dPhysical, double[] free, double[][] dFree) {
        double[] slopes = derivatives(free);
        for (int f = 0; f < freeIndex.length; f++) {
            double[] out = dFree[f];
            double[] own = dPhysical[freeIndex[f]];
            double slope = slopes[freeIndex[f]];
            for (int k = 0; k < out.length; k++) {
                out[k] = slope * own[k];
            }
        }
        for (int i = 0; i < slopes.length; i++) {
            if (root[i] != i && coordinate[i] >= 0) {
                double[] out = dFree[coordinate[i]];
                double[] tied = dPhysical[i];
                double slope = slopes[i];
                for (int k = 0; k < out.length; k++) {
                    out[k] += slope * tied[k];
                }
            }
        }
    }

    /**
     * Converts the covariance of the coordinates to the covariance of the values, to first order.
     *
     * @param free the coordinates. Not modified.
     * @param covariance of the coordinates; may contain NaN. Not modified.
     * @return covariance of all parameters: 0 for fixed ones, NaN where the covariance of the coordinates is NaN
     */
    public double[][] physicalCovariance(double[] free, double[][] covariance) {
        double[] slopes = derivatives(free);
        int n = slopes.length;
        double[][] physical = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (coordinate[i] >= 0 && coordinate[j] >= 0) {
                    physical[i][j] = slopes[i] * slopes[j] * covariance[coordinate[i]][coordinate[j]];
                }
            }
        }
        return physical;
    }

    /**
     * @param free the coordinates. Not modified.
     * @param covariance of the coordinates. Not modified.
     * @return the standard errors of all parameters: 0 for fixed ones, NaN where the covariance is NaN
     */
    public double[] physicalErrors(double[] free, double[][] covariance) {
        double[][] physical = physicalCovariance(free, covariance);
        double[] errors = new double[physical.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.sqrt(physical[i][i]);
        }
        return errors;
    }

    /**
     * @param physical values of all parameters; the values of fixed and tied ones are ignored. Not modified.
     * @return this space with other starting values
     * @throws InputException if a starting value is outside its bounds
     */
    public ParameterSpace withStarts(double[] physical) {
        List<Parameter> moved = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            moved.add(p.isFree() ? p.withStart(physical[i]) : p);
        }
        return new ParameterSpace(moved, jointPriors);
    }

    /**
     * @param parameter replaces the parameter of the same name, for instance fixed instead of free
     * @return the changed space
     * @throws InputException if no parameter has the name
     */
    public ParameterSpace with(Parameter parameter) {
        List<Parameter> changed = new ArrayList<>(parameters);
        changed.set(index(parameter.name()), parameter);
        return new ParameterSpace(changed, jointPriors);
    }

    /** The value at a coordinate: exactly the bound at a bound, and inside the bounds elsewhere. */
    private double value(int f, double at) {
        if (at <= scale(f).toInternal(min[f])) {
            return min[f];
        }
        if (at >= scale(f).toInternal(max[f])) {
            return max[f];
        }
        return Math.max(min[f], Math.min(max[f], scale(f).toPhysical(at)));
    }

    private Scale scale(int f) {
        return parameters.get(freeIndex[f]).scale();
    }

    private double[] internal(double[] bounds) {
        double[] free = new double[bounds.length];
        for (int f = 0; f < free.length; f++) {
            free[f] = scale(f).toInternal(bounds[f]);
        }
        return free;
    }
}
