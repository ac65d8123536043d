// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.galaxy.SpeedCurve;

/** Data and best model of a fit as images, for figures and files. */
public interface FitImages {

    /** @return centre, inclination and region of the disk on the sky */
    SkyGeometry geometry();

    /** @return circular speed of the best model */
    SpeedCurve curve();
}
