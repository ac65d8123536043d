// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import java.util.Arrays;
import org.steelyard.config.FitConfig;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.potential.stars.StellarSpeeds;
import org.steelyard.units.InputException;

/**
 * The least-squares problem of a disk and the pixels or bins of a velocity map: residual r = (model - data) / error.
 * With the loss soft_l1 it is r sqrt(2 / (1 + s)), s = sqrt(1 + r^2), whose square is that loss, 2 (s - 1).
 */
final class VelocityMapProblem implements DiskProblem {

    private final BeamedModel model;
    private final ParameterSpace space;
    private final double[] data;
    private final double[] error;
    private final FitConfig.Loss loss;
    private final double[] velocity;
    private final boolean[] wanted;
    private final double[][] perParameter;
    private double[][] directions = new double[0][];

    /**
     * @param model of the data
     * @param space the parameters
     * @param data [km/s] of every datum of the model. Lent
     * @param error [km/s] of the same, positive. Lent
     * @param loss function of a residual
     */
    VelocityMapProblem(BeamedModel model, ParameterSpace space, double[] data, double[] error, FitConfig.Loss loss) {
        this.model = model;
        this.space = space;
        this.data = data;
        this.error = error;
        this.loss = loss;
        this.velocity = new double[data.length];
        this.wanted = new boolean[space.size()];
        this.perParameter = new double[space.size()][];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = space.coordinate(i) >= 0;
            perParameter[i] = wanted[i] ? new double[data.length] : null;
        }
    }

    @Override
    public ParameterSpace space() {
        return space;
    }

    @Override
    public VelocityMapProblem with(ParameterSpace other) {
        return new VelocityMapProblem(model, other, data, error, loss);
    }

    @Override
    public VelocityMapProblem withData(double[] other) {
        return new VelocityMapProblem(model, space, other, error, loss);
    }

    @Override
    public VelocityMapProblem withStars(StellarSpeeds other) {
        return new VelocityMapProblem(model.with(model.galaxy().withStars(other)), space, data, error, loss);
    }

    @Override
    public int[] ascending() {
        return DiskProblem.ascending(model.galaxy(), space);
    }

    @Override
    public int residualCount() {
        return data.length;
    }

    @Override
    public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
        double[] values = space.physical(point);
        GalaxyModel.State state;
        try {
            state = model.galaxy().at(values, jacobianOrNull == null ? null : wanted);
        } catch (InputException outside) {
            Arrays.fill(residuals, Double.NaN);
            return;
        }
        if (jacobianOrNull == null) {
            evaluate(state, values, velocity);
        } else {
            differentiate(state, values, point, jacobianOrNull);
        }
        compare(residuals, jacobianOrNull);
    }

    private void compare(double[] residuals, double[][] jacobianOrNull) {
        for (int k = 0; k < data.length; k++) {
            residuals[k] = (velocity[k] - data[k]) / error[k];
        }
        if (loss == FitConfig.Loss.SOFT_L1) {
            soften(residuals, jacobianOrNull);
        }
    }

    /** Residuals whose squares are the loss, and their derivatives. */
    private static void soften(double[] residuals, double[][] jacobianOrNull) {
        for (int k = 0; k < residuals.length; k++) {
            double s = Math.sqrt(1 + residuals[k] * residuals[k]);
            double share = Math.sqrt(2 / (1 + s));
            residuals[k] *= share;
            for (int j = 0; jacobianOrNull != null && j < jacobianOrNull.length; j++) {
                jacobianOrNull[j][k] /= share * s;
            }
        }
    }

    private void evaluate(GalaxyModel.State state, double[] values, double[] out) {
        model.at(values).evaluate(state.disk(), state.x(), state.y(), state.vsys(), out);
    }

    private void differentiate(GalaxyModel.State state, double[] values, double[] point, double[][] jacobian) {
        int n = state.directions().size();
        if (directions.length < n) {
            directions = new double[n][data.length];
        }
        model.at(values)
                .differentiate(
                        state.disk(), state.x(), state.y(), state.vsys(), state.directions(), velocity, directions);
        for (double[] row : perParameter) {
            if (row != null) {
                Arrays.fill(row, 0);
            }
        }
        for (GalaxyModel.Term term : state.terms()) {
            double[] row = perParameter[term.parameter()];
            double[] direction = directions[term.direction()];
            for (int k = 0; k < data.length; k++) {
                row[k] += term.factor() * direction[k] / error[k];
            }
        }
        int beam = model.place();
        if (beam >= 0 && wanted[beam]) {
            model.perWidth(state, values, perParameter[beam]);
            for (int k = 0; k < data.length; k++) {
                perParameter[beam][k] /= error[k];
            }
        }
        space.chain(perParameter, point, jacobian);
    }

    @Override
    public void model(double[] values, double[] out) {
        evaluate(model.galaxy().at(values, null), values, out);
    }

    @Override
    public void residualsAtRest(double[] point, double[] residuals) {
        double[] values = space.physical(point);
        GalaxyModel.State state = model.galaxy().at(values, null);
        model.at(values).evaluate(state.disk().atRest(), state.x(), state.y(), state.vsys(), velocity);
        compare(residuals, null);
    }
}
