// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.steelyard.fit.search.DataSelection;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.galaxy.ArrayPool;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ForwardModel;
import org.steelyard.potential.stars.StellarSpeeds;
import org.steelyard.units.InputException;

/**
 * The least-squares problem of a disk and the blocks of a cube: residual = (model - data) / noise (method page, section
 * 9).
 */
public final class CubeProblem implements DiskProblem {

    private final GalaxyModel galaxy;
    private final ForwardModel model;
    private final ParameterSpace space;
    private final double[] data;
    private final double[] inverseNoise;
    private final int[] used;
    private final double[] cube;
    private final ArrayPool tables;
    private final boolean[] wanted;

    /**
     * @param galaxy the physics
     * @param setup of the forward model
     * @param space the parameters
     * @param data of every block and channel, NaN where there are none. Lent
     * @param noise of the same. Lent
     * @param threads worker threads that evaluate the model
     */
    public CubeProblem(
            GalaxyModel galaxy,
            ForwardModel.Setup setup,
            ParameterSpace space,
            double[] data,
            double[] noise,
            ParallelFor threads) {
        this.galaxy = galaxy;
        this.model = new ForwardModel(setup, threads);
        this.space = space;
        this.data = data;
        this.inverseNoise = new double[data.length];
        this.used = DataSelection.usable(data, noise);
        for (int i : used) {
            inverseNoise[i] = 1 / noise[i];
        }
        this.cube = new double[model.size()];
        this.tables = new ArrayPool();
        this.wanted = wanted(space);
    }

    /** The model and noise of another problem, with its workspace. */
    private CubeProblem(
            CubeProblem other, GalaxyModel galaxy, ForwardModel model, ParameterSpace space, double[] data) {
        this.galaxy = galaxy;
        this.model = model;
        this.space = space;
        this.data = data;
        this.inverseNoise = other.inverseNoise;
        this.used = other.used;
        this.cube = other.cube;
        this.tables = other.tables;
        this.wanted = wanted(space);
    }

    private static boolean[] wanted(ParameterSpace space) {
        boolean[] wanted = new boolean[space.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = space.coordinate(i) >= 0;
        }
        return wanted;
    }

    @Override
    public ParameterSpace space() {
        return space;
    }

    @Override
    public CubeProblem with(ParameterSpace other) {
        return new CubeProblem(this, galaxy, model, other, data);
    }

    @Override
    public CubeProblem withData(double[] other) {
        return new CubeProblem(this, galaxy, model, space, other);
    }

    @Override
    public CubeProblem withStars(StellarSpeeds other) {
        return new CubeProblem(this, galaxy.withStars(other), model, space, data);
    }

    /**
     * The same model and noise with another flux map and other data. Shares the workspace of this problem: evaluate
     * only one of the two at a time.
     *
     * @param flux [Jy km/s] intrinsic flux of each pixel of the model's grid. Lent
     * @param other as many data as the galaxy has. Lent
     */
    CubeProblem withLight(double[] flux, double[] other) {
        return new CubeProblem(this, galaxy, model.withFlux(flux), space, other);
    }

    @Override
    public int[] ascending() {
        return DiskProblem.ascending(galaxy, space);
    }

    @Override
    public int residualCount() {
        return used.length;
    }

    @Override
    public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
        GalaxyModel.State state = stateOrNull(space.physical(point), jacobianOrNull != null);
        if (state == null) {
            Arrays.fill(residuals, Double.NaN);
            return;
        }
        if (jacobianOrNull == null) {
            model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), cube);
        } else {
            differentiate(state, state.disk(), point, jacobianOrNull);
        }
        compare(residuals);
    }

    /** The model at some values, with its derivatives or without; null where they mean no disk. */
    GalaxyModel.@Nullable State stateOrNull(double[] values, boolean derivatives) {
        try {
            return galaxy.at(values, derivatives ? wanted : null, tables);
        } catch (InputException outside) {
            return null;
        }
    }

    /** The physics. */
    GalaxyModel galaxy() {
        return galaxy;
    }

    /** The model of the blocks, with its workspace. */
    ForwardModel forward() {
        return model;
    }

    /** Takes the values that enter chi^2, over the noise, from those of all blocks and channels. */
    void weigh(double[] all, double[] out) {
        for (int k = 0; k < used.length; k++) {
            out[k] = all[used[k]] * inverseNoise[used[k]];
        }
    }

    /** The data over the noise. */
    void weighData(double[] out) {
        weigh(data, out);
    }

    private void compare(double[] residuals) {
        for (int k = 0; k < used.length; k++) {
            int i = used[k];
            residuals[k] = (cube[i] - data[i]) * inverseNoise[i];
        }
    }

    /** The Jacobian of a state, with the light of a disk that has all else from it. */
    void differentiate(GalaxyModel.State state, DiskState disk, double[] point, double[][] jacobian) {
        double[][] directions = new double[state.directions().size()][];
        for (int k = 0; k < directions.length; k++) {
            directions[k] = tables.take(cube.length);
        }
        model.differentiate(
                disk, state.x(), state.y(), state.vsys(), state.fluxScale(), state.directions(), cube, directions);
        double[][] perParameter = new double[space.size()][];
        for (int i = 0; i < wanted.length; i++) {
            perParameter[i] = wanted[i] ? tables.take(used.length) : null;
        }
        for (GalaxyModel.Term term : state.terms()) {
            double[] row = perParameter[term.parameter()];
            double[] direction = directions[term.direction()];
            for (int k = 0; k < used.length; k++) {
                row[k] += term.factor() * direction[used[k]] * inverseNoise[used[k]];
            }
        }
        int flux = space.names().indexOf("flux_scale");
        if (flux >= 0 && wanted[flux]) {
            for (int k = 0; k < used.length; k++) {
                perParameter[flux][k] = cube[used[k]] / state.fluxScale() * inverseNoise[used[k]];
            }
        }
        space.chain(perParameter, point, jacobian);
    }

    @Override
    public void model(double[] values, double[] out) {
        GalaxyModel.State state = galaxy.at(values, null, tables);
        model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), out);
    }

    @Override
    public void residualsAtRest(double[] point, double[] residuals) {
        GalaxyModel.State state = galaxy.at(space.physical(point), null, tables);
        residualsAtRest(state, state.disk(), residuals);
    }

    /** Residuals of a disk at rest, at the place of a state. */
    void residualsAtRest(GalaxyModel.State state, DiskState disk, double[] residuals) {
        model.evaluate(disk.atRest(), state.x(), state.y(), state.vsys(), state.fluxScale(), cube);
        compare(residuals);
    }
}
