// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.cube.CubeObservation;
import org.steelyard.fit.cube.FluxMapBias;
import org.steelyard.fit.cube.HeldBlocks;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.cube.RingProblem;
import org.steelyard.fit.diagnosis.Cause;
import org.steelyard.fit.diagnosis.ChiSquareTest;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.diagnosis.OtherObject;
import org.steelyard.fit.diagnosis.ScoreTest;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.NoiseCorrelation;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ChannelCorrelation;
import org.steelyard.observe.NoiseMeasurement;

/** The diagnosis of a fit of a cube at its minimum. */
public final class CubeDiagnosis {

    /** Noise that is off by less than this share is not reported. */
    private static final double NOISE_SHARE = 0.05;

    /** A wider beam must explain so many times more than thickness, unless the noise contradicts the header's beam. */
    private static final double MORE = 1.5;

    /** Least variance of the mean of many channels over that of independent ones that is believed. */
    private static final double LEAST_POWER = 0.1;

    private static final double FWHM = Math.sqrt(8 * Math.log(2));

    /** [sigma] Excess of chi^2 from which on the costly tests are made. */
    private static final double SUSPICIOUS = 3;

    /** [peak] Tolerance of adaptive sub-pixels of changes of the model. */
    static final double COARSE = 1e-2;

    private final CubeFit fit;
    private final Solution solution;
    private final double[] values;
    private final CubeTemplates templates;
    private final double[] residuals;
    private final double[][] jacobian;
    private final double variance;
    private final ChannelCorrelation between;
    private final NoiseBeam noiseBeam;
    private final LineFreeData free;
    private final List<OtherObject> objects;
    private final ScoreTest test;
    private final @Nullable LightShape light;
    private final ChiSquareTest chi;

    /**
     * @param minimised fit of a cube
     * @param solution its minimum
     * @param threads worker threads that evaluate the model
     */
    public CubeDiagnosis(CubeFit minimised, Solution solution, ParallelFor threads) {
        this.solution = solution;
        this.values = minimised.space().physical(solution.point());
        this.fit = minimised.lit(values, threads);
        DiskProblem problem = fit.independent(threads);
        residuals = new double[problem.residualCount()];
        jacobian = new double[problem.parameterCount()][residuals.length];
        problem.evaluate(solution.point(), residuals, jacobian);
        templates = new CubeTemplates(fit.coarser(COARSE), values, threads);
        NoiseCorrelation correlation = fit.correlation();
        boolean known = correlation != null && correlation.missing() == null;
        Consumer<double[]> root = known ? correlation::transposed : vector -> {};
        double squares = known ? correlation.sumOfSquares() : residuals.length;
        variance = squares / residuals.length;
        int size = fit.region().block();
        HeldBlocks blocks = HeldBlocks.of(fit.coarser(COARSE), values, size, threads);
        // In blocks of half a beam a point source keeps most of its peak wherever it lies.
        HeldBlocks small = HeldBlocks.of(fit.coarser(COARSE), values, Math.max(1, size / 2), threads);
        between = fit.noiseShape().used().regularised(LEAST_POWER);
        noiseBeam = NoiseBeam.of(fit.noiseShape().measured());
        free = LineFreeData.of(blocks, fitted(blocks), variance, between);
        objects = new OtherObjects(small, fit.observation().cube().axis(), between, size).find();
        boolean shaped = fit.flux() != null || fit.ringed();
        test = new ScoreTest(residuals, templates.blocks(), shaped ? templates.spectra() : null, root);
        test.fit(jacobian);
        light = problem instanceof RingProblem rings ? lightShape(rings, root) : null;
        if (fit.ownLight()) {
            test.fit(FluxMapBias.misfit(fit, values, threads));
        }
        double ratio = noiseRatio();
        double shared = channelShare();
        chi = new ChiSquareTest(
                test.chiSquared(), test.expected() * ratio * ratio, 2 * squares * shared * Math.pow(ratio, 4));
    }

    /** Compares rings with the flux of every block; adds the rings to the directions of the test. */
    private LightShape lightShape(RingProblem rings, Consumer<double[]> root) {
        double[][] columns = rings.columns(values);
        test.fit(columns);
        ScoreTest ofRings = new ScoreTest(residuals, templates.blocks(), null, root);
        ofRings.fit(jacobian);
        ofRings.fit(columns);
        return LightShape.of(ofRings, test, templates, between);
    }

    private boolean[] fitted(HeldBlocks blocks) {
        boolean[] fitted = new boolean[blocks.region().blocks()];
        int m = fit.region().block();
        for (int b = 0; b < fitted.length; b++) {
            for (int k = 0; k < fit.region().blocks(); k++) {
                fitted[b] |= Math.abs(fit.region().blockX()[k] - blocks.region().blockX()[b]) < m
                        && Math.abs(fit.region().blockY()[k] - blocks.region().blockY()[b]) < m;
            }
        }
        return fitted;
    }

    /** Noise of the data over that of the fit, where they differ. */
    private double noiseRatio() {
        return misjudged() ? free.noiseRatio() : 1;
    }

    private boolean misjudged() {
        double off = Math.abs(free.noiseRatio() - 1);
        return off > NOISE_SHARE && off > Selection.LEAST * free.noiseRatioError();
    }

    /** Factor of the variance of chi^2 from noise that neighbouring channels share and the correlation does not hold. */
    private double channelShare() {
        return channelsKnown() ? 1 : between.ofSquares();
    }

    /** Variance of a sum of squares over the blocks of one channel over that of independent blocks. */
    private double ofSpace() {
        return fit.correlation() != null && fit.correlation().ofChannels() ? variance / between.ofSquares() : variance;
    }

    private boolean channelsKnown() {
        NoiseCorrelation correlation = fit.correlation();
        return correlation != null && correlation.missing() == null && (correlation.ofChannels() || between.none());
    }

    /**
     * @param images data and best model
     * @param refit refits with a cause in the model
     * @param result of the fit, with the standard errors
     * @return the diagnosis
     */
    public Diagnosis diagnose(ModelProducts images, QuickRefit refit, FitResult result) {
        CubeCauses causes = new CubeCauses(fit, templates);
        List<Candidate> candidates = candidates(causes);
        double spread = noiseRatio() * (channelsKnown() ? 1 : Math.sqrt(between.ofMean()));
        Finding beam = noiseBeam.allows(1) ? null : beam(causes);
        Finding response = unmodelledResponse() ? response(causes) : null;
        List<Selection.Chosen> chosen = Selection.of(test, candidates, spread);
        List<Finding> findings = new ArrayList<>();
        for (Selection.Chosen c : chosen) {
            findings.add(c.candidate().wording().of(c.score(), significance(c)));
        }
        addNoise(findings);
        add(findings, light == null ? null : light.findingOrNull(noiseRatio(), ofSpace()));
        add(findings, response);
        add(findings, beam);
        addObjects(findings);
        findings.sort(Comparator.comparingDouble(Finding::deltaChi2));
        if (!findings.isEmpty()) {
            findings.set(0, new LawChoice(fit, values, refit).best(findings.get(0)));
        }
        boolean describes = findings.isEmpty() && chi.acceptable();
        CubeMisfit misfit = CubeMisfit.of(fit, residuals, templates.radius());
        Rings rings = rings(images);
        return new Diagnosis(
                findings,
                describes,
                chi,
                misfit.place(),
                misfit.channels(),
                misfit.radii(),
                rings.data(),
                rings.model(),
                objects,
                describes
                        ? Map.of()
                        : new ScaledErrors(fit, solution, jacobian, result).of(chosen, Math.max(1, chi.reduced())));
    }

    /** Continuum is seen in the channels without line as well. */
    private double significance(Selection.Chosen c) {
        boolean seen = c.candidate().cause() == Cause.CONTINUUM && free.source() != null;
        return seen ? Math.max(c.significance(), free.source().significance()) : c.significance();
    }

    private List<Candidate> candidates(CubeCauses causes) {
        List<Candidate> all = new ArrayList<>(causes.kinematics());
        double x = values[fit.space().index(KinematicCentre.X)];
        double y = values[fit.space().index(KinematicCentre.Y)];
        all.add(causes.continuum(x, y, "at the centre"));
        all.add(causes.diffuseContinuum());
        LineFreeData.Source source = free.source();
        if (source != null && source.significance() > Selection.LEAST) {
            all.add(causes.continuum(
                    source.x(),
                    source.y(),
                    String.format(Locale.ROOT, "at pixel (%.1f, %.1f)", source.x(), source.y())));
        }
        if (!fit.noiseShape().measured().enough() && missesResponse()) {
            all.add(causes.response());
        }
        Candidate thickness = causes.thickness(test);
        boolean thin = fit.config().disk().shape().thickness().parameters().isEmpty();
        if (thin && templates.minorAxisResolved()) {
            all.add(thickness);
        }
        boolean suspicious = chi.deviate() > SUSPICIOUS
                || all.stream().anyMatch(c -> {
                    ScoreTest.Score score = test.test(c.directions());
                    return score != null && c.allows(score) && score.significance() > Selection.LEAST;
                });
        if (suspicious) {
            Candidate beam = causes.beam(test);
            if (!isUnlikely(beam, thickness)) {
                all.add(beam);
            }
        }
        return all;
    }

    /** A thick disk looks as if its beam were wider; the noise knows the beam. */
    private boolean isUnlikely(Candidate beam, Candidate thickness) {
        ScoreTest.Score other = test.test(beam.directions());
        ScoreTest.Score thick = test.test(thickness.directions());
        if (other == null || !noiseBeam.allows(1 + other.amplitudes()[0])) {
            return true;
        }
        boolean either = thick != null && thickness.allows(thick) && other.amplitudes()[0] > 0;
        return either && noiseBeam.allows(1) && other.fall() < MORE * thick.fall();
    }

    private static void add(List<Finding> findings, @Nullable Finding finding) {
        if (finding != null && findings.stream().noneMatch(f -> f.cause() == finding.cause())) {
            findings.add(finding);
        }
    }

    /** The beam, where the noise has another one than the header. */
    private Finding beam(CubeCauses causes) {
        ScoreTest.Score score = test.test(causes.beam(test).directions());
        double width = fit.observation().beam().geometricMean();
        double factor = noiseBeam.nearest();
        return new Finding(
                Cause.BEAM,
                (factor - 1) * width,
                "arcsec",
                noiseBeam.significance(),
                "data.beam",
                score == null ? 0 : -score.fall(),
                false,
                String.format(
                        Locale.ROOT,
                        "pixels share noise as with a FWHM of %.3g arcsec or %s, not the %.3g arcsec of the header; check it and give data.beam",
                        factor * width,
                        factor > 1 ? "more" : "less",
                        width));
    }

    private void addNoise(List<Finding> findings) {
        if (misjudged()) {
            double ratio = free.noiseRatio();
            double total = Arrays.stream(residuals).map(r -> r * r).sum();
            findings.add(new Finding(
                    Cause.NOISE,
                    ratio,
                    "",
                    Math.abs(ratio - 1) / free.noiseRatioError(),
                    fit.config().fit().noiseRms() != null ? "fit.noise_rms" : "fit.noise_box",
                    total * (1 / (ratio * ratio) - 1),
                    false,
                    String.format(
                            Locale.ROOT,
                            "in channels without line the data scatter by %.3g times the noise of the fit; %s",
                            ratio,
                            fit.config().fit().noiseRms() != null
                                    ? "correct fit.noise_rms or leave it out, and it is measured"
                                    : "give fit.noise_box free of emission, or fit.noise_rms")));
        }
    }

    private boolean missesResponse() {
        return fit.config().data().spectralResponse().shape() == SpectralResponse.Shape.NONE;
    }

    private boolean unmodelledResponse() {
        return missesResponse() && fit.noiseShape().proposed().shape() != SpectralResponse.Shape.NONE;
    }

    /** The correlator's response, where the noise shows it. */
    private Finding response(CubeCauses causes) {
        ScoreTest.Score score = test.test(causes.response().directions());
        NoiseMeasurement measured = fit.noiseShape().measured();
        SpectralResponse proposed = fit.noiseShape().proposed();
        CubeObservation observation = fit.observation();
        double channel = observation.cube().axis().width(observation.firstChannel());
        double width = proposed.shape() == SpectralResponse.Shape.HANNING
                ? 2 * channel / proposed.averaging()
                : FWHM * proposed.broadening(channel);
        return new Finding(
                Cause.SPECTRAL_RESPONSE,
                width,
                "km/s",
                measured.channels()[0] / measured.channelErrors()[0],
                CubeCauses.RESPONSE_KEY,
                score == null || score.amplitudes()[0] < 0 ? 0 : -score.fall(),
                false,
                String.format(
                        Locale.ROOT,
                        "the noise of neighbouring channels correlates by %.2f, as after %s (%.3g km/s FWHM); give %s",
                        measured.channels()[0],
                        proposed.description(),
                        width,
                        proposed.keys()));
    }

    private void addObjects(List<Finding> findings) {
        if (!objects.isEmpty()) {
            OtherObject first = objects.get(0);
            double fall = objects.stream().mapToDouble(OtherObject::chi2).sum();
            findings.add(new Finding(
                    Cause.SECOND_OBJECT,
                    objects.size(),
                    "objects",
                    first.significance(),
                    "data.mask",
                    -fall,
                    false,
                    String.format(
                            Locale.ROOT,
                            "%s; the brightest is at pixel (%.1f, %.1f), %.0f km/s; leave %s out with data.mask or a smaller fit.region",
                            objects.size() == 1 ? "one object" : objects.size() + " objects",
                            first.x(),
                            first.y(),
                            first.velocity(),
                            objects.size() == 1 ? "it" : "them")));
        }
    }

    private Rings rings(ModelProducts images) {
        MomentMaps ofData = MomentMaps.of(images.data(), images.signal(), VelocityConvention.OPTICAL);
        MomentMaps ofModel =
                MomentMaps.of(images.data().withValues(images.model()), images.signal(), VelocityConvention.OPTICAL);
        double reach = Arrays.stream(templates.radius()).max().orElse(0);
        double semiMajor = images.geometry().semiMajor();
        return Rings.of(
                ofData.m1().values(),
                ofModel.m1().values(),
                images.data().nx(),
                images.data().xIndex(),
                images.data().yIndex(),
                fit.observation().frame(),
                images.geometry(),
                Double.isNaN(semiMajor) ? reach : Math.min(reach, semiMajor),
                fit.observation().beam().geometricMean());
    }
}
