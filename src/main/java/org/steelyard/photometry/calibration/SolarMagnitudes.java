// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.calibration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.steelyard.units.InputException;

/**
 * Absolute magnitudes of the Sun: of Willmer (2018, ApJS 236, 47) for ground-based bands, of FSPS (Conroy et al. 2009, ApJ
 * 699, 486) for those of HST, JWST and Spitzer, in the resource {@code solar-magnitudes.csv}. Other bands need a given
 * value.
 */
public final class SolarMagnitudes {

    private static final String RESOURCE = "solar-magnitudes.csv";

    private final Map<String, Row> byBand;

    private record Row(double vega, double ab, String source) {}

    private SolarMagnitudes(Map<String, Row> byBand) {
        this.byBand = byBand;
    }

    /**
     * Reads the table.
     *
     * @return the table
     */
    public static SolarMagnitudes load() {
        Map<String, Row> table = new LinkedHashMap<>();
        try (InputStream in = SolarMagnitudes.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing from the program");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).skip(1).forEach(line -> {
                String[] cells = line.split(",", -1);
                table.put(cells[0], new Row(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]), cells[3]));
            });
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + RESOURCE + " cannot be read", e);
        }
        return new SolarMagnitudes(table);
    }

    /**
     * The magnitude in a band.
     *
     * @param band for example {@code 2MASS H}, in any case
     * @param system of the zero-point
     * @return [mag] absolute magnitude of the Sun
     * @throws InputException if the band is not in the table; names those that are
     */
    public double of(String band, MagnitudeSystem system) {
        Row row = row(band);
        return system == MagnitudeSystem.VEGA ? row.vega() : row.ab();
    }

    /**
     * The source of a band's magnitude.
     *
     * @param band as above
     * @return where its magnitude comes from, for people
     * @throws InputException if the band is not in the table
     */
    public String source(String band) {
        return row(band).source();
    }

    private Row row(String band) {
        for (Map.Entry<String, Row> row : byBand.entrySet()) {
            if (row.getKey().toLowerCase(Locale.ROOT).equals(band.strip().toLowerCase(Locale.ROOT))) {
                return row.getValue();
            }
        }
        throw new InputException(
                "band '" + band + "' has no absolute magnitude of the Sun here; give the number, or one of "
                        + String.join(", ", byBand.keySet()));
    }
}
