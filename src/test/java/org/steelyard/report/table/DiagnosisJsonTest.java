// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.report.SyntheticDiagnosis;

class DiagnosisJsonTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static ObjectNode written(Diagnosis diagnosis) {
        ObjectNode root = MAPPER.createObjectNode();
        root.putObject("parameters").putObject("mbh").put("value", 1e8);
        DiagnosisJson.write(root, diagnosis);
        return root;
    }

    @Test
    void whatIsWrittenIsRead() throws JsonProcessingException {
        for (Diagnosis diagnosis : new Diagnosis[] {SyntheticDiagnosis.bad(), SyntheticDiagnosis.good()}) {
            JsonNode file = MAPPER.readTree(written(diagnosis).toString());
            assertEquals(diagnosis, DiagnosisJson.read(file));
        }
    }

    @Test
    void namesAreThoseOfTheInterface() {
        ObjectNode root = written(SyntheticDiagnosis.bad());
        JsonNode first = root.at("/diagnosis/0");
        assertEquals("flow", first.path("cause").asText());
        assertEquals(-27.5, first.path("size").asDouble());
        assertEquals("km/s", first.path("unit").asText());
        assertEquals(19.5, first.path("significance").asDouble());
        assertEquals("disk.flow", first.path("key").asText());
        assertEquals(-580.25, first.path("delta_chi2").asDouble());
        assertTrue(root.at("/diagnosis/1/key").isNull());
        assertEquals(3.3e7, root.at("/parameters/mbh/error_scaled").asDouble());
        assertEquals(1, root.at("/goodness/number_of_other_objects").asInt());
        assertEquals(1.8125, root.at("/goodness/largest_misfit/reduced_chi2").asDouble());
        assertEquals(
                50,
                root.at("/goodness/velocity_harmonics/model/1/position_angle").asDouble());
    }

    @Test
    void aGoodModelHasAnEmptyListAndNoScaledError() {
        ObjectNode root = written(SyntheticDiagnosis.good());
        assertTrue(root.path("diagnosis").isArray() && root.path("diagnosis").isEmpty());
        assertTrue(root.at("/goodness/model_describes_data").asBoolean());
        assertFalse(root.at("/parameters/mbh").has("error_scaled"));
    }

    @Test
    void aResultWithoutDiagnosisReadsAsNone() throws JsonProcessingException {
        assertNull(DiagnosisJson.read(MAPPER.createObjectNode()));
    }
}
