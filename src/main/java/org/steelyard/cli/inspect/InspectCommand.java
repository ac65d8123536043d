// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.steelyard.cli.option.QuantityOption;
import org.steelyard.config.DataConfig;
import org.steelyard.config.GalaxyConfig;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.cube.Beam;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.SphereOfInfluence;
import org.steelyard.units.DistanceScale;
import org.steelyard.units.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code steelyard inspect}: reports axes, beam and noise of a cube. */
@Command(name = "inspect", description = "Report the axes, beam and noise of a cube, and what its header lacks.")
public final class InspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CUBE", description = "A cube: .fits, .fits.gz or .fits.fz.")
    private Path cube;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "-s",
            paramLabel = "KEY=VALUE",
            description = "Give what the header lacks, for example -s data.line=\"CO(2-1)\".")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--mbh",
            paramLabel = "MASS",
            description =
                    "Report whether the sphere of influence of such a black hole is resolved, for example \"1e8 Msun\". Needs --distance, and --sigma or --mge.")
    private String mbh;

    @Option(
            names = "--distance",
            paramLabel = "DISTANCE",
            description =
                    "Luminosity distance, as galaxy.distance of a configuration, for example \"17.1 Mpc\"; the channel in the middle gives the redshift.")
    private String distance;

    @Option(
            names = "--sigma",
            paramLabel = "SPEED",
            description = "Velocity dispersion of the stars, for example \"215 km/s\".")
    private String sigma;

    @Option(names = "--mge", paramLabel = "TABLE", description = "Multi-Gaussian expansion of the stars.")
    private Path mge;

    @Option(
            names = "--mass-to-light",
            paramLabel = "NUMBER",
            defaultValue = "2",
            description = "Mass-to-light ratio of these stars [Msun/Lsun]; default ${DEFAULT-VALUE}.")
    private double massToLight;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        DataConfig data = ConfigLoader.data(overrides);
        CubeFile file = CubeFile.open(cube, data.headerOverrides());
        Map<String, Object> sphere = sphere(file);
        Inspection inspection = Inspection.of(file, data.dropChannels());
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Object> facts = facts(file, inspection, sphere);
        if (json) {
            out.println(json(facts));
        } else {
            InspectionText.print(out, file, inspection, sphere);
        }
        return CommandLine.ExitCode.OK;
    }

    private Map<String, Object> sphere(CubeFile file) {
        Double mass = QuantityOption.positive("--mbh", mbh, "Msun", "1e8 Msun");
        Double megaparsec = QuantityOption.positive("--distance", distance, "Mpc", "17.1 Mpc");
        Double dispersion = QuantityOption.positive("--sigma", sigma, "km/s", "215 km/s");
        if (mass == null) {
            return null;
        }
        if (megaparsec == null || (dispersion == null) == (mge == null)) {
            throw new InputException(
                    "--mbh needs --distance \"17.1 Mpc\", and either --sigma \"215 km/s\" or --mge TABLE");
        }
        double middle = file.axis().velocity(file.channels() / 2, VelocityConvention.OPTICAL);
        GalaxyConfig galaxy = new GalaxyConfig("", megaparsec, null);
        double scale =
                DistanceScale.ofLuminosityDistance(galaxy.distance(), middle).pcPerArcsec();
        double radius = mge == null
                ? SphereOfInfluence.ofDispersion(mass, dispersion)
                : SphereOfInfluence.ofStars(mass, MgeTable.read(mge), massToLight, scale);
        Map<String, Object> sphere = new LinkedHashMap<>();
        sphere.put("radius_pc", radius);
        sphere.put("radius_arcsec", radius / scale);
        if (file.beamsOrNull() != null) {
            sphere.put(
                    "diameter_in_beams",
                    2 * radius / scale / file.beamsOrNull().mean().geometricMean());
        }
        return sphere;
    }

    private static Map<String, Object> facts(CubeFile file, Inspection inspection, Map<String, Object> sphere) {
        SpectralAxis axis = file.axis();
        LocalFrame local = file.frame().at((file.nx() + 1) / 2.0, (file.ny() + 1) / 2.0);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file.path().toString());
        facts.put("extension", file.extension());
        facts.put("object", file.keyword("OBJECT"));
        facts.put("telescope", file.keyword("TELESCOP"));
        facts.put("nx", file.nx());
        facts.put("ny", file.ny());
        facts.put("channels", file.channels());
        facts.put("projection", file.frame().projection().name());
        facts.put("celestial", file.frame().celestial());
        facts.put("sky_system", file.frame().system());
        facts.put("pixel_arcsec", local.pixelSize());
        facts.put("centre_deg", file.frame().toWorld((file.nx() + 1) / 2.0, (file.ny() + 1) / 2.0));
        facts.put("spectral_type", axis.nativeAxis().ctype());
        facts.put("spectral_unit", axis.nativeAxis().cunit());
        facts.put("velocity_convention", axis.convention().name().toLowerCase(Locale.ROOT));
        facts.put("frame", axis.frame());
        facts.put("rest_frequency_hz", axis.restFrequency());
        for (VelocityConvention convention : List.of(VelocityConvention.RADIO, VelocityConvention.OPTICAL)) {
            double first = axis.velocity(0, convention);
            double last = axis.velocity(file.channels() - 1, convention);
            facts.put(convention.name().toLowerCase(Locale.ROOT) + "_velocities_km_s", new double[] {first, last});
        }
        facts.put(
                "channel_width_km_s",
                Arrays.stream(Inspection.widths(file)).average().orElseThrow());
        if (file.beamsOrNull() != null) {
            Beam beam = file.beamsOrNull().mean();
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("major_arcsec", beam.major());
            shape.put("minor_arcsec", beam.minor());
            shape.put("position_angle_deg", beam.positionAngle());
            shape.put("per_channel", !file.beamsOrNull().isCommon());
            shape.put("area_spread", file.beamsOrNull().areaSpread());
            shape.put("pixels", Inspection.pixelsPerBeam(file));
            facts.put("beam", shape);
        }
        facts.put("unit", file.unitText());
        facts.put("nan_share", inspection.blankShare());
        facts.put("peak", inspection.peak());
        facts.put("rms", inspection.rms());
        facts.put("line_free_channels", inspection.lineFreeRanges());
        facts.put("noise_correlation", inspection.noise().numbers());
        facts.put("sphere_of_influence", sphere);
        facts.put("missing", inspection.missing());
        List<String> warnings = new ArrayList<>(file.warnings());
        warnings.addAll(inspection.notes());
        facts.put("warnings", warnings);
        return facts;
    }

    private static String json(Map<String, Object> facts) {
        facts.replaceAll((name, value) -> value instanceof Double number && !Double.isFinite(number) ? null : value);
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
