// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import java.util.function.Function;
import org.steelyard.cube.Beam;
import org.steelyard.galaxy.BeamWidth;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.VelocityMapModel;

/**
 * The model of the fitted data of a map at any width of the beam. Keeps the model of the last width, so that a fit
 * with a known beam makes one. Holds its workspace: one evaluation at a time.
 */
final class BeamedModel {

    /**
     * Relative step of the central difference by the width. Its truncation error is about STEP^2 of the derivative;
     * that of the tolerance of adaptive sub-pixels is smaller. A test holds the derivative to 1e-3 of its largest value.
     */
    static final double STEP = 0.01;

    private final GalaxyModel galaxy;
    private final Beam known;
    private final int place;
    private final Function<Beam, VelocityMapModel.Setup> setup;
    private final ParallelFor threads;
    private Beam beam;
    private VelocityMapModel model;

    /**
     * @param galaxy the physics
     * @param known the beam; where its width is a parameter, one of its shape
     * @param setup the fixed part of the model, for a beam
     * @param threads worker threads that evaluate the model
     */
    BeamedModel(GalaxyModel galaxy, Beam known, Function<Beam, VelocityMapModel.Setup> setup, ParallelFor threads) {
        this.galaxy = galaxy;
        this.known = known;
        this.place = galaxy.names().indexOf(BeamWidth.PARAMETER.name());
        this.setup = setup;
        this.threads = threads;
    }

    /**
     * @param other the physics, with the same parameters
     * @return this model with that; it shares the workspace of this one
     */
    BeamedModel with(GalaxyModel other) {
        BeamedModel changed = new BeamedModel(other, known, setup, threads);
        changed.beam = beam;
        changed.model = model;
        return changed;
    }

    /** @return the physics */
    GalaxyModel galaxy() {
        return galaxy;
    }

    /** @return index of the width among the parameters; -1 where the beam is known */
    int place() {
        return place;
    }

    /**
     * @param values of all parameters. Not modified
     * @return the model with the beam of these values, valid until the next call
     */
    VelocityMapModel at(double[] values) {
        Beam wanted = place < 0 ? known : known.ofWidth(values[place]);
        if (!wanted.equals(beam)) {
            model = of(wanted);
            beam = wanted;
        }
        return model;
    }

    private VelocityMapModel of(Beam wanted) {
        return new VelocityMapModel(setup.apply(wanted), threads);
    }

    /**
     * Differentiates the velocities by the width of the beam, [u((1 + h) b) - u((1 - h) b)] / (2 h b) with h = {@link
     * #STEP}. The flux that weights them follows the width.
     *
     * @param state of the galaxy
     * @param values of all parameters. Not modified
     * @param out [km/s/arcsec] of every datum. Modified
     */
    void perWidth(GalaxyModel.State state, double[] values, double[] out) {
        double width = values[place];
        double[] narrower = new double[out.length];
        of(known.ofWidth((1 - STEP) * width)).evaluate(state.disk(), state.x(), state.y(), state.vsys(), narrower);
        of(known.ofWidth((1 + STEP) * width)).evaluate(state.disk(), state.x(), state.y(), state.vsys(), out);
        for (int k = 0; k < out.length; k++) {
            out[k] = (out[k] - narrower[k]) / (2 * STEP * width);
        }
    }
}
