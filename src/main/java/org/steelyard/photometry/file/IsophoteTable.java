// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.nio.file.Path;
import org.steelyard.cube.Image;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.isophote.Isophotes;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;

/** Writes the isophotes of a galaxy. */
public final class IsophoteTable {

    private IsophoteTable() {}

    /**
     * Writes a row for each ring: semi-major axis, ellipticity and position angle (north through east) of the data with their errors, and
     * both of the model's image measured in the same way.
     *
     * @param isophotes of the galaxy
     * @param image in which they were measured
     * @param model fitted to it
     * @param pixel [arcsec] side of a pixel
     * @param file to write or replace
     */
    public static void write(Isophotes isophotes, Image image, ImageModel model, double pixel, Path file) {
        TableWriter.write(
                ColumnTable.builder()
                        .numbers("radius", "arcsec", isophotes.column(level -> level.radius() * pixel))
                        .numbers("ellipticity", "", isophotes.column(Isophotes.Level::ellipticity))
                        .numbers("ellipticity_error", "", isophotes.column(Isophotes.Level::ellipticityError))
                        .numbers(
                                "position_angle",
                                "deg",
                                isophotes.column(level -> model.positionAngle(image.frame(), level.angle())))
                        .numbers("position_angle_error", "deg", isophotes.column(Isophotes.Level::angleError))
                        .numbers("model_ellipticity", "", isophotes.column(Isophotes.Level::modelEllipticity))
                        .numbers(
                                "model_position_angle",
                                "deg",
                                isophotes.column(level -> model.positionAngle(image.frame(), level.modelAngle())))
                        .build(),
                file);
    }
}
