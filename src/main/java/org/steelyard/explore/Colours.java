// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.steelyard.report.plot.ColourMap;

/** The colour maps of the report's figures, for the page. */
final class Colours {

    /** As many as the figures use. */
    private static final int COUNT = 256;

    private Colours() {}

    /** [0xRRGGBB] of each map by its name in lower case. */
    static String json() {
        ObjectNode maps = new ObjectMapper().createObjectNode();
        for (ColourMap map : ColourMap.values()) {
            ArrayNode table = maps.putArray(map.name().toLowerCase(Locale.ROOT));
            for (int colour : map.table(COUNT)) {
                table.add(colour);
            }
        }
        return maps.toString();
    }
}
