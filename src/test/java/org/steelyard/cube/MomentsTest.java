package org.steelyard.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.steelyard.SharedData;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;

/** Moments of a small cube against plain sums of numpy, which ship with the tests. */
class MomentsTest {

    private static final int NX = 11;
    private static final int NY = 9;
    private static final int CHANNELS = 14;

    /**
     * A dozen roundings of sums of fourteen numbers; moments 1 and 2 divide by a flux of a hundredth of the largest at
     * least.
     */
    private static final double ROUNDING = 1e-11;

    @Test
    void momentsOfEveryPixel() {
        ColumnTable table = TableReader.read(SharedData.path("reference/own_moments/moments.csv"));
        float[] values = new float[NX * NY * CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            double[] channel = table.numbers("c" + c);
            for (int p = 0; p < channel.length; p++) {
                values[c * NX * NY + p] = (float) channel[p];
            }
        }
        NativeAxis axis = new NativeAxis(
                "VRAD",
                "km/s",
                1,
                1500,
                20,
                NativeAxis.Sampling.VELOCITY,
                VelocityConvention.RADIO,
                SpectralLine.frequency("CO(2-1)"));
        SpectralCube cube = new SpectralCube(
                values,
                NX,
                NY,
                SpectralAxis.of(axis, CHANNELS, "LSRK"),
                SkyFrame.linear(0.1),
                0,
                0,
                0,
                BeamTable.common(new Beam(0.2, 0.2, 0), CHANNELS),
                BrightnessUnit.JY_PER_BEAM,
                "");
        MomentMaps maps = MomentMaps.of(cube, null, VelocityConvention.RADIO);
        Image[] ours = {maps.m0(), maps.m1(), maps.m2()};
        for (int moment = 0; moment < ours.length; moment++) {
            double[] wanted = table.numbers("m" + moment);
            assertEquals(NX * NY, wanted.length);
            for (int p = 0; p < wanted.length; p++) {
                assertEquals(
                        wanted[p],
                        ours[moment].values()[p],
                        ROUNDING * 100 * Math.abs(wanted[p]),
                        "moment " + moment + " of pixel " + p);
            }
        }
    }
}
