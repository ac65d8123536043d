// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.steelyard.SharedData;
import org.steelyard.inference.LogLikelihood;
import org.steelyard.inference.Prior;
import org.steelyard.inference.SampledParameter;

/** A problem of shared/reference/evidence with exact evidence, mean and covariance. */
public record EvidenceProblem(
        String name,
        double[] lower,
        double[] upper,
        ToDoubleFunction<double[]> logLikelihood,
        double logZ,
        double[] mean,
        double[][] covariance) {

    public static List<EvidenceProblem> all() {
        List<EvidenceProblem> problems = new ArrayList<>();
        try {
            JsonNode root = new ObjectMapper()
                    .readTree(
                            SharedData.path("reference/evidence/evidence.json").toFile());
            for (JsonNode p : root.get("problems")) {
                String name = p.get("name").asText();
                double[][] covariance = switch (name) {
                    case "banana2d" -> bananaCovariance(p);
                    case "two_shells2d" -> shellsCovariance(p);
                    default -> matrix(p.get("posterior_cov"));
                };
                problems.add(new EvidenceProblem(
                        name,
                        vector(p.get("lower")),
                        vector(p.get("upper")),
                        likelihood(name, p),
                        p.get("lnZ").asDouble(),
                        vector(p.get("posterior_mean")),
                        covariance));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return problems;
    }

    public SamplingProblem problem() {
        return sampling(lower, upper, logLikelihood);
    }

    /** A problem with uniform priors. */
    public static SamplingProblem sampling(double[] lower, double[] upper, ToDoubleFunction<double[]> logLikelihood) {
        List<SampledParameter> parameters = new ArrayList<>();
        for (int j = 0; j < lower.length; j++) {
            parameters.add(new SampledParameter("p" + j, "", new Prior.Uniform(lower[j], upper[j])));
        }
        return new SamplingProblem(parameters, oneByOne(logLikelihood));
    }

    public static LogLikelihood oneByOne(ToDoubleFunction<double[]> logLikelihood) {
        return (points, count, answers) -> {
            for (int i = 0; i < count; i++) {
                answers[i] = logLikelihood.applyAsDouble(points[i]);
            }
        };
    }

    /** The file has the variances. With a normal x and y = b x^2 + noise, cov(x, y) = 2 b m s1^2. */
    private static double[][] bananaCovariance(JsonNode p) {
        double s1 = p.get("s1").asDouble();
        double both = 2 * p.get("b").asDouble() * p.get("m").asDouble() * s1 * s1;
        double[] variance = vector(p.get("posterior_var"));
        return new double[][] {{variance[0], both}, {both, variance[1]}};
    }

    /**
     * For a density rho N(rho; r, w) in the distance rho from a centre, <rho^2> = r^2 + 3 w^2, half of it along each
     * axis.
     */
    private static double[][] shellsCovariance(JsonNode p) {
        double r = p.get("r").asDouble();
        double w = p.get("w").asDouble();
        double c = p.get("centres").get(1).get(0).asDouble();
        double ring = (r * r + 3 * w * w) / 2;
        return new double[][] {{c * c + ring, 0}, {0, ring}};
    }

    private static ToDoubleFunction<double[]> likelihood(String name, JsonNode p) {
        switch (name) {
            case "gaussian3d" -> {
                return gaussian(vector(p.get("mu")), matrix(p.get("cov")));
            }
            case "banana2d" -> {
                double m = p.get("m").asDouble();
                double s1 = p.get("s1").asDouble();
                double b = p.get("b").asDouble();
                double s2 = p.get("s2").asDouble();
                return t -> -0.5 * square((t[0] - m) / s1) - 0.5 * square((t[1] - b * t[0] * t[0]) / s2);
            }
            case "two_shells2d" -> {
                double[][] centres = matrix(p.get("centres"));
                double r = p.get("r").asDouble();
                double w = p.get("w").asDouble();
                return t -> {
                    double log = Double.NEGATIVE_INFINITY;
                    for (double[] c : centres) {
                        double d = Math.hypot(t[0] - c[0], t[1] - c[1]) - r;
                        log = Weights.logSum(log, -0.5 * square(d / w));
                    }
                    return log - 0.5 * Math.log(2 * Math.PI * w * w);
                };
            }
            case "line_fit" -> {
                double[] x = vector(p.get("x"));
                double[] y = vector(p.get("y"));
                double[] sigma = vector(p.get("sigma"));
                return t -> {
                    double log = 0;
                    for (int i = 0; i < x.length; i++) {
                        log -= 0.5 * square((y[i] - t[0] * x[i] - t[1]) / sigma[i])
                                + Math.log(sigma[i] * Math.sqrt(2 * Math.PI));
                    }
                    return log;
                };
            }
            default -> throw new IllegalStateException("no likelihood for " + name);
        }
    }

    /** -0.5 (x - mu)^T C^-1 (x - mu). */
    public static ToDoubleFunction<double[]> gaussian(double[] mu, double[][] covariance) {
        DMatrixRMaj c = new DMatrixRMaj(covariance);
        DMatrixRMaj inverted = new DMatrixRMaj(mu.length, mu.length);
        CommonOps_DDRM.invert(c, inverted);
        return t -> {
            double sum = 0;
            for (int i = 0; i < mu.length; i++) {
                for (int j = 0; j < mu.length; j++) {
                    sum += (t[i] - mu[i]) * inverted.get(i, j) * (t[j] - mu[j]);
                }
            }
            return -0.5 * sum;
        };
    }

    private static double square(double x) {
        return x * x;
    }

    private static double[] vector(JsonNode node) {
        double[] vector = new double[node.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = node.get(i).asDouble();
        }
        return vector;
    }

    private static double[][] matrix(JsonNode node) {
        double[][] matrix = new double[node.size()][];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = vector(node.get(i));
        }
        return matrix;
    }
}
