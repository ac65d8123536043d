// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.diagnosis.Cause;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.search.FitResult;

/** Fits of {@link SlowVelocityMap}, which shares no code with the program. */
class VelocityMapFitTest {

    /**
     * [km/s] the midpoint rule with 401 x 401 points to the central pixels is good to 0.01; files hold 32-bit numbers,
     * 2e-4.
     */
    private static final double MAP_TOLERANCE = 0.01;

    /**
     * A mass is known from speeds of 200 km/s that are right to {@link #MAP_TOLERANCE}: 2 x 0.01 / 200, and five times
     * that for the degeneracy of hole and stars.
     */
    private static final double MASS_TOLERANCE = 5e-4;

    /**
     * [deg] that turns a velocity of 200 km/s by {@link #MAP_TOLERANCE} over a few pixels is 0.003; the inclination is
     * three times less constrained.
     */
    private static final double ANGLE_TOLERANCE = 0.01;

    /** [pixel] gradients are 40 km/s per pixel. */
    private static final double CENTRE_TOLERANCE = 5e-4;

    /** Relative, of the width of a beam whose shape is known: velocities near the centre change by 100 km/s with it. */
    private static final double BEAM_TOLERANCE = 0.01;

    /** Of the mass with a round beam for one of axis ratio 0.72: (1 - 0.72)^2 / 4. */
    private static final double ROUND_TOLERANCE = 0.02;

    private static SlowVelocityMap opticalMap;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeMap() {
        opticalMap = new SlowVelocityMap(SlowVelocityMap::optical);
    }

    private static Beam beam() {
        return new Beam(SlowVelocityMap.MAJOR, SlowVelocityMap.MINOR, SlowVelocityMap.BEAM_ANGLE);
    }

    private Path file(String name, double[] values, String unit) {
        return MapFiles.write(folder.resolve(name), values, SlowVelocityMap.SIZE, unit);
    }

    private Configuration config(double[] velocity, double[] flux, double[] labels, VelocityConvention convention) {
        DataConfig data = MapFiles.data(
                file("v.fits", velocity, "km/s"),
                file("f.fits", flux, "Jy km/s"),
                null,
                0.1,
                labels == null ? null : file("bins.fits", labels, ""),
                SlowVelocityMap.PIXEL,
                beam(),
                convention);
        return MapFiles.config(folder, data, SlowVelocityMap.DISTANCE, null, new FluxMapLight(false));
    }

    private static void assertRecovered(FitResult result) {
        assertTrue(result.converged(), result.status() + " " + result.messages());
        assertEquals(1, result.parameter("mbh").value() / SlowVelocityMap.HOLE, MASS_TOLERANCE);
        assertEquals(SlowVelocityMap.BETA, result.parameter("beta").value(), 10 * MASS_TOLERANCE);
        assertEquals(
                SlowVelocityMap.INCLINATION, result.parameter("inclination").value(), ANGLE_TOLERANCE);
        assertEquals(SlowVelocityMap.ANGLE, result.parameter("position_angle").value(), ANGLE_TOLERANCE);
        assertEquals(SlowVelocityMap.VSYS, result.parameter("vsys").value(), MAP_TOLERANCE);
        assertEquals(SlowVelocityMap.X, result.parameter("x").value(), CENTRE_TOLERANCE);
        assertEquals(SlowVelocityMap.Y, result.parameter("y").value(), CENTRE_TOLERANCE);
    }

    @Test
    void recoversWhatTheMapWasMadeOf() {
        FitOutcome outcome =
                MapFiles.fit(config(opticalMap.velocity(), opticalMap.flux, null, VelocityConvention.OPTICAL), 2);
        assertRecovered(outcome.result());
        MapProducts maps = outcome.map();
        double worst = 0;
        for (int p = 0; p < maps.region().length; p++) {
            assertEquals(
                    Double.isNaN(maps.data().values()[p]),
                    Double.isNaN(maps.model().values()[p]));
            worst = maps.region()[p]
                    ? Math.max(
                            worst,
                            Math.abs(maps.data().values()[p] - maps.model().values()[p]))
                    : worst;
        }
        assertTrue(worst < MAP_TOLERANCE, "largest residual " + worst + " km/s");
        assertFalse(outcome.result().parameter("dispersion").free());
        assertFalse(outcome.result().parameter("flux_scale").free());
        double perBeam = Math.PI
                * SlowVelocityMap.MAJOR
                * SlowVelocityMap.MINOR
                / (4 * Math.log(2))
                / Math.pow(SlowVelocityMap.PIXEL, 2);
        assertEquals(perBeam, (double) outcome.result().derived().get("pixels_per_beam"), 1e-9 * perBeam);
        // The noise of a beam is shared: twice the pixels of a beam count as one, for what changes slowly over a beam.
        double ratio = (double) outcome.result().derived().get("mbh_error_ratio");
        assertTrue(ratio > 0.5 * Math.sqrt(2 * perBeam) && ratio < 1.1 * Math.sqrt(2 * perBeam), "ratio " + ratio);
        assertFalse(outcome.result().messages().stream().anyMatch(m -> m.contains("binned")), "the map is not binned");
    }

    /**
     * The width of a beam that no header states, from the velocities alone, beside all other parameters. The map's
     * beam has an axis ratio of {@code MINOR / MAJOR}, and the fit's is round where no header gives the shape: the
     * width is right to the second order in the difference of the axes.
     */
    @Test
    void findsTheBeam() {
        Configuration config = config(opticalMap.velocity(), opticalMap.flux, null, VelocityConvention.OPTICAL);
        FitResult result =
                MapFiles.fit(config.withData(config.data().withFreeBeam()), 1).result();
        assertTrue(result.converged(), result.status() + " " + result.messages());
        FitResult.FittedParameter beam = result.parameter("beam");
        double width = Math.sqrt(SlowVelocityMap.MAJOR * SlowVelocityMap.MINOR);
        double shape = SlowVelocityMap.MINOR / SlowVelocityMap.MAJOR;
        assertEquals(1, beam.value() / width, 0.5 * Math.pow(1 - shape, 2) + BEAM_TOLERANCE);
        assertEquals(1, result.parameter("mbh").value() / SlowVelocityMap.HOLE, ROUND_TOLERANCE);
        assertTrue(beam.free() && beam.error() > 0 && beam.error() < 0.1 * width, "error " + beam.error());
    }

    /** [km/s] and its error: the added flow is neither smeared by the beam nor weighted by the light, and PA follows it. */
    private static final double FLOW = 5;

    private static final double FLOW_TOLERANCE = 0.3 * FLOW;

    @ParameterizedTest
    @ValueSource(doubles = {FLOW, -FLOW, 0})
    void theDiagnosisNamesARadialFlowAndNothingElse(double speed) {
        double[] velocity = opticalMap.velocity().clone();
        double angle = Math.toRadians(SlowVelocityMap.ANGLE);
        double inclination = Math.toRadians(SlowVelocityMap.INCLINATION);
        for (int p = 0; p < velocity.length; p++) {
            double east = -(p % SlowVelocityMap.SIZE + 1 - SlowVelocityMap.X);
            double north = p / SlowVelocityMap.SIZE + 1 - SlowVelocityMap.Y;
            double along = east * Math.sin(angle) + north * Math.cos(angle);
            double across = (east * Math.cos(angle) - north * Math.sin(angle)) / Math.cos(inclination);
            velocity[p] += speed * Math.sin(inclination) * across / Math.hypot(along, across);
        }
        Diagnosis diagnosis = MapFiles.fit(config(velocity, opticalMap.flux, null, VelocityConvention.OPTICAL), 2)
                .result()
                .diagnosis();
        assertEquals(speed == 0, diagnosis.describesData());
        assertEquals(speed == 0 ? 0 : 1, diagnosis.findings().size());
        if (speed != 0) {
            Finding finding = diagnosis.findings().get(0);
            assertEquals(Cause.FLOW, finding.cause());
            assertEquals(speed, finding.size(), FLOW_TOLERANCE);
            assertEquals("disk.flow", finding.key());
        }
    }

    @Test
    void radioVelocitiesAreOnesInFrequency() {
        SlowVelocityMap map = new SlowVelocityMap(SlowVelocityMap::radio);
        assertRecovered(MapFiles.fit(config(map.velocity(), map.flux, null, VelocityConvention.RADIO), 1)
                .result());
    }

    @Test
    void theWrongConventionIsSaidAndWrongByFourTimesTheRedshift() {
        FitResult result = MapFiles.fit(config(opticalMap.velocity(), opticalMap.flux, null, null), 1)
                .result();
        assertRecovered(result);
        assertTrue(
                result.messages().stream().anyMatch(m -> m.contains("velocity_convention")),
                result.messages()::toString);
        FitResult wrong = MapFiles.fit(
                        config(opticalMap.velocity(), opticalMap.flux, null, VelocityConvention.RADIO), 1)
                .result();
        double redshift = SlowVelocityMap.VSYS / 299792.458;
        double ratio = wrong.parameter("mbh").value() / SlowVelocityMap.HOLE;
        assertEquals(Math.pow(1 + redshift, 4), ratio, 4 * MASS_TOLERANCE, "radio velocities are smaller by (1+z)^2");
    }

    /** Blocks of pixels as the data were binned: numerator and denominator summed before the quotient. */
    @Test
    void aBinIsOneDatum() {
        int n = SlowVelocityMap.SIZE;
        double[] labels = new double[n * n];
        double[] light = new double[n * n];
        double[] moment = new double[n * n];
        for (int p = 0; p < labels.length; p++) {
            int x = p % n;
            int y = Math.floorDiv(p, n);
            int side = Math.hypot(x + 1 - SlowVelocityMap.X, y + 1 - SlowVelocityMap.Y) < 7 ? 1 : 4;
            labels[p] = side == 1 ? n * n + p : Math.floorDiv(y, side) * n + Math.floorDiv(x, side);
            if (opticalMap.flux[p] > 0) {
                light[(int) (labels[p] % (n * n))] += opticalMap.light[p];
                moment[(int) (labels[p] % (n * n))] += opticalMap.moment[p];
            }
        }
        double[] binned = new double[n * n];
        for (int p = 0; p < labels.length; p++) {
            int bin = (int) (labels[p] % (n * n));
            binned[p] = opticalMap.flux[p] > 0 && labels[p] < n * n
                    ? moment[bin] / light[bin]
                    : opticalMap.velocity()[p];
        }
        FitResult byNumber = MapFiles.fit(config(binned, opticalMap.flux, labels, VelocityConvention.OPTICAL), 1)
                .result();
        assertRecovered(byNumber);
        long pixels = Arrays.stream(opticalMap.flux).filter(f -> f > 0).count();
        assertTrue(byNumber.nData() < 0.6 * pixels, byNumber.nData() + " bins of " + pixels + " pixels");
        FitResult byVelocity = MapFiles.fit(config(binned, opticalMap.flux, binned, VelocityConvention.OPTICAL), 1)
                .result();
        assertEquals(byNumber.nData(), byVelocity.nData(), "a binned map is its own map of bins");
        assertEquals(
                byNumber.parameter("mbh").value(), byVelocity.parameter("mbh").value(), 1e-12 * SlowVelocityMap.HOLE);
        FitResult pixel = MapFiles.fit(config(binned, opticalMap.flux, null, VelocityConvention.OPTICAL), 1)
                .result();
        assertTrue(pixel.nData() > byNumber.nData());
        assertTrue(pixel.messages().stream().anyMatch(m -> m.contains("data.bins")), pixel.messages()::toString);
    }

    /**
     * Of a flux without structure finer than the beam, deconvolution leaves 0.4 % of the 2.4 % that the blurred map is
     * wrong by.
     */
    @Test
    void deconvolvedFluxComesClose() {
        SlowVelocityMap map = new SlowVelocityMap(SlowVelocityMap::optical, 0);
        Configuration blurred = config(map.velocity(), map.light, null, VelocityConvention.OPTICAL);
        double asItIs = MapFiles.fit(blurred, 1).result().parameter("mbh").value();
        FitResult result = MapFiles.fit(blurred.withDisk(MapFiles.disk(new FluxMapLight(true))), 1)
                .result();
        assertTrue(result.converged(), result.messages()::toString);
        double left = Math.abs(result.parameter("mbh").value() / SlowVelocityMap.HOLE - 1);
        assertTrue(left < 0.01, "wrong by " + left);
        assertTrue(left < Math.abs(asItIs / SlowVelocityMap.HOLE - 1) / 3, "wrong by " + left);
    }

    @Test
    void headerMayHaveItAll() {
        Map<String, Object> cards = new LinkedHashMap<>();
        cards.put("BMAJ", SlowVelocityMap.MAJOR / 3600);
        cards.put("BMIN", SlowVelocityMap.MINOR / 3600);
        cards.put("BPA", SlowVelocityMap.BEAM_ANGLE);
        SkyFrame frame = SkyFrame.northUp(Projection.SIN, 150, -35, 21, 21, SlowVelocityMap.PIXEL);
        double[] metres =
                Arrays.stream(opticalMap.velocity()).map(v -> 1000 * v).toArray();
        Path velocity = MapFiles.write(folder.resolve("sky.fits"), metres, SlowVelocityMap.SIZE, "m/s", frame, cards);
        DataConfig data = MapFiles.data(
                velocity, file("f.fits", opticalMap.flux, ""), null, 0.1, null, null, null, VelocityConvention.OPTICAL);
        FitResult result = MapFiles.fit(
                        MapFiles.config(folder, data, SlowVelocityMap.DISTANCE, null, new FluxMapLight(false)), 1)
                .result();
        assertRecovered(result);
        assertTrue(result.derived().containsKey("ra"));
    }

    /** An error map: where it is 0 there are no data, and a spoilt pixel there does no harm. */
    @Test
    void errorsComeFromAMap() {
        double[] velocity = opticalMap.velocity();
        double[] error = new double[velocity.length];
        Random random = new Random(3);
        for (int p = 0; p < error.length; p++) {
            error[p] = p % 7 == 0 ? 0 : 0.05 + 0.1 * random.nextDouble();
            velocity[p] = p % 7 == 0 ? -1e4 : velocity[p];
        }
        DataConfig data = MapFiles.data(
                file("v.fits", velocity, ""),
                file("f.fits", opticalMap.flux, ""),
                file("e.fits", error, "km/s"),
                null,
                null,
                SlowVelocityMap.PIXEL,
                beam(),
                VelocityConvention.OPTICAL);
        assertRecovered(
                MapFiles.fit(MapFiles.config(folder, data, SlowVelocityMap.DISTANCE, null, new FluxMapLight(false)), 1)
                        .result());
    }

    @Test
    void aPositionAngleTurnedByHalfIsFoundOut() {
        Configuration config = config(opticalMap.velocity(), opticalMap.flux, null, VelocityConvention.OPTICAL)
                .withParameters(Map.of("position_angle", ParameterSetting.NONE.withStart(SlowVelocityMap.ANGLE + 175)));
        FitResult result = MapFiles.fit(config, 1).result();
        assertTrue(result.messages().stream().anyMatch(m -> m.contains("approaching")), result.messages()::toString);
        assertRecovered(result);
    }

    @ParameterizedTest
    @EnumSource(
            value = VelocityConvention.class,
            names = {"OPTICAL", "RELATIVISTIC"})
    void sameBitsOnOneThreadAndTwo(VelocityConvention convention) {
        Configuration config = config(opticalMap.velocity(), opticalMap.flux, null, convention);
        FitOutcome one = MapFiles.fit(config, 1);
        FitOutcome two = MapFiles.fit(config, 2);
        assertEquals(one.result().parameters(), two.result().parameters());
        assertEquals(one.result().chi2(), two.result().chi2());
        assertArrayEquals(one.map().model().values(), two.map().model().values());
    }

    /** Maps without sky coordinates keep their pixel size in files that the program writes. */
    @Test
    void mapsKeepTheirPixelSize() {
        MapProducts maps = MapFiles.fit(
                        config(opticalMap.velocity(), opticalMap.flux, null, VelocityConvention.OPTICAL), 1)
                .map();
        Path written = folder.resolve("model.fits");
        CubeWriter.write(written, List.of(Hdu.of("MODEL", maps.model())), new FitsProvenance("test", List.of()));
        SkyFrame frame = ImageFile.read(written, "MODEL", HeaderOverrides.NONE).frame();
        assertEquals(SlowVelocityMap.PIXEL, frame.at(1, 1).pixelSize(), 1e-9 * SlowVelocityMap.PIXEL);
    }

    @Test
    void theResolvedConfigurationMakesTheSameRun() {
        Configuration config = config(opticalMap.velocity(), opticalMap.flux, null, VelocityConvention.OPTICAL);
        FitOutcome first = MapFiles.fit(config, 1);
        FitOutcome again = MapFiles.fit(first.resolved(), 1);
        assertEquals(first.result().parameters(), again.result().parameters());
        assertEquals(first.result().nData(), again.result().nData());
    }
}
