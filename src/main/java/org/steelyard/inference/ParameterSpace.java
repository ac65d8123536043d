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
 * From the few coordinates that an optimiser moves to the values of all parameters, and back.
 *
 * <p>A free parameter has one coordinate, on its own {@link Scale}. A tie, or a chain of ties, ends at a free parameter or at a fixed
 * one, its root: value = factor * root + offset. So every value depends on at most one coordinate, and derivatives and errors need
 * only d value / d coordinate. The bounds of a tied parameter narrow those of its root, so that neither is ever violated.
 *
 * <p>"Physical" below means all parameters in the order given, each in its own unit; "free" means the coordinates.
 */
public final class ParameterSpace {

    private final List<Parameter> parameters;
    private final Map<String, Integer> indexOfName = new HashMap<>();
    /** Parameter whose value parameter i follows; itself when it is not tied. */
    private final int[] root;
    /** value = factor * value of the root + offset. */
    private final double[] factor;

    private final double[] offset;
    /** Coordinate of the root of parameter i; -1 when the root is fixed. */
    private final int[] coordinate;
    /** Parameter of each coordinate. */
    private final int[] freeIndex;
    /** [unit of the parameter] bounds of each coordinate's parameter, narrowed by those of the parameters tied to it. */
    private final double[] min;

    private final double[] max;

    /**
     * @param parameters with different names
     * @throws InputException if two names are equal, a tie leads to no parameter or in a circle, or the start of a tied parameter or
     *     of its root is outside bounds
     */
    public ParameterSpace(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
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

    /** Follows the ties of parameter i to their end. */
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
                        "its tie leads in a circle: " + String.join(" -> ", passed) + " -> "
                                + parameters.get(at).name() + "; one of them must not be tied");
            }
            Integer other = indexOfName.get(tie.other());
            if (other == null) {
                throw Parameter.fault(
                        parameters.get(at).name(),
                        "is tied to " + tie.other() + ", which is no parameter here; there are "
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

    /** Checks the start of a tied parameter against its bounds and turns these into bounds of its root. */
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
                            + "; move the start of " + leader.name() + " or the bounds");
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
                        "the bounds of " + p.name() + ", which is tied to it, leave it no room at "
                                + Parameter.number(leader.start(), leader.unit()) + "; widen them or fix it");
            }
        }
    }

    /** @return all parameters, in order */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** @return how many parameters there are, free or not */
    public int size() {
        return parameters.size();
    }

    /** @return how many coordinates the optimiser moves */
    public int freeCount() {
        return freeIndex.length;
    }

    /** @return the names of all parameters */
    public List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /**
     * @param values of all parameters. Not modified.
     * @return the same by name, in order
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
     * @return its place among all parameters
     * @throws InputException if there is none of that name
     */
    public int index(String name) {
        Integer i = indexOfName.get(name);
        if (i == null) {
            throw new InputException("no parameter " + name + "; there are " + String.join(", ", names()));
        }
        return i;
    }

    /**
     * @param i place of a parameter
     * @return the coordinate that its value depends on, its own or that of its root; -1 if the value is constant
     */
    public int coordinate(int i) {
        return coordinate[i];
    }

    /** @return the starting coordinates */
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
     * @return the values of all parameters; those of free parameters never leave their bounds by rounding
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
     * @param physical the values of all parameters; those of fixed and tied ones are not looked at. Not modified.
     * @return the coordinates
     */
    public double[] free(double[] physical) {
        double[] free = new double[freeIndex.length];
        for (int f = 0; f < free.length; f++) {
            free[f] = scale(f).toInternal(physical[freeIndex[f]]);
        }
        return free;
    }

    /**
     * @param free the coordinates. Not modified.
     * @return d value_i / d coordinate({@link #coordinate}(i)) for every parameter; 0 for a constant one
     */
    public double[] derivatives(double[] free) {
        double[] slopes = new double[parameters.size()];
        for (int i = 0; i < slopes.length; i++) {
            int f = coordinate[i];
            slopes[i] = f < 0 ? 0 : factor[i] * scale(f).derivative(free[f]);
        }
        return slopes;
    }

    /**
     * The chain rule: derivatives with respect to the coordinates from those with respect to the values.
     *
     * @param dPhysical [i][k], derivative of quantity k with respect to the value of parameter i; a row that belongs to a constant
     *     parameter may be null. Not modified, unless rows are shared with dFree.
     * @param free the coordinates. Not modified.
     * @param dFree [f][k], derivative with respect to coordinate f; row f may be the very array of its parameter's row in dPhysical.
     *     Modified.
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
     * The covariance of the values, to first order, from that of the coordinates.
     *
     * @param free the coordinates. Not modified.
     * @param covariance of the coordinates; NaN is passed on. Not modified.
     * @return covariance of all parameters: 0 for fixed ones
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
     * @return the standard errors of all parameters: 0 for fixed ones, NaN where the covariance is
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
     * @param physical values of all parameters; those of fixed and tied ones are not looked at. Not modified.
     * @return the same space, started elsewhere
     * @throws InputException if a start is outside its bounds
     */
    public ParameterSpace withStarts(double[] physical) {
        List<Parameter> moved = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            moved.add(p.isFree() ? p.withStart(physical[i]) : p);
        }
        return new ParameterSpace(moved);
    }

    /**
     * @param parameter takes the place of the one of its name, for instance fixed where that was free
     * @return the changed space
     * @throws InputException if there is none of that name
     */
    public ParameterSpace with(Parameter parameter) {
        List<Parameter> changed = new ArrayList<>(parameters);
        changed.set(index(parameter.name()), parameter);
        return new ParameterSpace(changed);
    }

    /** The value at a coordinate: exactly the bound at a bound, and never beyond one by rounding. */
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
