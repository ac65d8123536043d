import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.steelyard.cube.Beam;
import org.steelyard.cube.CubeGrid;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.SpectralLine;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.dispersion.ExponentialDispersion;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.fit.cube.CubeModel;
import org.steelyard.galaxy.CircularSpeeds;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.stars.MgeStars;
import org.steelyard.units.DistanceScale;

/**
 * Composes a galaxy of parts, prints its circular speed, and evaluates it as a cube; no configuration, no cube on disk.
 */
public final class BuildAGalaxy {

    public static void main(String[] arguments) {
        MgeTable mge = MgeTable.read(Path.of("data/ngc1380_like_mge.ecsv"));
        Galaxy galaxy = Galaxy.of(new MgeStars(mge), new DistanceScale(17.1).pcPerArcsec())
                .withDispersion(new ExponentialDispersion())
                .withLight(new ExponentialLight());
        Map<String, Double> values = Map.ofEntries(
                Map.entry("mbh", 1.5e8),
                Map.entry("mass_to_light", 2.0),
                Map.entry("inclination", 76.0),
                Map.entry("position_angle", 187.0),
                Map.entry("vsys", 1866.0),
                Map.entry("x", 20.0),
                Map.entry("y", 20.0),
                Map.entry("dispersion_amplitude", 30.0),
                Map.entry("flux_scale", 10.0));

        SpeedCurve curve = CircularSpeeds.of(galaxy, values, new double[] {0.05, 0.1, 0.2, 0.5, 1, 2});
        for (int k = 0; k < curve.size(); k++) {
            System.out.printf(
                    Locale.ROOT,
                    "%5.2f arcsec: stars %6.1f, black hole %6.1f, all %6.1f km/s%n",
                    curve.radius()[k],
                    curve.vStars()[k],
                    curve.vBlackHole()[k],
                    curve.vCirc()[k]);
        }

        CubeGrid grid = new CubeGrid(
                40, 40, 0.08, 54.1, -35, SpectralLine.frequency("CO(2-1)"), 1400, 2300, 15, new Beam(0.25, 0.2, 30));
        try (CubeModel model = CubeModel.of(galaxy, grid.zeros("built"))) {
            SpectralCube cube = model.cube(values);
            MomentMaps maps = MomentMaps.of(cube, null, VelocityConvention.OPTICAL);
            System.out.printf(
                    Locale.ROOT,
                    "velocity 0.4 arcsec south of the centre: %.1f km/s%n",
                    maps.m1().at(14, 19));
        }
    }
}
