// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import org.steelyard.units.InputException;

/**
 * Roles of the axes of a file, found by CTYPE.
 *
 * @param lengths lengths of all axes in FITS order
 * @param x axis, from 0, of the columns
 * @param y axis, from 0, of the rows
 * @param spectral axis, from 0, of the channels; -1 for an image
 */
record CubeAxes(int[] lengths, int x, int y, int spectral) {

    /**
     * Finds the axes.
     *
     * @param header header of the image
     * @param lengths lengths of its axes
     * @param overrides a pixel size or spectral unit allows axes without CTYPE
     * @param cube whether a spectral axis is required
     * @return the axes
     * @throws InputException if an axis is missing, or an unused axis is longer than 1
     */
    static CubeAxes of(FitsHeader header, int[] lengths, HeaderOverrides overrides, boolean cube) {
        int x = -1;
        int y = -1;
        int spectral = -1;
        for (int axis = 0; axis < lengths.length; axis++) {
            String ctype = AxisType.of(header, axis);
            if (AxisType.isCelestial(ctype)) {
                x = x < 0 ? axis : x;
                y = x == axis ? y : axis;
            } else if (cube && spectral < 0 && AxisType.isSpectral(ctype)) {
                spectral = axis;
            }
        }
        boolean pixelGiven = overrides.pixelArcsec() != null || !cube;
        for (int axis = 0; axis < lengths.length && (x < 0 || y < 0) && pixelGiven; axis++) {
            if (axis != spectral && axis != x && (cube || lengths[axis] > 1) && !isStokes(AxisType.of(header, axis))) {
                y = x < 0 ? y : axis;
                x = x < 0 ? axis : x;
            }
        }
        for (int axis = 0; cube && axis < lengths.length && spectral < 0 && overrides.spectralUnit() != null; axis++) {
            if (axis != x && axis != y && lengths[axis] > 1 && !isStokes(AxisType.of(header, axis))) {
                spectral = axis;
            }
        }
        CubeAxes axes = new CubeAxes(lengths, x, y, spectral);
        axes.check(header, cube);
        return axes;
    }

    private void check(FitsHeader header, boolean cube) {
        if (x < 0 || y < 0) {
            throw new InputException("no sky coordinates: the axes are " + names(header, lengths.length)
                    + "; give data.pixel = \"0.05 arcsec\"");
        }
        if (cube && spectral < 0) {
            throw new InputException("no spectral axis: the axes are " + names(header, lengths.length)
                    + "; a cube with FREQ, VRAD, VOPT or VELO is needed, or give data.spectral_unit = \"km/s\"");
        }
        if (cube && lengths[spectral] < 2) {
            throw new InputException("the cube has one channel; a cube with a line in several channels is needed");
        }
        for (int axis = 0; axis < lengths.length; axis++) {
            boolean used = axis == x || axis == y || axis == spectral && cube;
            if (lengths[axis] < 1) {
                throw new InputException("NAXIS" + (axis + 1) + " is " + lengths[axis] + "; the image is empty");
            }
            if (!used && lengths[axis] > 1) {
                throw new InputException(
                        "axis " + (axis + 1) + " (" + AxisType.of(header, axis) + ") has " + lengths[axis]
                                + " planes, one is needed; "
                                + (isStokes(AxisType.of(header, axis))
                                        ? "extract Stokes I first (CASA imsubimage, stokes='I')"
                                        : "extract a plane first"));
            }
        }
    }

    private static boolean isStokes(String ctype) {
        return ctype.startsWith("STOKES");
    }

    private static String names(FitsHeader header, int count) {
        StringBuilder names = new StringBuilder();
        for (int axis = 0; axis < count; axis++) {
            String name = AxisType.of(header, axis);
            names.append(axis == 0 ? "" : ", ").append(name.isEmpty() ? "unnamed" : name);
        }
        return names.toString();
    }
}
