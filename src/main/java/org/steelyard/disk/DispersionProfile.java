package org.steelyard.disk;

import org.steelyard.units.InputException;

/**
 * Turbulent velocity dispersion of the gas by radius (METHOD section 5):
 *
 * <pre>  FLAT         sigma_0
 *  EXPONENTIAL  sigma_0 + a exp(-r / R)
 *  GAUSSIAN     sigma_0 + a exp(-(r - R)^2 / 2 W^2) </pre>
 *
 * It is positive everywhere, or the constructor throws: a zero width is an error, not a NaN.
 *
 * @param law which of the three
 * @param sigma0 [km/s] dispersion far out
 * @param amplitude [km/s] a, what is added; may be negative down to -sigma0, which is excluded. Not used by FLAT.
 * @param radius [arcsec] R, scale of EXPONENTIAL (positive) or place of the ring of GAUSSIAN
 * @param width [arcsec] W, of GAUSSIAN, positive
 */
public record DispersionProfile(Law law, double sigma0, double amplitude, double radius, double width) {

    /** Number of parameters that {@link #derivatives} covers: sigma0, amplitude, radius, width. */
    public static final int PARAMETERS = 4;

    /** Shape of the dispersion profile. */
    public enum Law {
        /** The same everywhere. */
        FLAT,
        /** Rises towards the centre. */
        EXPONENTIAL,
        /** Has a bump around a radius. */
        GAUSSIAN
    }

    /** @throws InputException if the dispersion could be zero or negative anywhere, or a number that the law uses is out of range */
    public DispersionProfile {
        if (!(sigma0 > 0) || Double.isInfinite(sigma0)) {
            throw new InputException("dispersion is " + sigma0 + " km/s; it must be positive and finite");
        }
        if (law != Law.FLAT) {
            if (!(amplitude > -sigma0) || Double.isInfinite(amplitude)) {
                throw new InputException("dispersion_amplitude is " + amplitude + " km/s; it must be finite and above -"
                        + sigma0 + " km/s, so that the dispersion stays positive");
            }
            if (!Double.isFinite(radius) || law == Law.EXPONENTIAL && !(radius > 0)) {
                throw new InputException("dispersion_radius is " + radius + " arcsec; it must be finite"
                        + (law == Law.EXPONENTIAL ? " and positive" : ""));
            }
            if (law == Law.GAUSSIAN && !(width > 0 && Double.isFinite(width))) {
                throw new InputException("dispersion_width is " + width + " arcsec; it must be positive and finite");
            }
        }
    }

    /**
     * @param sigma0 [km/s]
     * @return the same dispersion everywhere
     */
    public static DispersionProfile flat(double sigma0) {
        return new DispersionProfile(Law.FLAT, sigma0, 0, 0, 0);
    }

    /**
     * @param sigma0 [km/s] far out
     * @param amplitude [km/s] more than that at the centre
     * @param radius [arcsec] scale
     * @return an exponential profile
     */
    public static DispersionProfile exponential(double sigma0, double amplitude, double radius) {
        return new DispersionProfile(Law.EXPONENTIAL, sigma0, amplitude, radius, 0);
    }

    /**
     * @param sigma0 [km/s] far from the ring
     * @param amplitude [km/s] more than that in the ring
     * @param radius [arcsec] of the ring
     * @param width [arcsec] its standard deviation
     * @return a Gaussian ring
     */
    public static DispersionProfile gaussian(double sigma0, double amplitude, double radius, double width) {
        return new DispersionProfile(Law.GAUSSIAN, sigma0, amplitude, radius, width);
    }

    /**
     * @param r [arcsec] in the plane of the disk
     * @return [km/s] dispersion, positive
     */
    public double sigma(double r) {
        return law == Law.FLAT ? sigma0 : sigma0 + amplitude * shape(r);
    }

    /**
     * @param r [arcsec] in the plane of the disk
     * @param out partial derivatives of {@link #sigma} with respect to sigma0, amplitude [1], radius and width [km/s/arcsec];
     *     zero for those that the law does not use. Modified.
     */
    public void derivatives(double r, double[] out) {
        out[0] = 1;
        out[1] = 0;
        out[2] = 0;
        out[3] = 0;
        if (law == Law.FLAT) {
            return;
        }
        double shape = shape(r);
        out[1] = shape;
        if (law == Law.EXPONENTIAL) {
            out[2] = amplitude * shape * r / (radius * radius);
        } else {
            double u = (r - radius) / width;
            out[2] = amplitude * shape * u / width;
            out[3] = amplitude * shape * u * u / width;
        }
    }

    /**
     * @param r [arcsec] in the plane of the disk
     * @return [km/s/arcsec] slope of {@link #sigma} with radius
     */
    public double slope(double r) {
        return switch (law) {
            case FLAT -> 0;
            case EXPONENTIAL -> -amplitude * shape(r) / radius;
            case GAUSSIAN -> -amplitude * shape(r) * (r - radius) / (width * width);
        };
    }

    private double shape(double r) {
        if (law == Law.EXPONENTIAL) {
            return Math.exp(-r / radius);
        }
        double u = (r - radius) / width;
        return Math.exp(-0.5 * u * u);
    }
}
