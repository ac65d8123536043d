// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.inference.GaussianPrior;
import org.steelyard.inference.JointPrior;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.potential.stars.StellarSpeeds;

/**
 * A least-squares problem with the priors of its parameters: after the residuals of the data, one residual for each
 * prior, r sqrt(w) with r of {@link GaussianPrior#residual}, then one for each {@link JointPrior}.
 *
 * <p>The weight w is the factor by which chi^2 of the data rises too fast, 1 where the likelihood knows the correlation
 * of the noise. With it, data and priors combine as independent measurements with their true errors.
 */
final class PriorProblem implements DiskProblem {

    private final DiskProblem problem;
    private final double weight;
    private final int count;
    private final double[] residualsOfData;
    private double[][] jacobianOfData = new double[0][];

    private PriorProblem(DiskProblem problem, double weight) {
        this.problem = problem;
        this.weight = weight;
        count = count(problem.space());
        residualsOfData = new double[problem.residualCount()];
    }

    /**
     * @param problem of the data
     * @param weight w
     * @return the problem with the priors of its parameters; itself if there are none
     */
    static DiskProblem of(DiskProblem problem, double weight) {
        return count(problem.space()) == 0 ? problem : new PriorProblem(problem, weight);
    }

    private static int count(ParameterSpace space) {
        return places(space).length + space.jointPriors().size();
    }

    /** Indices of the parameters with a prior. */
    private static int[] places(ParameterSpace space) {
        return IntStream.range(0, space.size())
                .filter(i -> space.parameters().get(i).priorOrNull() != null)
                .toArray();
    }

    /**
     * @param space the parameters
     * @param values of all parameters. Not modified
     * @return sum of r^2 over all priors, without the weight
     */
    static double chiSquared(ParameterSpace space, double[] values) {
        return Arrays.stream(residuals(space, values)).map(r -> r * r).sum();
    }

    /** r of all priors. */
    private static double[] residuals(ParameterSpace space, double[] values) {
        int[] with = places(space);
        double[] r = new double[count(space)];
        for (int k = 0; k < with.length; k++) {
            r[k] = space.parameters().get(with[k]).priorOrNull().residual(values[with[k]]);
        }
        for (int k = with.length; k < r.length; k++) {
            r[k] = space.jointPriors().get(k - with.length).residual(name -> values[space.index(name)]);
        }
        return r;
    }

    /**
     * @param space the parameters
     * @param point coordinates. Not modified
     * @return {@code [coordinate][prior]} derivatives of r, without the weight
     */
    static double[][] jacobian(ParameterSpace space, double[] point) {
        int[] with = places(space);
        double[] values = space.physical(point);
        int count = count(space);
        double[][] perValue = new double[space.size()][count];
        for (int k = with.length; k < count; k++) {
            int row = k;
            space.jointPriors()
                    .get(k - with.length)
                    .factors()
                    .forEach((name, factor) -> perValue[space.index(name)][row] = factor);
        }
        for (int k = 0; k < with.length; k++) {
            perValue[with[k]][k] = space.parameters().get(with[k]).priorOrNull().slope(values[with[k]]);
        }
        double[][] perCoordinate = new double[space.freeCount()][count];
        space.chain(perValue, point, perCoordinate);
        return perCoordinate;
    }

    @Override
    public ParameterSpace space() {
        return problem.space();
    }

    @Override
    public int residualCount() {
        return problem.residualCount() + count;
    }

    @Override
    public int dataCount() {
        return problem.dataCount();
    }

    @Override
    public int solvedCount() {
        return problem.solvedCount();
    }

    @Override
    public int[] ascending() {
        return problem.ascending();
    }

    @Override
    public DiskProblem with(ParameterSpace other) {
        return of(problem.with(other), weight);
    }

    @Override
    public DiskProblem withData(double[] other) {
        return of(problem.withData(other), weight);
    }

    @Override
    public DiskProblem withStars(StellarSpeeds other) {
        return of(problem.withStars(other), weight);
    }

    @Override
    public void model(double[] values, double[] out) {
        problem.model(values, out);
    }

    @Override
    public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
        int data = residualsOfData.length;
        if (jacobianOrNull != null && jacobianOfData.length < jacobianOrNull.length) {
            jacobianOfData = new double[jacobianOrNull.length][data];
        }
        problem.evaluate(point, residualsOfData, jacobianOrNull == null ? null : jacobianOfData);
        addPriors(point, residuals);
        if (jacobianOrNull != null) {
            double[][] slopes = jacobian(space(), point);
            for (int f = 0; f < jacobianOrNull.length; f++) {
                System.arraycopy(jacobianOfData[f], 0, jacobianOrNull[f], 0, data);
                for (int k = 0; k < count; k++) {
                    jacobianOrNull[f][data + k] = Math.sqrt(weight) * slopes[f][k];
                }
            }
        }
    }

    @Override
    public void residualsAtRest(double[] point, double[] residuals) {
        problem.residualsAtRest(point, residualsOfData);
        addPriors(point, residuals);
    }

    /** The residuals of the data, followed by those of the priors. */
    private void addPriors(double[] point, double[] residuals) {
        int data = residualsOfData.length;
        System.arraycopy(residualsOfData, 0, residuals, 0, data);
        double[] priors = residuals(space(), space().physical(point));
        for (int k = 0; k < count; k++) {
            residuals[data + k] = Math.sqrt(weight) * priors[k];
        }
    }
}
