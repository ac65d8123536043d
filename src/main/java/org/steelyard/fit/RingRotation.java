// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.cube.Beam;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.flow.SummedFlow;
import org.steelyard.fit.search.CorrelatedErrors;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.fit.search.Refit;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.PressureSupport;
import org.steelyard.galaxy.RotationCurve;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.gas.NoGas;
import org.steelyard.potential.stars.RingSpeeds;

/**
 * Rotation of the gas ring by ring, as tilted-ring codes measure it (Di Teodoro and Fraternali 2015, MNRAS 451, 3021), as a
 * cross-check of a mass model. The speed of rotation and the systemic velocity of each ring are fitted to the data;
 * geometry, dispersion, flow and light stay as they are at the minimum. The beam is in the model, so that beam smearing is
 * accounted for as far as the speed is a power of radius between two rings.
 */
final class RingRotation {

    /** [peak] tolerance of adaptive sub-pixels, far below the noise of a pixel. */
    private static final double TOLERANCE = 1e-3;

    private static final int MOST_RINGS = 20;

    /** [km/s] least speed of a ring. */
    private static final double LEAST = 0.1;

    /** [largest speed of the model] greatest speed of a ring. */
    private static final double HIGHEST = 5;

    private RingRotation() {}

    /**
     * @param fit a fit
     * @param values of all parameters at its minimum. Not modified
     * @param beam of the data
     * @param threads worker threads that evaluate the model
     * @return the rings, a beam apart, from half a beam to the edge of the region
     */
    static <F extends PreparedFit<F>> RotationCurve of(
            PreparedFit<F> fit, double[] values, Beam beam, ParallelFor threads) {
        double[] radii = radii(
                fit.ellipse() == null
                        ? GalaxySetup.reach(fit.galaxy())
                        : fit.ellipse().semiMajor(),
                beam.geometricMean());
        Galaxy galaxy = fit.galaxy().galaxy();
        RingOffsets offsets = new RingOffsets(radii);
        RingSpeeds speeds = new RingSpeeds(radii);
        Galaxy ofRings = galaxy.withStars(speeds)
                .withGas(new NoGas())
                .withPressure(PressureSupport.NONE)
                .withFlow(new SummedFlow(List.of(galaxy.flow(), offsets)));
        double[] start = start(fit.galaxy(), values, radii);
        F rings = fit.coarser(TOLERANCE)
                .withGalaxy(fit.galaxy().withGalaxy(ofRings), space(fit.space().names(), values, ofRings, start));
        DiskProblem problem = rings.problem(threads);
        Solution solution = Refit.withErrors(problem, Refit.minimise(problem));
        double[] found = rings.space().physical(solution.point());
        double[] errors = CorrelatedErrors.of(rings, solution, threads).errors();
        double[] rotation = rotation(galaxy, fit, values, radii);
        double[][] columns = new double[4][radii.length];
        for (int k = 0; k < radii.length; k++) {
            int speed = rings.space().index(speeds.parameterNames().get(k));
            int offset = rings.space().index(offsets.parameterNames().get(k));
            boolean known = usable(rings.space(), solution, speed) && usable(rings.space(), solution, offset);
            columns[0][k] = known ? rotation[k] * found[speed] : Double.NaN;
            columns[1][k] = known ? Math.abs(rotation[k]) * errors[speed] : Double.NaN;
            columns[2][k] = known ? found[offset] : Double.NaN;
            columns[3][k] = known ? errors[offset] : Double.NaN;
        }
        return new RotationCurve(radii, columns[0], columns[1], columns[2], columns[3]);
    }

    private static boolean usable(ParameterSpace space, Solution solution, int parameter) {
        int k = space.coordinate(parameter);
        return !solution.unconstrained()[k] && !solution.atBound()[k];
    }

    private static double[] radii(double outer, double beam) {
        double width = Math.max(beam, outer / MOST_RINGS);
        double[] radii = new double[Math.max(1, (int) (outer / width))];
        Arrays.setAll(radii, k -> (k + 0.5) * width);
        return radii;
    }

    /** [km/s] speed of the model at each radius. */
    private static double[] start(GalaxyModel model, double[] values, double[] radii) {
        DiskState disk = model.at(values, null).disk();
        double mass = values[model.names().indexOf(BlackHole.MASS.name())];
        return Arrays.stream(radii)
                .map(r -> disk.table().valueAt(disk.speedSquared(), r * r)
                        + model.galaxy().blackHole().speedSquared(mass, model.pcPerArcsec(), r))
                .map(squared -> Math.sqrt(Math.max(4 * LEAST * LEAST, squared)))
                .toArray();
    }

    /** Share A of each speed in rotation. */
    private static double[] rotation(Galaxy galaxy, PreparedFit<?> fit, double[] values, double[] radii) {
        RadialFlow flow = galaxy.flow();
        double[] ofFlow = flow.parameterNames().stream()
                .mapToDouble(name -> values[fit.space().index(name)])
                .toArray();
        return Arrays.stream(radii)
                .map(r -> flow.at(ofFlow, galaxy.nearSide(), r).rotation())
                .toArray();
    }

    /** The rings' parameters free, all others fixed at their values, without a black hole. */
    private static ParameterSpace space(List<String> names, double[] values, Galaxy galaxy, double[] start) {
        double highest = HIGHEST * Arrays.stream(start).max().orElse(1);
        List<String> ofRings = galaxy.stars().parameterNames();
        List<Parameter> parameters = new ArrayList<>();
        for (ParameterDeclaration declared : galaxy.parameters()) {
            String name = declared.name();
            int ring = ofRings.indexOf(name);
            int known = names.indexOf(name);
            if (ring >= 0) {
                parameters.add(Parameter.free(name, declared.unit(), start[ring], LEAST, highest));
            } else if (known < 0) {
                parameters.add(Parameter.free(name, declared.unit(), 0, -highest, highest));
            } else {
                boolean hole = name.equals(BlackHole.MASS.name());
                parameters.add(Parameter.fixed(name, declared.unit(), hole ? 0 : values[known]));
            }
        }
        return new ParameterSpace(parameters);
    }
}
