// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.steelyard.units.InputException;

/**
 * The receiver bands of ALMA with their frequencies and receiver temperatures, as the ALMA instrument of the AtLAST
 * sensitivity calculator lists them (github.com/ukatc/AtLAST_sensitivity_calculator, {@code Alma.yaml}). CASA's simulator has the
 * older values 45, 55 and 75 K for bands 3, 6 and 7.
 */
public enum AlmaBand {
    /** 35 to 52 GHz. */
    BAND_1(1, 35, 52, 28, 0),
    /** 67 to 84 GHz; above, band 3 has the same noise. */
    BAND_2(2, 67, 84, 40, 0),
    /** 84 to 116 GHz. */
    BAND_3(3, 84, 116, 40, 0),
    /** 125 to 163 GHz. */
    BAND_4(4, 125, 163, 42, 0),
    /** 163 to 211 GHz. */
    BAND_5(5, 163, 211, 50, 0),
    /** 211 to 275 GHz. */
    BAND_6(6, 211, 275, 50, 0),
    /** 275 to 373 GHz. */
    BAND_7(7, 275, 373, 72, 0),
    /** 385 to 500 GHz. */
    BAND_8(8, 385, 500, 135, 0),
    /** 602 to 720 GHz, double sideband. */
    BAND_9(9, 602, 720, 105, 1),
    /** 787 to 950 GHz, double sideband. */
    BAND_10(10, 787, 950, 230, 1);

    private static final double GHZ = 1e9;

    private final int number;
    private final double low;
    private final double high;
    private final double receiver;
    private final double sideband;

    AlmaBand(int number, double low, double high, double receiver, double sideband) {
        this.number = number;
        this.low = low;
        this.high = high;
        this.receiver = receiver;
        this.sideband = sideband;
    }

    /** @return its number, 1 to 10 */
    public int number() {
        return number;
    }

    /** @return [K] receiver temperature */
    public double receiverTemperature() {
        return receiver;
    }

    /** @return [-] gain of the image sideband, 0 for receivers that separate or suppress it */
    public double sidebandGain() {
        return sideband;
    }

    /**
     * @param frequency [Hz] of the observation
     * @return the band
     * @throws InputException if ALMA has none there
     */
    public static AlmaBand at(double frequency) {
        for (AlmaBand band : values()) {
            if (band.holds(frequency)) {
                return band;
            }
        }
        throw new InputException(String.format(
                Locale.ROOT,
                "the line is observed at %.3f GHz, where ALMA has no band (%s GHz); check data.line and parameters.vsys, or give the noise of a channel",
                frequency / GHZ,
                Arrays.stream(values())
                        .map(band -> String.format(Locale.ROOT, "%.0f to %.0f", band.low, band.high))
                        .collect(Collectors.joining(", "))));
    }

    /**
     * Refuses a line outside a band that the user names.
     *
     * @param number of the band
     * @param frequency [Hz] of the line as observed
     * @throws InputException if there is no such band, or it does not hold the line
     */
    public static void requireHolds(int number, double frequency) {
        AlmaBand band = Arrays.stream(values())
                .filter(b -> b.number == number)
                .findFirst()
                .orElseThrow(() -> new InputException("band " + number + ": ALMA has bands 1 to 10"));
        if (!band.holds(frequency)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "band %d holds %.0f to %.0f GHz, and the line is observed at %.3f GHz, in band %d",
                    number,
                    band.low,
                    band.high,
                    frequency / GHZ,
                    at(frequency).number));
        }
    }

    private boolean holds(double frequency) {
        return frequency >= low * GHZ && frequency <= high * GHZ;
    }
}
