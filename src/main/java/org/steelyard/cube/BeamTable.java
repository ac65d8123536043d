// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.Collections;
import java.util.List;
import org.steelyard.units.InputException;

/**
 * The beams of all channels of a cube.
 *
 * @param beams one per channel, in the order of the channels
 */
public record BeamTable(List<Beam> beams) {

    /** @throws InputException if the list is empty */
    public BeamTable {
        beams = List.copyOf(beams);
        if (beams.isEmpty()) {
            throw new InputException("beam table is empty; give data.beam");
        }
    }

    /**
     * Creates a table with one beam for all channels.
     *
     * @param beam the beam of all channels
     * @param channels number of channels
     * @return the table
     */
    public static BeamTable common(Beam beam, int channels) {
        return new BeamTable(Collections.nCopies(channels, beam));
    }

    /**
     * Returns the beam of a channel.
     *
     * @param channelIndex channel, from 0
     * @return its beam
     */
    public Beam at(int channelIndex) {
        return beams.get(channelIndex);
    }

    /** @return whether all channels have the same beam */
    public boolean isCommon() {
        return beams.stream().allMatch(beams.get(0)::equals);
    }

    /** @return the beam with the mean second moments of all channels */
    public Beam mean() {
        if (isCommon()) {
            return beams.get(0);
        }
        double[] sum = new double[3];
        for (Beam beam : beams) {
            double[] covariance = beam.covariance();
            for (int i = 0; i < 3; i++) {
                sum[i] += covariance[i] / beams.size();
            }
        }
        return Beam.ofCovariance(sum);
    }

    /** @return largest beam area over smallest, minus one */
    public double areaSpread() {
        double smallest = beams.stream().mapToDouble(Beam::area).min().orElseThrow();
        double largest = beams.stream().mapToDouble(Beam::area).max().orElseThrow();
        return largest / smallest - 1;
    }

    /**
     * Rotates all beams.
     *
     * @param angle [deg] north through east
     * @return the beams at that much larger position angles
     */
    public BeamTable rotated(double angle) {
        return angle == 0
                ? this
                : new BeamTable(beams.stream().map(beam -> beam.rotated(angle)).toList());
    }

    /**
     * Selects channels.
     *
     * @param firstIndex first channel, from 0
     * @param count number of channels
     * @return the beams of those channels
     */
    public BeamTable slice(int firstIndex, int count) {
        return new BeamTable(beams.subList(firstIndex, firstIndex + count));
    }
}
