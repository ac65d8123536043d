// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import java.util.function.DoubleUnaryOperator;

/**
 * An independent forward model in plain loops over voxels, following the method page, sections 2 to 8. It has its own
 * error function, quadrature, Doppler shift, beam and convolution, and shares no code with the library. It works in Hz,
 * where the library works in velocities of the rest frame. It is slow.
 */
public final class SlowModel {

    private static final double C = 299792.458;
    private static final double G = 4.300917270e-3;

    /** Number of panels of Simpson's rule in the MGE integral; for axis ratios above 0.5 the error is below 1e-8. */
    private static final int PANELS = 200;

    /** Half width of the beam in standard deviations of its major axis; 1e-11 of the beam is outside. */
    private static final double BEAM_REACH = 7.5;

    private SlowModel() {}

    /**
     * Pixels and channels.
     *
     * @param nx pixels; the first has the FITS coordinate 1 + x0
     * @param x0 index of the first pixel
     * @param frame [arcsec/pixel] {east per x, east per y, north per x, north per y}
     * @param restFrequency [Hz]
     * @param edges [Hz] of the channels, n + 1
     * @param centres [Hz] of the channels
     * @param beams [arcsec, arcsec, deg] FWHM and position angle of each channel's beam
     * @param sampled whether the line is taken at the channels' centres
     */
    public record Telescope(
            int nx,
            int ny,
            int x0,
            int y0,
            double[] frame,
            double restFrequency,
            double[] edges,
            double[] centres,
            double[][] beams,
            boolean sampled) {
        double pixelArea() {
            return Math.abs(frame[0] * frame[3] - frame[1] * frame[2]);
        }

        int channels() {
            return centres.length;
        }
    }

    /**
     * Masses, motions and light. Angles are in deg, radii in arcsec.
     *
     * @param mge [Lsun/pc2, arcsec, 1] rows of the stars' expansion
     * @param rotation A of the method page, section 4, as a function of radius
     * @param radial B of the method page, section 4, along the minor axis, as a function of radius
     * @param vrad [km/s] constant speed along the minor axis
     * @param pressure whether the pressure of the gas, in proportion to light times dispersion squared, carries weight
     * @param dispersion [km/s] as a function of radius
     * @param light surface brightness as a function of radius in the disk plane, not normalised; null where
     *     {@code fluxMap} is given
     * @param cutoff radius beyond which there is no light
     * @param lightCentre [pixel] offset of the centre of the light in x and y
     * @param fluxMap [Jy km/s] of every pixel
     * @param flux [Jy km/s] flux of the disk, or factor of the map
     */
    public record Disk(
            double mbh,
            double softening,
            double massToLight,
            double[][] mge,
            double pcPerArcsec,
            double inclination,
            double positionAngle,
            double x,
            double y,
            double vsys,
            DoubleUnaryOperator rotation,
            DoubleUnaryOperator radial,
            double vrad,
            boolean pressure,
            boolean relativistic,
            DoubleUnaryOperator dispersion,
            DoubleUnaryOperator light,
            double cutoff,
            double[] lightCentre,
            double[] fluxMap,
            double flux) {}

    /** @return [Jy/beam] {@code [(channel * ny + y) * nx + x]}, at s x s sub-pixels */
    public static double[] cube(Disk disk, Telescope telescope, int s) {
        double[] sky = skyCube(disk, telescope, s);
        double[] out = new double[sky.length];
        int plane = telescope.nx * telescope.ny;
        for (int c = 0; c < telescope.channels(); c++) {
            double[] beam = telescope.beams[c];
            double area = Math.PI * beam[0] * beam[1] / (4 * Math.log(2)) / telescope.pixelArea();
            int half = (int) Math.ceil(BEAM_REACH * beam[0] / 2.3548200450309493 / Math.sqrt(telescope.pixelArea()));
            double sum = 0;
            double[][] kernel = new double[2 * half + 1][2 * half + 1];
            for (int j = -half; j <= half; j++) {
                for (int i = -half; i <= half; i++) {
                    kernel[j + half][i + half] = gaussian(beam, telescope.frame, i, j);
                    sum += kernel[j + half][i + half];
                }
            }
            for (int y = 0; y < telescope.ny; y++) {
                for (int x = 0; x < telescope.nx; x++) {
                    double value = 0;
                    for (int j = Math.max(0, y - half); j <= Math.min(telescope.ny - 1, y + half); j++) {
                        for (int i = Math.max(0, x - half); i <= Math.min(telescope.nx - 1, x + half); i++) {
                            double here = sky[c * plane + j * telescope.nx + i];
                            if (here != 0) {
                                value += here * kernel[y - j + half][x - i + half];
                            }
                        }
                    }
                    out[c * plane + y * telescope.nx + x] = value / sum * area;
                }
            }
        }
        return out;
    }

    private static double gaussian(double[] beam, double[] frame, int dx, int dy) {
        double east = frame[0] * dx + frame[1] * dy;
        double north = frame[2] * dx + frame[3] * dy;
        double angle = beam[2] * Math.PI / 180;
        double along = north * Math.cos(angle) + east * Math.sin(angle);
        double across = east * Math.cos(angle) - north * Math.sin(angle);
        return Math.exp(-4 * Math.log(2) * (along * along / beam[0] / beam[0] + across * across / beam[1] / beam[1]));
    }

    /** [Jy per pixel] before the beam. */
    static double[] skyCube(Disk disk, Telescope telescope, int s) {
        int plane = telescope.nx * telescope.ny;
        double[] sky = new double[plane * telescope.channels()];
        double total = disk.light == null ? Double.NaN : integral(disk.light, disk.cutoff);
        for (int y = 0; y < telescope.ny; y++) {
            for (int x = 0; x < telescope.nx; x++) {
                for (int j = 1; j <= s; j++) {
                    for (int i = 1; i <= s; i++) {
                        double dx = telescope.x0 + x + 1 + (i - 0.5) / s - 0.5 - disk.x;
                        double dy = telescope.y0 + y + 1 + (j - 0.5) / s - 0.5 - disk.y;
                        addPoint(disk, telescope, dx, dy, s, total, y * telescope.nx + x, sky);
                    }
                }
            }
        }
        return sky;
    }

    private static void addPoint(
            Disk disk, Telescope telescope, double dx, double dy, int s, double total, int pixel, double[] sky) {
        double east = telescope.frame[0] * dx + telescope.frame[1] * dy;
        double north = telescope.frame[2] * dx + telescope.frame[3] * dy;
        double i = disk.inclination * Math.PI / 180;
        double gamma = disk.positionAngle * Math.PI / 180;
        double xd = east * Math.sin(gamma) + north * Math.cos(gamma);
        double yd = (east * Math.cos(gamma) - north * Math.sin(gamma)) / Math.cos(i);
        double r = Math.sqrt(xd * xd + yd * yd);
        double flux;
        if (disk.light == null) {
            flux = disk.flux * disk.fluxMap[pixel] / (s * s);
        } else {
            double moved =
                    telescope.frame[0] * (dx - disk.lightCentre[0]) + telescope.frame[1] * (dy - disk.lightCentre[1]);
            double risen =
                    telescope.frame[2] * (dx - disk.lightCentre[0]) + telescope.frame[3] * (dy - disk.lightCentre[1]);
            double fromLight = Math.hypot(
                    moved * Math.sin(gamma) + risen * Math.cos(gamma),
                    (moved * Math.cos(gamma) - risen * Math.sin(gamma)) / Math.cos(i));
            double onSky = fromLight > disk.cutoff ? 0 : disk.light.applyAsDouble(fromLight) / total / Math.cos(i);
            flux = disk.flux * onSky * telescope.pixelArea() / (s * s);
        }
        if (flux == 0) {
            return;
        }
        double squared = circularSpeedSquared(disk, r);
        if (disk.pressure) {
            double step = 1e-3;
            double rise = 8 * (pressure(disk, r * (1 + step)) - pressure(disk, r * (1 - step)))
                    - pressure(disk, r * (1 + 2 * step))
                    + pressure(disk, r * (1 - 2 * step));
            double sigma = disk.dispersion.applyAsDouble(r);
            squared += sigma * sigma * rise / (12 * step) / pressure(disk, r);
        }
        double speed = Math.sqrt(squared);
        double along = disk.rotation.applyAsDouble(r) * speed * xd / r;
        double across = (disk.radial.applyAsDouble(r) * speed + disk.vrad) * yd / r;
        double v = Math.sin(i) * (along + across);
        double z = disk.vsys / C;
        double nu = telescope.restFrequency / (1 + z) * (1 - v / C);
        if (disk.relativistic) {
            nu = telescope.restFrequency / (1 + z) * Math.sqrt(1 - 3 * squared / (C * C)) / (1 + v / C);
        }
        double sigma = telescope.restFrequency / (1 + z) * disk.dispersion.applyAsDouble(r) / C;
        int plane = telescope.nx * telescope.ny;
        for (int c = 0; c < telescope.channels(); c++) {
            double low = Math.min(telescope.edges[c], telescope.edges[c + 1]);
            double high = Math.max(telescope.edges[c], telescope.edges[c + 1]);
            double share;
            if (telescope.sampled) {
                double t = (telescope.centres[c] - nu) / sigma;
                share = Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI) / sigma * (high - low);
            } else {
                share = 0.5 * (erf((high - nu) / sigma / Math.sqrt(2)) - erf((low - nu) / sigma / Math.sqrt(2)));
            }
            double width = (high - low) / telescope.restFrequency * C;
            sky[c * plane + pixel] += flux * share / width;
        }
    }

    private static double pressure(Disk disk, double r) {
        return disk.light.applyAsDouble(r) * Math.pow(disk.dispersion.applyAsDouble(r), 2);
    }

    /** [km2/s2] Squared circular speed (method page, section 3). */
    static double circularSpeedSquared(Disk disk, double r) {
        double pc = r * disk.pcPerArcsec;
        double i = disk.inclination * Math.PI / 180;
        double soft = disk.softening * disk.pcPerArcsec;
        double stars = 0;
        for (double[] gaussian : disk.mge) {
            double sigma = gaussian[1] * disk.pcPerArcsec;
            double q = Math.sqrt(gaussian[2] * gaussian[2] - Math.cos(i) * Math.cos(i)) / Math.sin(i);
            double density = gaussian[0] * gaussian[2] / (q * sigma * Math.sqrt(2 * Math.PI));
            double sum = 0;
            for (int k = 0; k <= PANELS; k++) {
                double u = k / (double) PANELS;
                double weight = k == 0 || k == PANELS ? 1 : k % 2 == 1 ? 4 : 2;
                sum += weight
                        * u
                        * u
                        * Math.exp(-pc * pc * u * u / (2 * sigma * sigma))
                        / Math.sqrt(1 - (1 - q * q) * u * u);
            }
            stars += 4 * Math.PI * G * pc * pc * q * density * sum / (3 * PANELS);
        }
        double hole = G * disk.mbh * pc * pc / Math.pow(pc * pc + soft * soft, 1.5);
        return disk.massToLight * stars + hole;
    }

    /** Integral of 2 pi r f(r) by Simpson's rule, up to the cutoff or 40 arcsec. */
    private static double integral(DoubleUnaryOperator light, double cutoff) {
        double end = Math.min(cutoff, 40);
        int panels = 40000;
        double sum = 0;
        for (int k = 0; k <= panels; k++) {
            double r = end * k / panels;
            sum += (k == 0 || k == panels ? 1 : k % 2 == 1 ? 4 : 2) * r * light.applyAsDouble(r);
        }
        return 2 * Math.PI * sum * end / (3 * panels);
    }

    /** The error function: its power series below 3, the continued fraction of erfc above. */
    public static double erf(double x) {
        if (x < 0) {
            return -erf(-x);
        }
        if (x > 6) {
            return 1;
        }
        if (x < 3) {
            double term = x;
            double sum = x;
            for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
                term *= -x * x / n;
                sum += term / (2 * n + 1);
            }
            return 2 / Math.sqrt(Math.PI) * sum;
        }
        double fraction = x;
        for (int k = 60; k >= 1; k--) {
            fraction = x + 0.5 * k / fraction;
        }
        return 1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }

    /** Means of a cube over m x m blocks, {@code [block * channels + channel]}. */
    public static double[] blocks(double[] cube, Telescope telescope, int[] blockX, int[] blockY, int m) {
        double[] out = new double[blockX.length * telescope.channels()];
        for (int b = 0; b < blockX.length; b++) {
            for (int c = 0; c < telescope.channels(); c++) {
                double sum = 0;
                for (int j = 0; j < m; j++) {
                    for (int i = 0; i < m; i++) {
                        sum += cube[(c * telescope.ny + blockY[b] + j) * telescope.nx + blockX[b] + i];
                    }
                }
                out[b * telescope.channels() + c] = sum / (m * m);
            }
        }
        return out;
    }
}
