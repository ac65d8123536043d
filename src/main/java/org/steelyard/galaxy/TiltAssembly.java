// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.Component;
import org.steelyard.disk.shape.DiskWarp;
import org.steelyard.disk.shape.VerticalProfile;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.Derivative.Kind;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.kernel.Tilt;
import org.steelyard.units.InputException;

/**
 * The planes and layers of a warped or thick disk at one set of values, with the directions in which each parameter
 * changes them. The plane of the ring of radius r has the slopes m = tan i (-sin Gamma, cos Gamma) to the north and east,
 * so that
 *
 * <pre>dm/di = (-sin Gamma, cos Gamma) / cos^2 i     dm/dGamma = tan i (-cos Gamma, -sin Gamma)</pre>
 */
final class TiltAssembly {

    private static final double DEGREE = Math.PI / 180;

    /** [deg] At 90 deg a ring is a line on the sky. */
    private static final double STEEPEST = 89.5;

    /** Where q changes slower than this with the squared radius of its ring's plane, the disk counts as folded. */
    private static final double LEAST_UNFOLDED = 0.1;

    /** [pixel] largest distance of layers on the sky, well below the width of any beam that is sampled by its pixels. */
    private static final double DISTANCE = 1;

    /** Largest number of layers to either side. */
    private static final int MOST = 500;

    /** The same in a warped disk, where each layer costs an evaluation. */
    private static final double DISTANCE_WARPED = 1.5;

    private static final int MOST_WARPED = 30;

    private final RadiusTable table;
    private final double pixel;
    private final double[] values;
    private final boolean[] wanted;
    private final ArrayPool pool;
    private final DiskWarp warp;
    private final VerticalProfile thickness;
    private final List<String> names;

    /** Takes a direction in which a parameter changes the disk. */
    interface Directions {
        void add(String parameter, Derivative direction, double factor);
    }

    /**
     * @param galaxy the components
     * @param table radii at which functions of radius are tabulated
     * @param pixel [arcsec] size of a pixel
     * @param values of the parameters. Lent
     * @param wanted which parameters to differentiate by, or null for none. Lent
     * @param pool arrays of the state
     */
    TiltAssembly(Galaxy galaxy, RadiusTable table, double pixel, double[] values, boolean[] wanted, ArrayPool pool) {
        this.table = table;
        this.pixel = pixel;
        this.values = values;
        this.wanted = wanted;
        this.pool = pool;
        this.warp = galaxy.shape().warp();
        this.thickness = galaxy.shape().thickness();
        this.names = galaxy.names();
    }

    /** Whether the disk is flat at these values, and no derivative leads away from there. */
    boolean flat() {
        return !moves(warp)
                && warp.constant(angles(warp.inclinations()))
                && warp.constant(angles(warp.positionAngles()));
    }

    /** Whether the disk is thin at these values, and no derivative leads away from there. */
    boolean thin() {
        return !moves(thickness) && height() == 0;
    }

    private boolean moves(Component part) {
        return wanted != null && part.parameterNames().stream().anyMatch(this::wants);
    }

    private double[] angles(List<String> parameters) {
        return parameters.stream().mapToDouble(this::value).toArray();
    }

    private double height() {
        return thickness.parameters().isEmpty() ? 0 : value(VerticalProfile.SCALE_HEIGHT);
    }

    private double value(String name) {
        return values[names.indexOf(name)];
    }

    /**
     * @param light coefficients of the relative brightness by which the flux of a map is divided, or null
     * @param directions takes those of the wanted parameters
     * @return the tilt
     * @throws InputException if a ring is not inclined by 0 to 89.5 deg, or the disk is thicker than wide
     */
    Tilt tilt(double @Nullable [] light, Directions directions) {
        double[] radii = table.radii();
        int count = warp.inclinations().size();
        int n = radii.length;
        double[] tangent = pool.take(n);
        double[] sine = pool.take(n);
        double[] cosine = pool.take(n);
        double[] north = pool.take(n);
        double[] east = pool.take(n);
        double[] inclinations = angles(warp.inclinations());
        double[] positionAngles = angles(warp.positionAngles());
        double[][] perInclination = new double[n][wanted == null ? 0 : count];
        double[][] perAngle = new double[n][wanted == null ? 0 : count];
        for (int j = 0; j < n; j++) {
            double inclination = warp.at(radii[j], inclinations, wanted == null ? null : perInclination[j]);
            double angle = warp.at(radii[j], positionAngles, wanted == null ? null : perAngle[j]);
            require(inclination, radii[j]);
            tangent[j] = Math.tan(inclination * DEGREE);
            sine[j] = Math.sin(angle * DEGREE);
            cosine[j] = Math.cos(angle * DEGREE);
            north[j] = -tangent[j] * sine[j];
            east[j] = tangent[j] * cosine[j];
        }
        for (int k = 0; wanted != null && k < count; k++) {
            double[] first = pool.take(n);
            double[] second = pool.take(n);
            for (int j = 0; j < n; j++) {
                double change = perInclination[j][k] * (1 + tangent[j] * tangent[j]);
                first[j] = -change * sine[j];
                second[j] = change * cosine[j];
            }
            direct(warp.inclinations().get(k), first, second, directions);
            for (int j = 0; j < n; j++) {
                first[j] = -perAngle[j][k] * tangent[j] * cosine[j];
                second[j] = -perAngle[j][k] * tangent[j] * sine[j];
            }
            direct(warp.positionAngles().get(k), first, second, directions);
        }
        double[] ofNorth = coefficients(north);
        double[] ofEast = coefficients(east);
        double steepest = Arrays.stream(tangent).max().orElse(0);
        differentiateHeight(directions);
        DiskState.Layers layers = layers(steepest / Math.sqrt(1 + steepest * steepest), DISTANCE_WARPED, MOST_WARPED);
        double[] heights =
                Arrays.stream(layers.zeta()).map(z -> layers.height() * z).toArray();
        int[] folds = table.folds(ofNorth, ofEast, heights, LEAST_UNFOLDED);
        return new Tilt(ofNorth, ofEast, folds[0], folds[1], steepest, heights, layers.shares(), layers.zeta(), light);
    }

    /** The layers of a flat, thick disk inclined by an angle [rad]; directions takes that of the scale height if wanted. */
    DiskState.Layers layers(double inclination, Directions directions) {
        differentiateHeight(directions);
        return layers(Math.sin(inclination), DISTANCE, MOST);
    }

    private void differentiateHeight(Directions directions) {
        if (moves(thickness)) {
            directions.add(VerticalProfile.SCALE_HEIGHT, new Derivative(Kind.HEIGHT, null), 1);
        }
    }

    private void require(double inclination, double radius) {
        if (!(inclination >= 0 && inclination <= STEEPEST)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "disk.warp: the ring at %.3g arcsec is inclined by %.4g deg; every ring must lie between 0 and %s deg, so change the inclinations of [parameters]",
                    radius,
                    inclination,
                    STEEPEST));
        }
    }

    private void direct(String name, double[] north, double[] east, Directions directions) {
        if (wants(name)) {
            directions.add(name, new Derivative(Kind.TILT, coefficients(north), coefficients(east)), DEGREE);
        }
    }

    private boolean wants(String name) {
        return wanted != null && wanted[names.indexOf(name)];
    }

    private double[] coefficients(double[] atRadii) {
        double[] out = pool.take(table.coefficientCount());
        table.fit(atRadii, out);
        return out;
    }

    /** Equidistant layers through the gas, symmetric about the plane. */
    private DiskState.Layers layers(double sine, double distance, int most) {
        double height = height();
        double spacing = Math.min(thickness.spacing(), distance * pixel / (height * sine));
        int side = (int) Math.min(most, Math.ceil(thickness.reach() / spacing));
        double[] zeta = new double[2 * side + 1];
        double[] shares = new double[zeta.length];
        double sum = 0;
        for (int k = 0; k < zeta.length; k++) {
            zeta[k] = side == 0 ? 0 : thickness.reach() * (k - side) / side;
            shares[k] = thickness.density(zeta[k]);
            sum += shares[k];
        }
        double total = sum;
        return new DiskState.Layers(
                height, zeta, Arrays.stream(shares).map(share -> share / total).toArray());
    }
}
