package org.steelyard.report.plot;

import org.steelyard.cube.Beam;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.table.Run;

/**
 * What the pictures of a run need beside its pixels.
 *
 * @param geometry of the disk
 * @param beam mean beam, null if unknown
 * @param xIndex column of the original file, from 0, that is the first of the products
 * @param yIndex row of the original file
 * @param channelIndex channel of the original file
 */
public record Placement(SkyGeometry geometry, Beam beam, int xIndex, int yIndex, int channelIndex) {

    public static Placement of(Run run) {
        if (run.model() != null) {
            ModelProducts model = run.model();
            Beam beam =
                    model.data().beams() == null ? null : model.data().beams().mean();
            return new Placement(
                    model.geometry(),
                    beam,
                    model.data().xIndex(),
                    model.data().yIndex(),
                    model.data().channelIndex());
        }
        MapProducts map = run.map();
        return new Placement(
                map.geometry(), map.beam(), map.data().xIndex(), map.data().yIndex(), 0);
    }
}
