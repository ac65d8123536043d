package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.steelyard.fit.Blind.value;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.units.InputException;

/** Fits of cubes that another program simulated (shared/cubes), from the cube and the MGE table alone. */
class BlindCubeTest {

    /**
     * Of the noisy cubes, as the issue asks: about 1.5 standard errors of M_BH, 1.5 of M/L, 3 of the inclination, 2.5
     * of the position angle, 3 to 4 of v_sys.
     */
    private static final double MASS = 0.02;

    private static final double MASS_TO_LIGHT = 0.004;
    private static final double INCLINATION = 0.15;
    private static final double POSITION_ANGLE = 0.1;
    private static final double VSYS = 0.65;

    /** Of the noiseless cubes, whose clouds scatter by 0.14 % of the peak. */
    private static final double SHARP_MASS = 0.002;

    private static final double SHARP_INCLINATION = 0.01;
    private static final double SHARP_POSITION_ANGLE = 0.005;
    private static final double SHARP_VSYS = 0.02;

    /**
     * Starts that lead to one minimum agree to a few hundredths of a standard error: the tolerance of the optimiser is
     * 0.01.
     */
    private static final double SAME_MINIMUM = 0.05;

    @ParameterizedTest
    @EnumSource
    void recoversTheTruthOfANoisyCube(Blind blind) {
        FitResult r = Blind.fit(blind.config()).result();
        System.out.println(blind.line(r));
        assertTrue(r.converged(), r.status());
        assertEquals(1, value(r, "mbh") / blind.mbh, MASS);
        assertEquals(1, value(r, "mass_to_light") / blind.massToLight, MASS_TO_LIGHT);
        assertEquals(blind.inclination, value(r, "inclination"), INCLINATION);
        assertEquals(blind.positionAngle, value(r, "position_angle"), POSITION_ANGLE);
        assertEquals(blind.vsys, value(r, "vsys"), VSYS);
        assertTrue(r.reducedChi2() > 0.97 && r.reducedChi2() < 1.05, "reduced chi2 " + r.reducedChi2());
        assertWithinErrors(blind, r);
    }

    /** As the issue asks: the true mass within two standard deviations of the error under correlated noise. */
    private static void assertWithinErrors(Blind blind, FitResult r) {
        StringBuilder line = new StringBuilder(blind.name + ": in errors under correlated noise");
        line.append(String.format(
                Locale.ROOT, " (times the naive one: %s),", r.derived().get("mbh_error_ratio")));
        Map<String, Double> truth = Map.of(
                "mbh", blind.mbh,
                "mass_to_light", blind.massToLight,
                "inclination", blind.inclination,
                "position_angle", blind.positionAngle,
                "vsys", blind.vsys);
        truth.forEach((name, expected) -> line.append(String.format(
                Locale.ROOT,
                " %s %+.2f",
                name,
                (value(r, name) - expected) / r.parameter(name).error())));
        System.out.println(line
                + String.format(
                        Locale.ROOT,
                        "; chi2 %.1f, chi2_correlated %.1f, n %d",
                        r.chi2(),
                        r.chi2Correlated(),
                        r.nData()));
        assertEquals(blind.mbh, value(r, "mbh"), 2 * r.parameter("mbh").error(), line.toString());
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "A, INDEPENDENT, 2",
        "A, CORRELATED, 4",
        "A, CORRELATED, 2",
        "B, INDEPENDENT, 3",
        "B, CORRELATED, 4",
        "B, CORRELATED, 3"
    })
    void theTruthIsWithinTheErrorsAtAnyBlock(Blind blind, FitConfig.Likelihood likelihood, int block) {
        FitResult r = Blind.fit(with(blind.config(), likelihood, block)).result();
        System.out.println(likelihood + ", block " + block + ": " + blind.line(r));
        assertWithinErrors(blind, r);
    }

    /**
     * Cube B has a beam for each channel; at 2 pixels its matrices would take a gigabyte and minutes, and the user is
     * told.
     */
    @Tag("slow")
    @Test
    void tooManyBlocksWithTooManyBeamsAreRefused() {
        Configuration config = with(Blind.B.config(), FitConfig.Likelihood.CORRELATED, 2);
        String line =
                assertThrows(InputException.class, () -> Blind.fit(config)).getMessage();
        assertTrue(line.contains("use larger blocks, model.block, or a smaller fit.region"), line);
    }

    private static Configuration with(Configuration config, FitConfig.Likelihood likelihood, int block) {
        return config.withModel(config.model().withBlock(block))
                .withFit(config.fit().withLikelihood(likelihood));
    }

    @ParameterizedTest
    @EnumSource
    void isSharpWithoutNoise(Blind blind) {
        FitResult r = Blind.fit(blind.noiseless()).result();
        System.out.println("noiseless " + blind.line(r));
        assertTrue(r.converged(), r.status());
        assertEquals(1, value(r, "mbh") / blind.mbh, SHARP_MASS);
        assertEquals(blind.inclination, value(r, "inclination"), SHARP_INCLINATION);
        assertEquals(blind.positionAngle, value(r, "position_angle"), SHARP_POSITION_ANGLE);
        assertEquals(blind.vsys, value(r, "vsys"), SHARP_VSYS);
    }

    /**
     * Inclinations start above the least that the flattest component allows: 74.4 deg for A (so -5 deg is none), 61.3
     * deg for B.
     */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "A, 0.1, 0.5, 30, 5",
        "A, 10, 2, -30, -2",
        "A, 0.1, 2, -30, 5",
        "A, 10, 0.5, 30, -2",
        "A, 3, 1.5, 15, 3",
        "A, 1, 1, 180, 0",
        "B, 0.1, 0.5, 30, 5",
        "B, 10, 2, -30, -5",
        "B, 0.1, 2, -30, 5",
        "B, 10, 0.5, 30, -5",
        "B, 3, 1.5, 15, 3",
        "B, 1, 1, 180, 0"
    })
    void reachesTheSameMinimumFromFarStarts(Blind blind, double mass, double massToLight, double angle, double tilt) {
        FitOutcome reference = Blind.fit(blind.config());
        Map<String, ParameterSetting> starts = new LinkedHashMap<>();
        starts.put("mbh", start(mass * value(reference.result(), "mbh")));
        starts.put("mass_to_light", start(massToLight * value(reference.result(), "mass_to_light")));
        starts.put("position_angle", start(angle + value(reference.result(), "position_angle")));
        starts.put("inclination", start(tilt + value(reference.result(), "inclination")));
        for (String name : new String[] {"x", "y"}) {
            starts.put(name, start(reference.result().parameter(name).start()));
        }
        Configuration config = reference.resolved().withParameters(starts);
        FitResult r = Blind.fit(config).result();
        System.out.println(mass + " " + massToLight + " " + angle + " " + tilt + " " + blind.line(r));
        assertTrue(r.converged(), r.status());
        for (String name : new String[] {
            "mbh", "mass_to_light", "inclination", "position_angle", "vsys", "x", "y", "dispersion", "flux_scale"
        }) {
            double error = reference.result().parameter(name).error();
            double difference = value(r, name) - value(reference.result(), name);
            if (name.equals("position_angle")) {
                difference -= 360 * Math.round(difference / 360);
            }
            assertEquals(0, difference / error, SAME_MINIMUM, name);
        }
        assertEquals(
                angle == 180,
                r.messages().stream().anyMatch(m -> m.contains("approaching side")),
                "turned start is said");
    }

    @Test
    @Tag("slow")
    void hasTheSameBitsOnOneThreadAndTwo() {
        Configuration config = Blind.A.config();
        FitResult two = Blind.fit(config).result();
        FitResult one = GalaxyFit.run(
                        config, new FitOptions("test", 1, 1, org.steelyard.inference.FitObserver.NONE, () -> 0))
                .result();
        assertEquals(one.parameters(), two.parameters());
        assertEquals(one.chi2(), two.chi2());
    }

    private static ParameterSetting start(double value) {
        return ParameterSetting.NONE.withStart(value);
    }
}
