package org.steelyard.inference.optimise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.steelyard.inference.LeastSquaresProblem;

/** A nonlinear regression problem of NIST's Statistical Reference Datasets, read from the test resources. */
record NistProblem(
        double[] x, double[] y, List<double[]> starts, double[] value, double[] deviation, double rss, Model model) {

    /** A function of x and its derivatives with respect to the parameters. */
    interface Model {
        double value(double x, double[] b, double[] derivativesOrNull);
    }

    private static final Map<String, Model> MODELS = Map.of(
            "Misra1a", NistProblem::saturation,
            "BoxBOD", NistProblem::saturation,
            "Thurber", NistProblem::rational,
            "Hahn1", NistProblem::rational,
            "MGH09", NistProblem::kowalikOsborne,
            "MGH17", NistProblem::osborne,
            "Eckerle4", NistProblem::peak,
            "Rat42", NistProblem::logistic);

    static NistProblem read(String name) {
        List<double[]> starts = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        double[] value = null;
        double[] deviation = null;
        double rss = Double.NaN;
        try (InputStream stream = NistProblem.class.getResourceAsStream("nist/" + name + ".txt")) {
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.split(" ");
                double[] numbers =
                        line.startsWith("#") ? null : numbers(words, Character.isLetter(line.charAt(0)) ? 1 : 0);
                switch (words[0]) {
                    case "#" -> {}
                    case "start1", "start2" -> starts.add(numbers);
                    case "value" -> value = numbers;
                    case "deviation" -> deviation = numbers;
                    case "rss" -> rss = numbers[0];
                    default -> rows.add(numbers);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double[] x = rows.stream().mapToDouble(row -> row[0]).toArray();
        double[] y = rows.stream().mapToDouble(row -> row[1]).toArray();
        return new NistProblem(x, y, starts, value, deviation, rss, MODELS.get(name));
    }

    private static double[] numbers(String[] words, int from) {
        return Arrays.stream(words, from, words.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /**
     * The residuals in units of the residual standard deviation, so that chi-squared is the number of degrees of
     * freedom.
     */
    LeastSquaresProblem problem(int start) {
        double sigma = Math.sqrt(rss / (x.length - value.length));
        double[] derivatives = new double[value.length];
        return TestProblems.analytic(starts.get(start), x.length, (b, residuals, jacobian) -> {
            for (int k = 0; k < x.length; k++) {
                residuals[k] = (model.value(x[k], b, jacobian == null ? null : derivatives) - y[k]) / sigma;
                if (jacobian != null) {
                    for (int j = 0; j < b.length; j++) {
                        jacobian[j][k] = derivatives[j] / sigma;
                    }
                }
            }
        });
    }

    private static double saturation(double x, double[] b, double[] d) {
        double e = Math.exp(-b[1] * x);
        if (d != null) {
            d[0] = 1 - e;
            d[1] = b[0] * x * e;
        }
        return b[0] * (1 - e);
    }

    private static double rational(double x, double[] b, double[] d) {
        double top = b[0] + x * (b[1] + x * (b[2] + x * b[3]));
        double bottom = 1 + x * (b[4] + x * (b[5] + x * b[6]));
        if (d != null) {
            for (int j = 0; j < 4; j++) {
                d[j] = Math.pow(x, j) / bottom;
            }
            for (int j = 4; j < 7; j++) {
                d[j] = -top * Math.pow(x, j - 3) / (bottom * bottom);
            }
        }
        return top / bottom;
    }

    private static double kowalikOsborne(double x, double[] b, double[] d) {
        double top = x * x + x * b[1];
        double bottom = x * x + x * b[2] + b[3];
        if (d != null) {
            d[0] = top / bottom;
            d[1] = b[0] * x / bottom;
            d[2] = -b[0] * top * x / (bottom * bottom);
            d[3] = -b[0] * top / (bottom * bottom);
        }
        return b[0] * top / bottom;
    }

    private static double osborne(double x, double[] b, double[] d) {
        double first = Math.exp(-b[3] * x);
        double second = Math.exp(-b[4] * x);
        if (d != null) {
            d[0] = 1;
            d[1] = first;
            d[2] = second;
            d[3] = -b[1] * x * first;
            d[4] = -b[2] * x * second;
        }
        return b[0] + b[1] * first + b[2] * second;
    }

    private static double peak(double x, double[] b, double[] d) {
        double u = (x - b[2]) / b[1];
        double value = b[0] / b[1] * Math.exp(-u * u / 2);
        if (d != null) {
            d[0] = value / b[0];
            d[1] = value * (u * u - 1) / b[1];
            d[2] = value * u / b[1];
        }
        return value;
    }

    private static double logistic(double x, double[] b, double[] d) {
        double e = Math.exp(b[1] - b[2] * x);
        double value = b[0] / (1 + e);
        if (d != null) {
            d[0] = 1 / (1 + e);
            d[1] = -value * e / (1 + e);
            d[2] = value * x * e / (1 + e);
        }
        return value;
    }
}
