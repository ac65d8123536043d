// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynonymsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"inc", "PA", "logMBH", "Upsilon", "VDISP", "gas_sigma", "xcent", "BMAJ", "cellsize", "vrange"})
    void everyMeaningIsAKey(String word) {
        String key = Synonyms.meaningOrNull(word);
        assertNotNull(key, word);
        assertTrue(ConfigSchema.find(key) != null || ConfigSchema.isTable(key), word + " means " + key);
    }

    @Test
    void wordsWithoutMeaning() {
        assertNull(Synonyms.meaningOrNull("banana"));
        assertEquals("parameters.inclination", Synonyms.meaningOrNull("INC"));
    }
}
