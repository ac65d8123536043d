// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.diagnosis.Cause;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.diagnosis.ScoreTest;
import org.steelyard.fit.diagnosis.ScoreTest.Score;

/** The changes of a cube's model that are tested, with the words for each. */
final class CubeCauses {

    /** Times that the size of a finite difference follows the effect it finds. */
    private static final int ROUNDS = 2;

    /** Relative change of the beam of the first difference, and the largest. */
    private static final double WIDER = 0.05;

    private static final double LARGEST = 0.5;

    /** Key of the correlator's response. */
    static final String RESPONSE_KEY = "data.spectral_response";

    private static final String WARP_KEY = "disk.warp";

    private static final String TRY_WARP = "; try disk.warp = \"auto\"";

    private final CubeFit fit;
    private final CubeTemplates templates;
    private final String unit;

    CubeCauses(CubeFit fit, CubeTemplates templates) {
        this.fit = fit;
        this.templates = templates;
        this.unit = fit.observation().cube().unit().fits();
    }

    /** The kinematic causes. */
    List<Candidate> kinematics() {
        List<Candidate> all = new ArrayList<>();
        if (fit.config().disk().shape().warp().parameters().isEmpty()) {
            all.add(
                    templates.minorAxisResolved()
                            ? warp(templates.warp())
                            : turn(templates.warp()[0]));
        }
        if (fit.config().disk().flow().parameters().isEmpty()) {
            all.add(radialSpeed(templates.radialSpeed()));
            all.add(new Candidate(Cause.FLOW, new double[][] {templates.radialShare()}, false, this::radialShare));
        }
        if (fit.config().disk().dispersion().parameters().size() == 1) {
            double[][] rises = templates.dispersions();
            for (int k = 0; k < rises.length; k++) {
                double scale = templates.concentrations()[k];
                all.add(new Candidate(
                        Cause.DISPERSION, new double[][] {rises[k]}, false, (s, z) -> dispersion(s, z, scale)));
            }
        }
        return all;
    }

    /** Position angle and inclination that change with radius. */
    static Candidate warp(double[][] directions) {
        return new Candidate(Cause.WARP, directions, false, (score, z) -> {
            double angle = score.amplitudes()[0];
            double tilt = score.amplitudes()[1];
            boolean turns = Math.abs(angle / score.errors()[0]) >= Math.abs(tilt / score.errors()[1]);
            return finding(
                    Cause.WARP,
                    turns ? angle : tilt,
                    "deg/arcsec",
                    z,
                    WARP_KEY,
                    score,
                    String.format(
                                    Locale.ROOT,
                                    "position angle %+.2g +- %.1g deg/arcsec, inclination %+.2g +- %.1g deg/arcsec",
                                    angle,
                                    score.errors()[0],
                                    tilt,
                                    score.errors()[1])
                            + TRY_WARP);
        });
    }

    /** Position angle alone, where the beam hides the axis ratio. */
    private static Candidate turn(double[] direction) {
        return new Candidate(
                Cause.WARP,
                new double[][] {direction},
                false,
                (score, z) -> finding(
                        Cause.WARP,
                        score.amplitudes()[0],
                        "deg/arcsec",
                        z,
                        WARP_KEY,
                        score,
                        String.format(
                                        Locale.ROOT,
                                        "position angle %+.2g +- %.1g deg/arcsec",
                                        score.amplitudes()[0],
                                        score.errors()[0])
                                + TRY_WARP));
    }

    /** A constant radial speed. */
    static Candidate radialSpeed(double[] direction) {
        return new Candidate(Cause.FLOW, new double[][] {direction}, false, CubeCauses::radialSpeed);
    }

    private static Finding radialSpeed(Score score, double z) {
        return finding(
                Cause.FLOW,
                score.amplitudes()[0],
                "km/s",
                z,
                "disk.flow",
                score,
                String.format(
                        Locale.ROOT,
                        "radial speed about %+.3g km/s, positive away from the observer at PA + 90 deg; try disk.flow = \"vrad\"",
                        score.amplitudes()[0]));
    }

    private Finding radialShare(Score score, double z) {
        return finding(
                Cause.FLOW,
                score.amplitudes()[0],
                "",
                z,
                "disk.flow",
                score,
                String.format(
                        Locale.ROOT,
                        "radial speed about %+.2g of the circular speed, positive away from the observer at PA + 90 deg; try disk.flow = \"kappa\"",
                        score.amplitudes()[0]));
    }

    private Finding dispersion(Score score, double z, double scale) {
        double rise = score.amplitudes()[0];
        return finding(
                Cause.DISPERSION,
                rise,
                "km/s",
                z,
                "disk.dispersion",
                score,
                String.format(
                        Locale.ROOT,
                        "about %+.2g km/s at the centre within %.2g arcsec; try disk.dispersion = \"%s\"",
                        rise,
                        scale,
                        rise > 0 ? "exponential" : "gaussian"));
    }

    /**
     * Thickness, with the second difference at the size of the shifts that it finds.
     *
     * @param test at the minimum
     */
    Candidate thickness(ScoreTest test) {
        double[] change = templates.thickness(0);
        for (int round = 0; round < ROUNDS; round++) {
            Score score = test.test(change);
            if (score == null || !(score.amplitudes()[0] > 0) || score.significance() < Selection.LEAST) {
                break;
            }
            change = templates.thickness(Math.sqrt(score.amplitudes()[0]));
        }
        return new Candidate(
                Cause.THICKNESS,
                new double[][] {change},
                true,
                (score, z) -> finding(
                        Cause.THICKNESS,
                        Math.sqrt(score.amplitudes()[0]),
                        "arcsec",
                        z,
                        "disk.thickness",
                        score,
                        String.format(
                                Locale.ROOT,
                                "scale height about %.2g arcsec; try disk.thickness = \"gaussian\"",
                                Math.sqrt(score.amplitudes()[0]))));
    }

    /**
     * The beam, with the difference at the size that it finds.
     *
     * @param test at the minimum
     */
    Candidate beam(ScoreTest test) {
        double[] change = templates.beam(WIDER);
        for (int round = 0; round < ROUNDS; round++) {
            Score score = test.test(change);
            if (score == null || score.significance() < Selection.LEAST) {
                break;
            }
            double size = Math.max(-LARGEST, Math.min(LARGEST, score.amplitudes()[0]));
            change = templates.beam(Math.abs(size) < WIDER ? WIDER : size);
        }
        double width = fit.observation().beam().geometricMean();
        return new Candidate(
                Cause.BEAM,
                new double[][] {change},
                false,
                (score, z) -> finding(
                        Cause.BEAM,
                        score.amplitudes()[0] * width,
                        "arcsec",
                        z,
                        "data.beam",
                        score,
                        String.format(
                                Locale.ROOT,
                                "its FWHM is about %.0f %% %s than the %.3g arcsec of the header; check it and give data.beam",
                                Math.abs(100 * score.amplitudes()[0]),
                                score.amplitudes()[0] > 0 ? "larger" : "smaller",
                                width)));
    }

    /** The correlator's response, where the noise cannot show it. */
    Candidate response() {
        double channel = fit.observation().cube().axis().width(fit.observation().firstChannel());
        return new Candidate(Cause.SPECTRAL_RESPONSE, new double[][] {templates.response()}, true, (score, z) -> {
            double width = 2 * Math.sqrt(score.amplitudes()[0]) * channel;
            return finding(
                    Cause.SPECTRAL_RESPONSE,
                    width,
                    "km/s",
                    z,
                    RESPONSE_KEY,
                    score,
                    String.format(
                            Locale.ROOT, "FWHM about %.2g km/s; try %s = \"%.3g km/s\"", width, RESPONSE_KEY, width));
        });
    }

    /**
     * Continuum of a point source.
     *
     * @param x [pixel] FITS pixel counted from 1
     * @param y [pixel]
     * @param place in words
     */
    Candidate continuum(double x, double y, String place) {
        return new Candidate(
                Cause.CONTINUUM,
                new double[][] {templates.continuum(x, y)},
                false,
                (score, z) -> finding(
                        Cause.CONTINUUM,
                        score.amplitudes()[0],
                        unit,
                        z,
                        null,
                        score,
                        String.format(
                                Locale.ROOT,
                                "a source of %.3g %s %s in every channel; subtract the continuum from the cube",
                                score.amplitudes()[0],
                                unit,
                                place)));
    }

    /** Continuum with the shape of the line. */
    Candidate diffuseContinuum() {
        return new Candidate(
                Cause.CONTINUUM,
                new double[][] {templates.diffuseContinuum()},
                false,
                (score, z) -> finding(
                        Cause.CONTINUUM,
                        1 / score.amplitudes()[0],
                        "km/s",
                        z,
                        null,
                        score,
                        String.format(
                                Locale.ROOT,
                                "spread like the line, with an equivalent width of %.3g km/s; subtract the continuum from the cube",
                                1 / score.amplitudes()[0])));
    }

    private static Finding finding(
            Cause cause, double size, String unit, double significance, String key, Score score, String text) {
        return new Finding(cause, size, unit, significance, key, -score.fall(), false, text);
    }
}
