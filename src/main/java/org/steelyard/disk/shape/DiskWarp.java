// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.Component;
import org.steelyard.disk.DiskOrientation;

/**
 * Inclination and position angle against radius (method page, section 2). Both are the same function f of radius and of
 * n parameters each:
 *
 * <pre>i(r) = f(r; i_1 .. i_n)     Gamma(r) = f(r; Gamma_1 .. Gamma_n)</pre>
 *
 * <p>A rise of the first {@link #common} parameters by the same angle raises f by that angle at every radius; their mean
 * stands for the disk as a whole. {@link #parameters()} are those besides {@link DiskOrientation}. Immutable.
 */
public interface DiskWarp extends Component {

    /** @return names of i_1 .. i_n */
    List<String> inclinations();

    /** @return names of Gamma_1 .. Gamma_n */
    List<String> positionAngles();

    /** @return how many of the first parameters of either angle turn the disk as a whole */
    default int common() {
        return 1;
    }

    /**
     * @param value of a parameter by its name
     * @return [deg] the inclination that stands for the disk as a whole
     */
    default double inclination(ToDoubleFunction<String> value) {
        return mean(inclinations(), value);
    }

    /**
     * @param value of a parameter by its name
     * @return [deg] the position angle that stands for the disk as a whole
     */
    default double positionAngle(ToDoubleFunction<String> value) {
        return mean(positionAngles(), value);
    }

    private double mean(List<String> names, ToDoubleFunction<String> value) {
        double first = value.applyAsDouble(names.get(0));
        double above = names.stream()
                .limit(common())
                .mapToDouble(name -> value.applyAsDouble(name) - first)
                .sum();
        return first + above / common();
    }

    /**
     * @param name of a parameter
     * @return name of the setting that holds for it where it has none of its own; itself if there is none
     */
    default String general(String name) {
        return name;
    }

    /**
     * @param r [arcsec] radius in the plane of the ring
     * @param parameters n values of either angle. Not modified
     * @param partial n derivatives of f by the parameters, or null for none. Modified
     * @return [deg] f
     */
    double at(double r, double[] parameters, double @Nullable [] partial);

    /**
     * @return {@code [step][parameter]} of either angle: weights of its changes from radius to radius, which vanish for a
     *     flat disk. Independent changes of unit variance give the whole disk, from the first to the last radius, a change
     *     of unit variance
     */
    default double[][] changes() {
        return new double[0][];
    }

    /**
     * @param radius [arcsec] that the data reach
     * @return this warp, flat beyond that radius where nothing else ends it
     * @throws org.steelyard.units.InputException if the warp needs data beyond it
     */
    default DiskWarp within(double radius) {
        return this;
    }

    /**
     * @param distance [arcsec] of points that data can tell apart
     * @throws org.steelyard.units.InputException if the warp has more detail
     */
    default void requireCoarserThan(double distance) {}

    /**
     * @param parameters n values of either angle. Not modified
     * @return whether f is the same at all radii
     */
    boolean constant(double[] parameters);
}
