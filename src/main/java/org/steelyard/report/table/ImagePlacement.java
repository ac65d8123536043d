package org.steelyard.report.table;

import org.steelyard.cube.Beam;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.galaxy.SkyGeometry;

/**
 * What the pictures of a run need beside its pixels.
 *
 * @param geometry of the disk
 * @param beam mean beam, null if unknown
 * @param xIndex column of the original file, from 0, that is the first of the products
 * @param yIndex row of the original file
 * @param channelIndex channel of the original file
 */
public record ImagePlacement(SkyGeometry geometry, Beam beam, int xIndex, int yIndex, int channelIndex) {

    /**
     * @param run of a cube or a map
     * @return where its images lie
     */
    public static ImagePlacement of(RunContent run) {
        if (run.model() != null) {
            ModelProducts model = run.model();
            Beam beam =
                    model.data().beams() == null ? null : model.data().beams().mean();
            return new ImagePlacement(
                    model.geometry(),
                    beam,
                    model.data().xIndex(),
                    model.data().yIndex(),
                    model.data().channelIndex());
        }
        MapProducts map = run.map();
        return new ImagePlacement(
                map.geometry(), map.beam(), map.data().xIndex(), map.data().yIndex(), 0);
    }
}
