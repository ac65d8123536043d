// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import org.steelyard.table.ColumnTable;

/**
 * Rotation of the gas ring by ring, measured without a mass model. The arrays are lent and not to be modified.
 *
 * @param radius [arcsec] of the rings, increasing
 * @param speed [km/s] of rotation; NaN where the data do not determine it
 * @param speedError [km/s] its standard error
 * @param offset [km/s] mean velocity of the ring less the systemic velocity of the fit
 * @param offsetError [km/s] its standard error
 */
public record RotationCurve(
        double[] radius, double[] speed, double[] speedError, double[] offset, double[] offsetError) {

    /** @return the columns radius [arcsec], v_rot, v_rot_error, v_sys_offset and v_sys_offset_error [km/s] */
    public ColumnTable table() {
        return ColumnTable.builder()
                .numbers("radius", "arcsec", radius)
                .numbers("v_rot", "km/s", speed)
                .numbers("v_rot_error", "km/s", speedError)
                .numbers("v_sys_offset", "km/s", offset)
                .numbers("v_sys_offset_error", "km/s", offsetError)
                .build();
    }

    /**
     * @param table of {@link #table}
     * @return its curve
     */
    public static RotationCurve of(ColumnTable table) {
        return new RotationCurve(
                table.numbers("radius"),
                table.numbers("v_rot"),
                table.numbers("v_rot_error"),
                table.numbers("v_sys_offset"),
                table.numbers("v_sys_offset_error"));
    }
}
