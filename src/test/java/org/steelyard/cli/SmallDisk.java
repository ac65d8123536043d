// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

/** Configuration of a small simulated disk around 1e8 Msun, for tests that spoil its cube or its numbers. */
public final class SmallDisk {

    public static final String TOML = """
            [data]
            line = "CO(2-1)"
            velocities = ["850 km/s", "1145 km/s"]
            pixel = "0.1 arcsec"
            beam = { major = "0.35 arcsec", minor = "0.3 arcsec", position_angle = "30 deg" }
            [simulate]
            size = [36, 36]
            channel_width = "15 km/s"
            ra = "10 deg"
            dec = "-20 deg"
            [galaxy]
            angular_diameter_distance = "20 Mpc"
            [disk]
            surface_brightness = "gaussian"
            [parameters]
            mbh = "1e8 Msun"
            inclination = "50 deg"
            position_angle = "200 deg"
            vsys = "1000 km/s"
            x = 18.2
            y = 17.1
            dispersion = "15 km/s"
            flux_scale = 4
            sb_radius = "0.5 arcsec"
            """;

    private SmallDisk() {}
}
