// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.List;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.units.InputException;

/**
 * Light of rings: a surface brightness in the plane of the disk that is linear in r between ring radii, constant inside
 * the first and zero beyond the last. The brightness at each ring is not negative and follows from the data at any values of the
 * parameters, since chi^2 is quadratic in it. There is no {@code flux_scale}, which the rings would imitate.
 *
 * @param radii [arcsec] of the rings, ascending; none where the data choose them
 */
public record RingedLight(List<Double> radii) implements SurfaceBrightness {

    /** Rings that the data choose. */
    public static final RingedLight AUTOMATIC = new RingedLight(List.of());

    /** [-] Largest number of rings: the work of an evaluation grows with its square. */
    public static final int MOST = 100;

    /** @throws InputException if the radii are negative, do not ascend, or are too many */
    public RingedLight {
        radii = List.copyOf(radii);
        if (radii.size() > MOST) {
            throw new InputException("disk.light_rings has " + radii.size() + " radii; give at most " + MOST);
        }
        for (int k = 0; k < radii.size(); k++) {
            if (!(radii.get(k) >= 0) || k > 0 && !(radii.get(k) > radii.get(k - 1))) {
                throw new InputException("disk.light_rings: radius " + (k + 1) + " is " + radii.get(k)
                        + " arcsec; radii must not be negative, and must ascend");
            }
        }
        if (!radii.isEmpty() && !(radii.get(radii.size() - 1) > 0)) {
            throw new InputException("disk.light_rings: the light ends at the last radius, which must be positive");
        }
    }

    @Override
    public String keyword() {
        return "rings";
    }

    @Override
    public String meaning() {
        return "brightness of rings, solved at every step instead of fitted";
    }

    @Override
    public List<ParameterDeclaration> fluxScale() {
        return List.of();
    }
}
