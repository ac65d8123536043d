// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.List;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.units.InputException;

/**
 * Light of rings: a surface brightness in the plane of the disk that is linear in r between ring radii, constant inside
 * the first and beyond the last. In a fit the brightness at each ring is not negative and follows from the data at any values of
 * the parameters, since chi^2 is quadratic in it. There is no {@code flux_scale}, which the rings would imitate.
 *
 * @param radii [arcsec] of the rings, ascending; none where the data choose them
 * @param brightness [Jy km/s/arcsec2] at each ring, for a simulation; none for a fit
 */
public record RingedLight(List<Double> radii, List<Double> brightness) implements SurfaceBrightness {

    /** Rings that the data choose. */
    public static final RingedLight AUTOMATIC = new RingedLight(List.of(), List.of());

    /** [-] Largest number of rings: the work of an evaluation grows with its square. */
    public static final int MOST = 100;

    /** @throws InputException if the radii do not ascend, a brightness is negative, or their numbers do not agree */
    public RingedLight {
        radii = List.copyOf(radii);
        brightness = List.copyOf(brightness);
        require(radii.size() <= MOST, "disk.light_rings has " + radii.size() + " radii; give at most " + MOST);
        for (int k = 0; k < radii.size(); k++) {
            require(
                    radii.get(k) >= 0 && (k == 0 || radii.get(k) > radii.get(k - 1)),
                    "disk.light_rings: radius " + (k + 1) + " is " + radii.get(k)
                            + " arcsec; radii must ascend and not be negative");
        }
        require(
                brightness.isEmpty() || brightness.size() == radii.size(),
                "disk.ring_brightness has " + brightness.size() + " numbers, and disk.light_rings " + radii.size()
                        + " radii; give one for each ring");
        for (double value : brightness) {
            require(
                    value >= 0,
                    "disk.ring_brightness: " + value + " Jy km/s/arcsec2 is negative; light cannot be negative");
        }
        require(
                brightness.stream().allMatch(value -> value == 0) == brightness.isEmpty(),
                "disk.ring_brightness: no ring has light");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new InputException(message);
        }
    }

    /**
     * @param r [arcsec] in the plane of the disk
     * @return [Jy km/s/arcsec2] the given brightness there; that of the last ring beyond it
     */
    public double brightnessAt(double r) {
        int k = 0;
        while (k < radii.size() - 1 && radii.get(k + 1) < r) {
            k++;
        }
        if (k == radii.size() - 1 || r <= radii.get(k)) {
            return brightness.get(k);
        }
        double share = (r - radii.get(k)) / (radii.get(k + 1) - radii.get(k));
        return (1 - share) * brightness.get(k) + share * brightness.get(k + 1);
    }

    @Override
    public String keyword() {
        return "rings";
    }

    @Override
    public String meaning() {
        return "the brightness of rings, solved at every step instead of fitted";
    }

    @Override
    public List<ParameterDeclaration> fluxScale() {
        return List.of();
    }
}
