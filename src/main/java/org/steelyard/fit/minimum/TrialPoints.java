// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.minimum;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.Component;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/**
 * Points at which a search tries chi^2. Parameters that are measured well stay at an estimate; the others follow a Sobol
 * sequence over the spans of their declarations, shifted by a random vector of the seed (Cranley and Patterson 1976, SIAM
 * J. Numer. Anal. 13, 904). Masses of stars without light keep about the circular speed of the estimate at one radius.
 */
final class TrialPoints {

    /** Share of its span that makes an error large. */
    private static final double DOUBT = 0.03;

    /** Width of the span of a mass of stars [dex]. */
    private static final double DEX = 0.5;

    private final GalaxyModel model;
    private final ParameterSpace space;
    private final double radius;
    private final long seed;

    /** Of each parameter, or null. */
    private final @Nullable Span[] spans;

    /** The parameters of the stars, which have no span. */
    private final boolean[] ofStars;

    /**
     * @param model the physics
     * @param space the parameters
     * @param radius [arcsec] at which the circular speed is kept
     * @param seed of the shift
     */
    TrialPoints(GalaxyModel model, ParameterSpace space, double radius, long seed) {
        this.model = model;
        this.space = space;
        this.radius = radius;
        this.seed = seed;
        Galaxy galaxy = model.galaxy();
        spans = galaxy.parameters().stream().map(ParameterDeclaration::span).toArray(Span[]::new);
        List<String> stars = galaxy.stars().parameterNames();
        ofStars = new boolean[spans.length];
        for (int i = 0; i < spans.length; i++) {
            ofStars[i] = spans[i] == null && stars.contains(space.names().get(i));
        }
    }

    /**
     * @param best a minimum
     * @return indices of the parameters that are tried at all
     */
    int[] tried(Solution best) {
        return IntStream.range(0, space.size())
                .filter(i -> space.parameters().get(i).isFree())
                .filter(i -> ofStars[i] || spans[i] != null && (!spans[i].onlyInDoubt() || inDoubt(i, best)))
                .toArray();
    }

    /** Whether a minimum leaves a parameter undetermined, or with an error that is no small part of its span. */
    private boolean inDoubt(int i, Solution best) {
        int f = space.coordinate(i);
        double[] range = range(i, space.physical(best.point())[i], space.lowerFree()[f], space.upperFree()[f]);
        return !(best.error(f) < DOUBT * (range[1] - range[0]));
    }

    /** Of these, the indices of those that give the laws of dispersion, flow, light, stars and the disk their shape. */
    int[] shapes(int[] tried) {
        Galaxy galaxy = model.galaxy();
        List<String> names = new ArrayList<>();
        List<Component> laws =
                new ArrayList<>(List.of(galaxy.dispersion(), galaxy.flow(), galaxy.light(), galaxy.stars()));
        laws.addAll(galaxy.shape().components());
        for (Component law : laws) {
            names.addAll(law.parameterNames());
        }
        return IntStream.of(tried)
                .filter(i -> names.contains(space.names().get(i)))
                .toArray();
    }

    /**
     * @param estimates coordinates about which points are placed, in turn
     * @param varied indices of the parameters that vary
     * @param count of points
     * @return coordinates of each
     */
    List<double[]> points(List<double[]> estimates, int[] varied, int count) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        SobolSequenceGenerator sequence = new SobolSequenceGenerator(varied.length);
        double[] shift = new double[varied.length];
        for (int d = 0; d < shift.length; d++) {
            shift[d] = random.nextDouble();
        }
        List<double[]> points = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            ParallelFor.endIfInterrupted();
            double[] unit = sequence.nextVector();
            for (int d = 0; d < unit.length; d++) {
                unit[d] += shift[d];
                unit[d] -= Math.floor(unit[d]);
            }
            points.add(point(estimates.get(n % estimates.size()), varied, unit));
        }
        return points;
    }

    private double[] point(double[] estimate, int[] varied, double[] unit) {
        double[] lower = space.lowerFree();
        double[] upper = space.upperFree();
        double[] values = space.physical(estimate);
        double[] point = estimate.clone();
        for (int d = 0; d < varied.length; d++) {
            int f = space.coordinate(varied[d]);
            if (spans[varied[d]] != null) {
                double[] range = range(varied[d], values[varied[d]], lower[f], upper[f]);
                point[f] = range[0] + unit[d] * (range[1] - range[0]);
            }
        }
        stars(values, varied, unit, point);
        for (int f = 0; f < point.length; f++) {
            point[f] = Math.max(lower[f], Math.min(upper[f], point[f]));
        }
        return point;
    }

    /** The span of a parameter in its coordinate, inside the bounds. */
    private double[] range(int i, double value, double lower, double upper) {
        Parameter p = space.parameters().get(i);
        double[] range = spans[i].about(value, p.min(), p.max());
        double low = p.scale().toInternal(Math.max(p.min(), Math.min(p.max(), range[0])));
        double high = p.scale().toInternal(Math.max(p.min(), Math.min(p.max(), range[1])));
        return new double[] {Math.max(lower, Math.min(upper, low)), Math.max(lower, Math.min(upper, high))};
    }

    /** Masses of another shape with the circular speed that the estimate has at one radius. */
    private void stars(double[] values, int[] varied, double[] unit, double[] point) {
        StellarPotential stars = model.galaxy().stars();
        int[] places = IntStream.range(0, varied.length)
                .filter(d -> ofStars[varied[d]])
                .toArray();
        if (places.length == 0 || places.length < stars.parameters().size()) {
            return;
        }
        double speed = model.speeds(values, new double[] {radius}).vStars()[0];
        double[] own = stars.shaped(
                IntStream.of(places).mapToDouble(d -> unit[d]).toArray(),
                speed,
                radius * model.pcPerArcsec(),
                model.pcPerArcsec());
        for (int k = 0; k < own.length; k++) {
            Parameter p = space.parameters().get(varied[places[k]]);
            point[space.coordinate(varied[places[k]])] =
                    p.scale().toInternal(Math.max(p.min(), Math.min(p.max(), own[k])));
        }
    }

    /** Largest difference of two points, in spans of the parameters that vary. */
    double distance(double[] one, double[] other, int[] varied) {
        double[] lower = space.lowerFree();
        double[] upper = space.upperFree();
        double[] values = space.physical(one);
        double largest = 0;
        for (int i : varied) {
            int f = space.coordinate(i);
            double width = DEX;
            if (spans[i] != null) {
                double[] range = range(i, values[i], lower[f], upper[f]);
                width = range[1] - range[0];
            }
            largest = Math.max(largest, Math.abs(one[f] - other[f]) / Math.max(width, Double.MIN_NORMAL));
        }
        return largest;
    }
}
