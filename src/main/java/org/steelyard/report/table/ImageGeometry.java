// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import org.steelyard.cube.Beam;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.galaxy.SkyGeometry;

/**
 * Geometry of the images of a run: the disk on the sky, the beam, and the position of the images in the original file.
 * This is the block {@code geometry} of result.json.
 *
 * @param sky geometry of disk and fit region
 * @param beam mean beam, null if unknown
 * @param xIndex column of the original file, from 0, of the first column of the images
 * @param yIndex row of the original file, from 0, of the first row
 * @param channelIndex channel of the original file, from 0, of the first channel
 */
public record ImageGeometry(SkyGeometry sky, Beam beam, int xIndex, int yIndex, int channelIndex) {

    /**
     * @param run of a cube or a velocity map
     * @return the geometry of its images
     */
    public static ImageGeometry of(RunContent run) {
        if (run.model() != null) {
            ModelProducts model = run.model();
            return new ImageGeometry(
                    model.geometry(),
                    model.data().meanBeam(),
                    model.data().xIndex(),
                    model.data().yIndex(),
                    model.data().channelIndex());
        }
        MapProducts map = run.map();
        return new ImageGeometry(
                map.geometry(), map.beam(), map.data().xIndex(), map.data().yIndex(), 0);
    }
}
