// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.List;
import org.steelyard.component.Component;
import org.steelyard.component.ParameterDeclaration;

/** The intrinsic light of the gas: a {@link FluxMapLight} of the sky, a {@link LightProfile} of radius, or
 * {@link RingedLight}. */
public interface SurfaceBrightness extends Component {

    /**
     * @return the declaration of {@code flux_scale}: a factor of a map, or the flux of a profile; none where the light is
     *     solved
     */
    List<ParameterDeclaration> fluxScale();
}
