// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.steelyard.report.SyntheticDiagnosis;
import org.steelyard.report.SyntheticDisk;

class DiagnosisSectionTest {

    @Test
    void aResultWithoutDiagnosisHasNoSection() {
        assertEquals("", DiagnosisSection.of(SyntheticDisk.result()));
    }

    @Test
    void aGoodModelIsSaidToBeWithoutMisfitAndHasNoTables() {
        String html = DiagnosisSection.of(SyntheticDisk.result().with(SyntheticDiagnosis.good()));
        assertTrue(html.contains("No misfit is found."), html);
        assertFalse(html.contains("<table"), html);
        // chi^2 at its expectation with 100 degrees of freedom.
        assertTrue(html.contains("is 0.48"), html);
    }

    @Test
    void everyFindingErrorObjectAndRingIsInATable() {
        String html = DiagnosisSection.of(SyntheticDisk.result().with(SyntheticDiagnosis.bad()));
        assertEquals(4, html.split("<table", -1).length - 1);
        for (String part : new String[] {
            "chi^2 is 1.11 times its expectation",
            "a &lt;flow&gt; &amp; more",
            "-27.5 km/s",
            "-580 (refit)",
            "-121 (predicted)",
            "pixel (46.5, 37.5)",
            "(52.5, 48.5)",
            "1943",
            "40.0 \u00b1 1.5",
            "0.700 \u00b1 0.020"
        }) {
            assertTrue(html.contains(part), () -> part + " is not in " + html);
        }
    }
}
