// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configuration of a simulated disk of five beams, whose inclination and scale length ({@code sb_radius}) a test gives. */
final class CompactDisk {

    private static final String MGE = """
            surface_brightness,sigma,axis_ratio
            26000,0.17,0.9
            9100,1.25,0.85
            """;

    private static final String DISK = """
            [data]
            cube = "cube.fits"
            line = "CO(2-1)"
            velocities = ["1500 km/s", "2500 km/s"]
            pixel = "0.06 arcsec"
            beam = { major = "0.21 arcsec", minor = "0.18 arcsec", position_angle = "35 deg" }
            [simulate]
            size = [40, 40]
            channel_width = "25 km/s"
            ra = "10 deg"
            dec = "-20 deg"
            [galaxy]
            angular_diameter_distance = "24 Mpc"
            [potential]
            mge = "mge.csv"
            [disk]
            surface_brightness = "exponential"
            outer_radius = "1.0 arcsec"
            [model]
            tolerance = 1e-4
            [parameters]
            mbh = "4e8 Msun"
            mass_to_light = 2.0
            position_angle = "118 deg"
            vsys = "2000 km/s"
            x = 20.3
            y = 20.1
            dispersion = "12 km/s"
            flux_scale = 10
            """;

    private CompactDisk() {}

    /** Writes the configuration and the table of its stars. */
    static Path write(Path folder) throws IOException {
        Files.writeString(folder.resolve("mge.csv"), MGE);
        return Files.writeString(folder.resolve("disk.toml"), DISK);
    }
}
