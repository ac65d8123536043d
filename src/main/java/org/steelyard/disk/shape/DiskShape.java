// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.shape;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.Component;

/**
 * The shape of a disk.
 *
 * @param warp inclination and position angle against radius
 * @param priorOrNull how far the planes of the warp are expected to differ; null where a fit finds that by evidence
 * @param thickness distribution in height
 */
public record DiskShape(DiskWarp warp, @Nullable WarpPrior priorOrNull, VerticalProfile thickness) {

    /** A flat, thin disk. */
    public static final DiskShape PLAIN = new DiskShape(new FlatDisk(), new ThinLayer());

    /** Requires warp and thickness. */
    public DiskShape {
        Objects.requireNonNull(warp);
        Objects.requireNonNull(thickness);
    }

    /**
     * @param warp inclination and position angle against radius
     * @param thickness distribution in height
     */
    public DiskShape(DiskWarp warp, VerticalProfile thickness) {
        this(warp, null, thickness);
    }

    /**
     * @param prior how far the planes of the warp are expected to differ
     * @return the same shape with that
     */
    public DiskShape withPrior(WarpPrior prior) {
        return new DiskShape(warp, prior, thickness);
    }

    /**
     * @param radius [arcsec] that the data reach
     * @return the same shape, flat beyond that radius where nothing else ends the warp
     */
    public DiskShape within(double radius) {
        return new DiskShape(warp.within(radius), priorOrNull, thickness);
    }

    /**
     * @param radius [arcsec] that the data reach
     * @param distance [arcsec] of points that they tell apart
     * @return the same shape, flat beyond that radius where nothing else ends the warp
     * @throws org.steelyard.units.InputException if the warp needs data beyond the radius or has more detail
     */
    public DiskShape within(double radius, double distance) {
        warp.requireCoarserThan(distance);
        return within(radius);
    }

    /** @return warp and thickness, in the order of their parameters */
    public List<Component> components() {
        return List.of(warp, thickness);
    }

    /** @return whether parameters may both warp and thicken the disk */
    public boolean warpedAndThick() {
        return !warp.parameters().isEmpty() && !thickness.parameters().isEmpty();
    }

    /** @return whether a parameter may warp or thicken the disk */
    public boolean plain() {
        return warp.parameters().isEmpty() && thickness.parameters().isEmpty();
    }
}
