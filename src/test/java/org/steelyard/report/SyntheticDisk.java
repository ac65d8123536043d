// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.fit.search.FitResult.InputFile;
import org.steelyard.fit.search.FitResult.Machine;
import org.steelyard.fit.search.FitResult.Timing;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.report.table.RunImages;

/**
 * A rotating disk for the tests of figures and files, computed in plain loops. Its geometry is exact; its physics is simplified
 * (pixels are not oversampled, the dispersion is constant).
 */
public final class SyntheticDisk {

    public static final double REST_FREQUENCY = 230.538e9;
    public static final double VSYS = 1865;
    public static final double POSITION_ANGLE = 30;
    public static final double INCLINATION = 60;
    public static final double PC_PER_ARCSEC = 83;
    public static final double MBH = 2e8;
    public static final Beam BEAM = new Beam(0.30, 0.16, 70);
    private static final double PIXEL = 0.06;
    private static final double SCALE_LENGTH = 0.7;
    private static final double DISPERSION = 14;
    private static final double NOISE = 6e-4;
    private static final double PEAK = 0.02;
    private static final int CHANNELS = 48;
    private static final double CHANNEL_WIDTH = 16;

    private SyntheticDisk() {}

    /** A frame with north up and east to the left. */
    public static SkyFrame plainFrame(int nx, int ny) {
        return SkyFrame.northUp(Projection.SIN, 54.11, -34.97, (nx + 1) / 2.0, (ny + 1) / 2.0, PIXEL);
    }

    /** A frame of the same sky with columns increasing to the east, rotated by an angle. */
    public static SkyFrame turnedFrame(int nx, int ny, double degrees) {
        SkyFrame plain = plainFrame(nx, ny);
        double c = PIXEL / 3600 * Math.cos(Math.toRadians(degrees));
        double s = PIXEL / 3600 * Math.sin(Math.toRadians(degrees));
        return new SkyFrame(
                plain.projection(),
                plain.longitude(),
                plain.latitude(),
                plain.referenceX(),
                plain.referenceY(),
                new double[] {c, -s, s, c},
                180,
                plain.latitude(),
                0,
                0,
                "ICRS",
                2000,
                true);
    }

    public static ModelProducts products(int nx, int ny, SkyFrame frame, long seed) {
        NativeAxis nativeAxis = new NativeAxis(
                "VRAD",
                "km/s",
                1,
                VSYS - 11.5 - CHANNEL_WIDTH * (CHANNELS - 1) / 2,
                CHANNEL_WIDTH,
                NativeAxis.Sampling.VELOCITY,
                VelocityConvention.RADIO,
                REST_FREQUENCY);
        SpectralAxis axis = SpectralAxis.of(nativeAxis, CHANNELS, "BARYCENT");
        SkyGeometry geometry = new SkyGeometry(
                "Test galaxy",
                (nx + 1) / 2.0 + 0.3,
                (ny + 1) / 2.0 - 0.2,
                POSITION_ANGLE,
                INCLINATION,
                VSYS,
                PC_PER_ARCSEC,
                1.6,
                0.55,
                POSITION_ANGLE);
        LocalFrame local = frame.at(geometry.x(), geometry.y());
        double[] kernel = kernel(local);
        float[] model = blurred(disk(nx, ny, axis, local, geometry, MBH), nx, ny, kernel);
        float[] withoutBlackHole = blurred(disk(nx, ny, axis, local, geometry, 0), nx, ny, kernel);
        float[] data = blurred(gaussian(model.length, seed), nx, ny, kernel);
        double sumSquared = Arrays.stream(kernel).map(k -> k * k).sum();
        for (int k = 0; k < data.length; k++) {
            data[k] = (float) (model[k] + data[k] * NOISE / Math.sqrt(sumSquared));
        }
        Arrays.fill(data, 0, nx, Float.NaN);
        BitSet bits = new BitSet();
        for (int k = 0; k < model.length; k++) {
            bits.set(k, model[k] > 2 * NOISE);
        }
        float[] noise = new float[model.length];
        Arrays.fill(noise, (float) NOISE);
        boolean[] fitted = new boolean[CHANNELS];
        Arrays.fill(fitted, 1, CHANNELS - 1, true);
        SpectralCube cube = new SpectralCube(
                data,
                nx,
                ny,
                axis,
                frame,
                0,
                0,
                0,
                BeamTable.common(BEAM, CHANNELS),
                BrightnessUnit.JY_PER_BEAM,
                "Test galaxy");
        return new ModelProducts(
                cube,
                model,
                withoutBlackHole,
                null,
                noise,
                region(nx, ny, local, geometry),
                fitted,
                new CubeMask(bits, nx, ny, CHANNELS),
                geometry,
                curve(),
                null);
    }

    /** A velocity-map fit of the same disk. */
    static MapProducts maps(ModelProducts products) {
        MomentMaps data = RunImages.moments(products, products.data().values());
        MomentMaps model = RunImages.moments(products, products.model());
        double[] error = new double[data.m1().values().length];
        Arrays.fill(error, 5);
        return new MapProducts(
                data.m1(),
                model.m1(),
                RunImages.withValues(data.m1(), error, "km/s"),
                data.m0(),
                products.region(),
                BEAM,
                products.geometry(),
                products.curve());
    }

    public static SpeedCurve curve() {
        int n = 200;
        double[] radius = new double[n];
        double[] stars = new double[n];
        double[] hole = new double[n];
        double[] total = new double[n];
        for (int k = 0; k < n; k++) {
            radius[k] = 0.01 * Math.pow(300, (double) k / (n - 1));
            stars[k] = starSpeed(radius[k]);
            hole[k] = holeSpeed(radius[k], MBH);
            total[k] = Math.hypot(stars[k], hole[k]);
        }
        return new SpeedCurve(radius, stars, hole, new double[n], total);
    }

    public static FitResult result() {
        return new FitResult(
                "0.1.0",
                "converged",
                List.of(
                        new FittedParameter("mbh", "Msun", 1.98e8, 1.1e7, true, false, true, 1e8, 1e6, 1e10),
                        new FittedParameter("inclination", "deg", 60.2, 0.4, true, false, true, 55, 30, 89),
                        new FittedParameter("x", "pixel", 40.8, Double.NaN, false, false, true, 40.8, 1, 80)),
                4102.3,
                4110,
                2,
                4108,
                0.9986,
                Double.NaN,
                31,
                null,
                new Timing(0.2, 0.11, 1.4, 0.9, 2),
                new Machine("17.0.15", "Debian", "vector"),
                List.of(new InputFile("cube.fits.gz", "0123456789abcdef".repeat(4))),
                Map.of("distance_mpc", 17.1),
                List.of("x is fixed"));
    }

    private static double starSpeed(double r) {
        return 230 * Math.sqrt(1 - Math.exp(-r / 0.5));
    }

    private static double holeSpeed(double r, double mass) {
        return Math.sqrt(4.300917270e-3 * mass / (r * PC_PER_ARCSEC));
    }

    private static float[] disk(
            int nx, int ny, SpectralAxis axis, LocalFrame frame, SkyGeometry geometry, double mass) {
        float[] cube = new float[nx * ny * CHANNELS];
        double pa = Math.toRadians(geometry.positionAngle());
        double cosI = Math.cos(Math.toRadians(geometry.inclination()));
        double sinI = Math.sin(Math.toRadians(geometry.inclination()));
        for (int y = 0; y < ny; y++) {
            for (int x = 0; x < nx; x++) {
                double dx = x + 1 - geometry.x();
                double dy = y + 1 - geometry.y();
                double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
                double north = frame.northPerX() * dx + frame.northPerY() * dy;
                double major = east * Math.sin(pa) + north * Math.cos(pa);
                double minor = (-east * Math.cos(pa) + north * Math.sin(pa)) / cosI;
                double r = Math.max(Math.hypot(major, minor), PIXEL / 4);
                double speed = Math.hypot(starSpeed(r), holeSpeed(r, mass));
                double centre = geometry.vsys() + speed * sinI * major / r;
                for (int c = 0; c < CHANNELS; c++) {
                    double v = VelocityConvention.OPTICAL.velocity(axis.centre(c));
                    double u = (v - centre) / DISPERSION;
                    cube[(c * ny + y) * nx + x] = (float) (PEAK * Math.exp(-r / SCALE_LENGTH) * Math.exp(-0.5 * u * u));
                }
            }
        }
        return cube;
    }

    private static boolean[] region(int nx, int ny, LocalFrame frame, SkyGeometry geometry) {
        boolean[] region = new boolean[nx * ny];
        double pa = Math.toRadians(geometry.regionPositionAngle());
        for (int y = 0; y < ny; y++) {
            for (int x = 0; x < nx; x++) {
                double dx = x + 1 - geometry.x();
                double dy = y + 1 - geometry.y();
                double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
                double north = frame.northPerX() * dx + frame.northPerY() * dy;
                double major = east * Math.sin(pa) + north * Math.cos(pa);
                double minor = (-east * Math.cos(pa) + north * Math.sin(pa)) / geometry.axisRatio();
                region[y * nx + x] = Math.hypot(major, minor) <= geometry.semiMajor();
            }
        }
        return region;
    }

    private static final int KERNEL = 15;

    private static double[] kernel(LocalFrame frame) {
        double[] covariance = BEAM.covariance();
        double determinant = covariance[0] * covariance[2] - covariance[1] * covariance[1];
        double[] kernel = new double[KERNEL * KERNEL];
        double sum = 0;
        for (int k = 0; k < kernel.length; k++) {
            double dx = k % KERNEL - KERNEL / 2;
            double dy = k / KERNEL - KERNEL / 2;
            double e = frame.eastPerX() * dx + frame.eastPerY() * dy;
            double n = frame.northPerX() * dx + frame.northPerY() * dy;
            kernel[k] = Math.exp(
                    -0.5 * (covariance[2] * e * e - 2 * covariance[1] * e * n + covariance[0] * n * n) / determinant);
            sum += kernel[k];
        }
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] /= sum;
        }
        return kernel;
    }

    private static float[] blurred(float[] cube, int nx, int ny, double[] kernel) {
        float[] out = new float[cube.length];
        for (int c = 0; c < cube.length / (nx * ny); c++) {
            for (int y = 0; y < ny; y++) {
                for (int x = 0; x < nx; x++) {
                    double sum = 0;
                    for (int k = 0; k < kernel.length; k++) {
                        int px = x + k % KERNEL - KERNEL / 2;
                        int py = y + k / KERNEL - KERNEL / 2;
                        if (px >= 0 && px < nx && py >= 0 && py < ny) {
                            sum += kernel[k] * cube[(c * ny + py) * nx + px];
                        }
                    }
                    out[(c * ny + y) * nx + x] = (float) sum;
                }
            }
        }
        return out;
    }

    private static float[] gaussian(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int k = 0; k < n; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return values;
    }
}
