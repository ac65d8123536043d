package org.steelyard.disk;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.numbers.gamma.Erfc;
import org.steelyard.units.InputException;

/** Analytic brightness profiles of a disk, not normalised: what {@link SurfaceBrightness} makes a profile of unit flux of. */
public sealed interface RadialShape {

    /**
     * @param r [arcsec] in the plane of the disk
     * @return brightness, in arbitrary units
     */
    double value(double r);

    /** @return number of parameters of the shape, in the order of the record */
    int parameterCount();

    /**
     * @param r [arcsec] in the plane of the disk
     * @param out partial derivatives of {@link #value} with respect to the parameters [1/arcsec]. Modified.
     */
    void derivatives(double r, double[] out);

    /** @return [arcsec] ascending radii between which the shape is smooth; beyond the last there is nothing to count */
    double[] panels();

    /**
     * exp(-r / R).
     *
     * @param scale [arcsec] R, positive
     */
    record Exponential(double scale) implements RadialShape {

        /** @throws InputException if the scale is not positive */
        public Exponential {
            positive("scale of the exponential disk", scale);
        }

        @Override
        public double value(double r) {
            return Math.exp(-r / scale);
        }

        @Override
        public int parameterCount() {
            return 1;
        }

        @Override
        public void derivatives(double r, double[] out) {
            out[0] = value(r) * r / (scale * scale);
        }

        @Override
        public double[] panels() {
            return steps(0, 4 * scale, 11);
        }
    }

    /**
     * exp(-r^2 / 2 S^2).
     *
     * @param sigma [arcsec] S, positive
     */
    record Gaussian(double sigma) implements RadialShape {

        /** @throws InputException if sigma is not positive */
        public Gaussian {
            positive("sigma of the Gaussian disk", sigma);
        }

        @Override
        public double value(double r) {
            double u = r / sigma;
            return Math.exp(-0.5 * u * u);
        }

        @Override
        public int parameterCount() {
            return 1;
        }

        @Override
        public void derivatives(double r, double[] out) {
            double u = r / sigma;
            out[0] = value(r) * u * u / sigma;
        }

        @Override
        public double[] panels() {
            return steps(0, 2 * sigma, 6);
        }
    }

    /**
     * exp(-(r - R)^2 / 2 W^2).
     *
     * @param radius [arcsec] R, not negative
     * @param width [arcsec] W, positive
     */
    record Ring(double radius, double width) implements RadialShape {

        /** @throws InputException if the radius is negative or the width not positive */
        public Ring {
            notNegative("radius of the ring", radius);
            positive("width of the ring", width);
        }

        @Override
        public double value(double r) {
            double u = (r - radius) / width;
            return Math.exp(-0.5 * u * u);
        }

        @Override
        public int parameterCount() {
            return 2;
        }

        @Override
        public void derivatives(double r, double[] out) {
            double u = (r - radius) / width;
            out[0] = value(r) * u / width;
            out[1] = out[0] * u;
        }

        @Override
        public double[] panels() {
            double start = Math.max(0, radius - 12 * width);
            return steps(start, 2 * width, (int) Math.ceil((radius + 12 * width - start) / (2 * width)));
        }
    }

    /**
     * An exponential disk with a hole whose edge is soft: exp(-r / R) [1 + erf((r - r_h) / w_h)] / 2.
     *
     * @param scale [arcsec] R, positive
     * @param holeRadius [arcsec] r_h, not negative
     * @param holeWidth [arcsec] w_h, positive
     */
    record ExponentialWithHole(double scale, double holeRadius, double holeWidth) implements RadialShape {

        /** @throws InputException if a number is out of range */
        public ExponentialWithHole {
            positive("scale of the exponential disk", scale);
            notNegative("radius of the hole", holeRadius);
            positive("width of the edge of the hole", holeWidth);
        }

        @Override
        public double value(double r) {
            return 0.5 * Math.exp(-r / scale) * Erfc.value((holeRadius - r) / holeWidth);
        }

        @Override
        public int parameterCount() {
            return 3;
        }

        @Override
        public void derivatives(double r, double[] out) {
            double u = (r - holeRadius) / holeWidth;
            double edge = Math.exp(-r / scale - u * u) / (Math.sqrt(Math.PI) * holeWidth);
            out[0] = value(r) * r / (scale * scale);
            out[1] = -edge;
            out[2] = -edge * u;
        }

        @Override
        public double[] panels() {
            double start = Math.max(0, holeRadius - 6 * holeWidth);
            double step = Math.min(holeWidth, 4 * scale);
            double[] edge = steps(start, step, (int) Math.ceil((holeRadius + 6 * holeWidth - start) / step));
            double[] disk = steps(0, 4 * scale, 11);
            double from = edge[edge.length - 1];
            return DoubleStream.concat(
                            Arrays.stream(edge),
                            Arrays.stream(disk).map(r -> r + from).skip(1))
                    .toArray();
        }
    }

    private static double[] steps(double start, double step, int count) {
        double[] at = new double[count + 1];
        Arrays.setAll(at, i -> start + i * step);
        return at;
    }

    private static void positive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InputException(what + " is " + value + " arcsec; it must be positive and finite");
        }
    }

    private static void notNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InputException(what + " is " + value + " arcsec; it must be finite and not negative");
        }
    }
}
