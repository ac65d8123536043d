// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.disk.shape.WarpPrior;

/**
 * How much warp the data ask for.
 *
 * @param prior expected changes of the angles across the disk, with which the fit was made
 * @param significance [sigma] of the warp against a flat disk
 * @param evidence [-] logarithm of the ratio of the evidences of the likeliest warp and of a flat disk
 * @param flatRise [-] how far chi^2 of a flat disk lies above that of the warp, in units of the noise that the beam
 *     correlates
 * @param linearRise [-] the same of a warp linear in radius
 * @param angles names of the inclinations, then of the position angles
 * @param spread {@code [angle][angle]} [deg^2] covariance of the angles about those of the fit that the unknown strength of the
 *     prior adds to the fit's own
 */
public record WarpNeed(
        WarpPrior prior,
        double significance,
        double evidence,
        double flatRise,
        double linearRise,
        List<String> angles,
        double[][] spread) {

    /** @return whether the data ask for a warp */
    public boolean needed() {
        return !prior.equals(WarpPrior.FLAT);
    }

    /** @return the numbers of {@code result.json}: group {@code derived.warp} */
    public Map<String, Object> numbers() {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("significance", significance);
        numbers.put("log_evidence", evidence);
        numbers.put("expected_inclination_change", prior.inclination());
        numbers.put("expected_position_angle_change", prior.positionAngle());
        numbers.put("needed", needed() ? "yes" : "no");
        return numbers;
    }

    /** @return one line for the user */
    public String message() {
        return !needed()
                ? String.format(
                        Locale.ROOT,
                        "the data ask for no warp (%.1f sigma): the fit holds the disk in one plane; disk.warp = \"none\" is the same disk with fewer parameters",
                        significance)
                : String.format(
                        Locale.ROOT,
                        "warp: %.0f sigma against a flat disk; the evidence is largest for expected changes across the disk of %.2g deg in inclination and %.2g deg in position angle, which regularise it (disk.warp_prior)",
                        significance,
                        prior.inclination(),
                        prior.positionAngle());
    }
}
