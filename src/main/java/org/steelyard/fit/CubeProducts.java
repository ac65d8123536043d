package org.steelyard.fit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ForwardModel;

/** The best model on the pixels of the data around the fit region, and what follows from it. */
record CubeProducts(ModelProducts products) {

    /** Radii of the speed curve: from a tenth of a beam to the edge of the region. */
    private static final int RADII = 120;

    static CubeProducts of(CubeFit fit, double[] values, ParallelFor threads) {
        CubeObservation observation = fit.observation();
        PixelBox box = around(fit);
        SpectralCube data = observation.cube().part(box, observation.firstChannel(), observation.channels());
        int plane = data.nx() * data.ny();
        int[] x = new int[plane];
        int[] y = new int[plane];
        boolean[] inside = new boolean[plane];
        for (int p = 0; p < plane; p++) {
            x[p] = box.x0() + p % data.nx();
            y[p] = box.y0() + p / data.nx();
            inside[p] = fit.region().inside()[(y[p] - fit.region().box().y0()) * fit.region().box().width() + x[p] - fit.region().box().x0()];
        }
        FitRegion pixels = new FitRegion(box, inside, 1, x, y);
        ForwardModel model = new ForwardModel(fit.setup(pixels), threads);
        int hole = fit.space().index("mbh");
        double[] without = values.clone();
        without[hole] = 0;
        float[] noise = new float[data.values().length];
        double[] perVoxel = observation.blockNoise(fit.config(), pixels);
        CubeMask mask = observation.mask();
        java.util.BitSet bits = new java.util.BitSet(data.values().length);
        for (int p = 0; p < plane; p++) {
            for (int c = 0; c < data.channels(); c++) {
                noise[c * plane + p] = (float) perVoxel[p * data.channels() + c];
                bits.set(
                        c * plane + p,
                        mask.at(observation.firstChannel() + c, y[p] - observation.cube().yIndex(), x[p] - observation.cube().xIndex()));
            }
        }
        boolean[] fitted = new boolean[data.channels()];
        Arrays.fill(fitted, true);
        double beam = observation.beam().geometricMean();
        double reach = Math.hypot(data.nx(), data.ny()) / 2 * observation.frame().pixelSize();
        ModelProducts products = new ModelProducts(
                data,
                evaluate(model, fit, values, plane),
                evaluate(model, fit, without, plane),
                noise,
                inside,
                fitted,
                new CubeMask(bits, data.nx(), data.ny(), data.channels()),
                geometry(fit, values),
                fit.galaxy().speeds(values, logarithmic(0.1 * beam, reach)));
        return new CubeProducts(products);
    }

    static double[] logarithmic(double from, double to) {
        double[] radii = new double[RADII];
        for (int k = 0; k < RADII; k++) {
            radii[k] = from * Math.pow(to / from, k / (RADII - 1.0));
        }
        return radii;
    }

    /** The region and one beam around it, inside the image. */
    private static PixelBox around(CubeFit fit) {
        CubeObservation observation = fit.observation();
        int margin = (int) Math.ceil(observation.beam().major() / observation.frame().pixelSize());
        int[] bounds = fit.region().around(margin);
        SpectralCube cube = observation.cube();
        return new PixelBox(
                Math.max(cube.xIndex(), bounds[0]),
                Math.max(cube.yIndex(), bounds[1]),
                Math.min(cube.xIndex() + cube.nx(), bounds[2]),
                Math.min(cube.yIndex() + cube.ny(), bounds[3]));
    }

    private static float[] evaluate(ForwardModel model, CubeFit fit, double[] values, int plane) {
        double[] out = new double[model.size()];
        GalaxyModel.State state = fit.galaxy().at(values, null);
        model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), out);
        int channels = out.length / plane;
        float[] cube = new float[out.length];
        for (int p = 0; p < plane; p++) {
            for (int c = 0; c < channels; c++) {
                cube[c * plane + p] = (float) out[p * channels + c];
            }
        }
        return cube;
    }

    private static SkyGeometry geometry(CubeFit fit, double[] values) {
        FitConfig.Region region = fit.ellipse();
        return new SkyGeometry(
                fit.config().galaxy().name(),
                values[fit.space().index("x")],
                values[fit.space().index("y")],
                values[fit.space().index("position_angle")],
                values[fit.space().index("inclination")],
                values[fit.space().index("vsys")],
                fit.galaxy().pcPerArcsec(),
                region == null ? Double.NaN : region.semiMajor(),
                region == null ? Double.NaN : region.axisRatio(),
                region == null ? Double.NaN : region.positionAngle());
    }

    /** Numbers that follow from the fit, for result.json. */
    Map<String, Object> derived(CubeFit fit, double[] values) {
        CubeObservation observation = fit.observation();
        SkyGeometry geometry = products.geometry();
        Map<String, Object> derived = new LinkedHashMap<>();
        derived.put("vsys_radio", quantity(
                VelocityConvention.RADIO.velocity(VelocityConvention.OPTICAL.nuOverRest(geometry.vsys())), "km/s"));
        derived.put("velocity_frame", observation.cube().axis().frame());
        double[] world = observation.file().frame().toWorld(geometry.x(), geometry.y());
        derived.put("ra", quantity(world[0], "deg"));
        derived.put("dec", quantity(world[1], "deg"));
        derived.put("angular_diameter_distance", quantity(
                geometry.pcPerArcsec() / org.steelyard.units.Constants.PC_PER_ARCSEC_AT_MPC, "Mpc"));
        derived.put("pc_per_arcsec", quantity(geometry.pcPerArcsec(), "pc/arcsec"));
        derived.put("sphere_of_influence", quantity(influence(fit, values), "arcsec"));
        derived.put("beam_major", quantity(observation.beam().major(), "arcsec"));
        derived.put("beam_minor", quantity(observation.beam().minor(), "arcsec"));
        derived.put("beam_position_angle", quantity(observation.beam().positionAngle(), "deg"));
        derived.put("block", fit.region().block());
        derived.put("blocks", fit.region().blocks());
        derived.put("first_channel", observation.firstChannel() + 1);
        derived.put("last_channel", observation.firstChannel() + observation.channels());
        return derived;
    }

    static Map<String, Object> quantity(double value, String unit) {
        Map<String, Object> quantity = new LinkedHashMap<>();
        quantity.put("value", value);
        quantity.put("unit", unit);
        return quantity;
    }

    /** [arcsec] radius at which stars and gas pull as strongly as the black hole; NaN if they do so nowhere. */
    private static double influence(CubeFit fit, double[] values) {
        double[] radii = logarithmic(1e-3, 1e3);
        SpeedCurve curve = fit.galaxy().speeds(values, radii);
        for (int k = 0; k < radii.length; k++) {
            if (curve.vStars()[k] >= curve.vBlackHole()[k]) {
                if (k == 0) {
                    return Double.NaN;
                }
                double before = Math.log(curve.vBlackHole()[k - 1] / curve.vStars()[k - 1]);
                double after = Math.log(curve.vBlackHole()[k] / curve.vStars()[k]);
                return radii[k - 1] * Math.pow(radii[k] / radii[k - 1], before / (before - after));
            }
        }
        return Double.NaN;
    }
}
