// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.SharedData;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.disk.light.ExponentialLightWithHole;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.inference.FitObserver;

/** The simulated cubes of shared/cubes: how to fit them, and their truth (KinMSpy, *_truth.json). */
enum Blind {
    A("blind_a", 17.1, 1.47e8, 5, 77, 187, 1865.0307587603231, 0.0008764170967288907),
    B("blind_b", 27.3, 2e9, 6, 73, 142.4, 2828.130192450635, 0.0004987459899521856);

    final String name;
    final double distance;
    final double mbh;
    final double massToLight;
    final double inclination;
    final double positionAngle;
    final double vsys;
    final double rms;

    Blind(
            String name,
            double distance,
            double mbh,
            double massToLight,
            double inclination,
            double positionAngle,
            double vsys,
            double rms) {
        this.name = name;
        this.distance = distance;
        this.mbh = mbh;
        this.massToLight = massToLight;
        this.inclination = inclination;
        this.positionAngle = positionAngle;
        this.vsys = vsys;
        this.rms = rms;
    }

    /** From the cube and the MGE table alone. */
    Configuration config() {
        return config("");
    }

    /** The cube without noise, with the true surface brightness. */
    Configuration noiseless() {
        Map<String, ParameterSetting> shape = new LinkedHashMap<>();
        shape.put("sb_radius", fixed(this == A ? 1.5 : 2.0));
        if (this == B) {
            shape.put("sb_hole_radius", fixed(0.75));
            shape.put("sb_hole_width", fixed(0.12));
        }
        SurfaceBrightness law = this == A ? new ExponentialLight() : new ExponentialLightWithHole();
        Configuration config = config("_noiseless");
        return config.withDisk(config.disk().withSurfaceBrightness(law, this == A ? 4.6 : 4.9))
                .withFit(config.fit().withNoiseRms(rms))
                .withParameters(shape);
    }

    private Configuration config(String kind) {
        return Configuration.ofCube(
                name,
                SharedData.path("cubes/" + name + kind + ".fits.gz"),
                SharedData.path("cubes/" + name + "_mge.csv"),
                distance);
    }

    private static ParameterSetting fixed(double value) {
        return new ParameterSetting(value, null, null, true, null, null);
    }

    /** Fits on two threads, without a clock. */
    static FitOutcome fit(Configuration config) {
        return GalaxyFit.run(config, new FitOptions("test", 2, 1, FitObserver.NONE, () -> 0));
    }

    static double value(FitResult result, String name) {
        return result.parameter(name).value();
    }

    /** One line with what a table of results would hold. */
    String line(FitResult r) {
        return String.format(
                java.util.Locale.ROOT,
                "%s: %s, M_BH %+.2f +- %.2f %%, M/L %+.2f %%, i %+.3f deg, PA %+.3f deg, v_sys %+.3f km/s, reduced chi2 %.3f, %d evaluations %s",
                name,
                r.status(),
                100 * (value(r, "mbh") / mbh - 1),
                100 * r.parameter("mbh").error() / mbh,
                100 * (value(r, "mass_to_light") / massToLight - 1),
                value(r, "inclination") - inclination,
                value(r, "position_angle") - positionAngle,
                value(r, "vsys") - vsys,
                r.reducedChi2(),
                r.evaluations(),
                Arrays.toString(r.messages().toArray()));
    }
}
