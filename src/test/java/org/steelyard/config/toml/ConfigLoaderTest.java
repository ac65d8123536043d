// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.PotentialConfig;
import org.steelyard.config.RegionEllipse;
import org.steelyard.config.StepScale;
import org.steelyard.disk.flow.ConstantRadialFlow;
import org.steelyard.disk.flow.ProportionalRadialFlow;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.flow.SummedFlow;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.inference.GaussianPrior;
import org.steelyard.units.InputException;

class ConfigLoaderTest {

    private static final String SMALL = """
            [data]
            cube = "cube.fits"
            velocities = ["1500 km/s", "2250000 m/s"]
            [galaxy]
            distance = "17.1 Mpc"
            [potential]
            mge = "mge.csv"
            [fit]
            region = { semi_major = "1.0 arcsec", axis_ratio = 0.35, position_angle = "187 deg" }
            [parameters]
            mbh = { start = "1e8 Msun", min = "1e6 Msun", scale = "log" }
            mass_to_light = 2
            x = "61.5 pixel"
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.createFile(folder.resolve("cube.fits"));
        Files.createFile(folder.resolve("mge.csv"));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("galaxy.toml"), text);
    }

    private Configuration load(String text, String... overrides) throws IOException {
        return ConfigLoader.load(write(text), List.of(overrides), ConfigLoader.Need.DATA);
    }

    private String fault(String text, String... overrides) {
        String message =
                assertThrows(InputException.class, () -> load(text, overrides)).getMessage();
        assertFalse(message.contains("\n"), message);
        assertTrue(
                message.startsWith(
                        overrides.length > 0 && message.startsWith("-s")
                                ? "-s"
                                : folder.resolve("galaxy.toml").toString()),
                message);
        return message;
    }

    @Test
    void readsValuesInInternalUnits() throws IOException {
        Configuration config = load(SMALL);
        assertEquals(folder.resolve("cube.fits"), config.data().cube());
        assertArrayEquals(new double[] {1500, 2250}, config.data().velocities());
        assertEquals(17.1, config.galaxy().distance());
        assertNull(config.galaxy().angularDiameterDistance());
        assertEquals(new RegionEllipse(1, 0.35, 187), config.fit().region());
        assertEquals(1e8, config.parameter("mbh").start());
        assertEquals(1e6, config.parameter("mbh").min());
        assertEquals(StepScale.LOG, config.parameter("mbh").scale());
        assertEquals(2, config.parameter("mass_to_light").start());
        assertEquals(61.5, config.parameter("x").start());
        assertEquals(
                List.of("mbh", "mass_to_light", "x"),
                new ArrayList<>(config.parameters().keySet()));
    }

    @Test
    void anInfiniteQuantityAndAHugeNumberOfAParameterAreRefused() {
        String infinite = assertThrows(InputException.class, () -> load(SMALL, "parameters.mbh.start=1e999 Msun"))
                .getMessage();
        assertTrue(infinite.contains("parameters.mbh.start") && infinite.contains("is not finite"), infinite);
        String huge = assertThrows(InputException.class, () -> load(SMALL, "parameters.mass_99999999999.start=1 Msun"))
                .getMessage();
        assertTrue(huge.contains("mass_99999999999"), huge);
    }

    @Test
    void controlCharactersAreEscaped() {
        assertEquals("\"a\\u000db\\n\\t\\\\\\\"\"", ValueKinds.quote("a\rb\n\t\\\""));
    }

    @Test
    void theNumberOfStartsIsAutomaticUnlessGiven() throws IOException {
        assertNull(load(SMALL).fit().starts());
        assertNull(load(SMALL, "fit.starts=auto").fit().starts());
        assertEquals(300, load(SMALL, "fit.starts=300").fit().starts());
        assertEquals(0, load(SMALL, "fit.starts=0").fit().starts());
        assertTrue(fault(SMALL, "fit.starts=-1").contains("fit.starts = -1"));
        assertTrue(fault(SMALL, "fit.starts=some").contains("fit.starts"));
    }

    @Test
    void thereIsOneOptimiserAndTheOthersAreRefusedWithAdvice() throws IOException {
        assertEquals(
                load(SMALL).fit(),
                load(SMALL, "fit.optimiser=levenberg-marquardt").fit());
        for (String gone : List.of("simplex", "cma-es")) {
            String message = fault(SMALL, "fit.optimiser=" + gone);
            assertTrue(message.contains("levenberg-marquardt") && message.contains("fit.starts"), message);
        }
    }

    @Test
    void whatIsNotGivenHasItsDefault() throws IOException {
        Configuration config = load(SMALL);
        assertNull(config.model().oversampling());
        assertNull(config.model().block());
        assertEquals(1e-5, config.model().tolerance());
        assertEquals(10, config.disk().iterations());
        assertEquals(new FluxMapLight(true), config.disk().surfaceBrightness());
        assertEquals(PotentialConfig.GasSource.NONE, config.potential().gas());
        assertNull(config.potential().mgeInclination());
        assertNull(config.grid());
        assertEquals(ParameterSetting.NONE, config.parameter("vsys"));
    }

    @Test
    void overridesReadTomlAndElseAString() throws IOException {
        Configuration config = load(
                SMALL,
                "parameters.mbh.start=\"2e8 Msun\"",
                "parameters.mass_to_light.max = 5",
                "parameters.vsys=1860 km/s",
                "fit.region.semi_major=0.8 arcsec",
                "model.oversampling=4",
                "data.velocities=[\"1 km/s\", \"2 km/s\"]",
                "disk.flow=vrad");
        assertEquals(2e8, config.parameter("mbh").start());
        assertEquals(1e6, config.parameter("mbh").min());
        assertEquals(2, config.parameter("mass_to_light").start());
        assertEquals(5, config.parameter("mass_to_light").max());
        assertEquals(1860, config.parameter("vsys").start());
        assertEquals(0.8, config.fit().region().semiMajor());
        assertEquals(4, config.model().oversampling());
        assertArrayEquals(new double[] {1, 2}, config.data().velocities());
        assertEquals(new ConstantRadialFlow(), config.disk().flow());
        RadialFlow both = load(SMALL, "disk.flow=[\"kappa\", \"vrad\"]").disk().flow();
        assertEquals(new SummedFlow(List.of(new ConstantRadialFlow(), new ProportionalRadialFlow())), both);
        assertEquals("[\"vrad\", \"kappa\"]", ValueKinds.flow().print(both));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            galaxy.distance=17.1                  | galaxy.distance = 17.1 lacks a unit; write it with its unit, like "17.1 Mpc"
            galaxy.distance="17.1 km/s"           | galaxy.distance = "17.1 km/s" is no length; write it with its unit, like "17.1 Mpc"
            galaxy.distance="17.1 parsnip"        | like "17.1 Mpc"
            galaxy.distance=true                  | galaxy.distance = true is no length
            galaxy.distance="-3 Mpc"              | galaxy.distance = -3.0 Mpc must be positive
            galaxy.distance="0 Mpc"               | must be positive
            data.velocities=["3 km/s"]            | data.velocities
            data.velocities=["3 km/s", "1 km/s"]  | the first must be below the second
            data.channels=[3, 1]                  | 1-based and inclusive
            data.beam.major="1 arcsec"            | data.beam.position_angle is missing
            data.beam=3                           | data.beam is a table; write it like beam = { major = "0.12 arcsec"
            data.beam="0.6 arcsec"                | data.beam is a table; write it like beam = { major = "0.12 arcsec"
            data.beam="free"                      | data.beam = "free" is for a velocity map; noise, blocks and flux map of a cube need its beam
            data.beam_width="0.6 arcsec"          | is not one of free
            data=3                                | write KEY=VALUE
            data.velocity_map="cube.fits"         | data.cube and data.velocity_map: give one of them
            data.mask="nowhere.fits"              | nowhere.fits does not exist
            potential.spline=["1 arcsec", "1 arcsec"] | the radii must ascend
            potential.power_law="yes"             | is neither true nor false
            potential.mge_inclination="95 deg"    | outside 0 to 90 deg
            potential.softening="-1 arcsec"       | must not be negative
            disk.flow="sideways"                  | disk.flow = "sideways" is not one of none | alpha | vrad | kappa | omega
            disk.flow=[]                          | name a motion, or "none"
            disk.flow=["vrad", "vrad"]            | names vrad twice
            disk.flow=["none", "vrad"]            | names "none" beside other motions
            disk.flow=["vrad", "sideways"]        | is not one of none | alpha | vrad | kappa | omega
            disk.flow=["kappa", "alpha"]          | alpha and kappa, which are degenerate
            disk.flow=["alpha", "omega"]          | alpha and omega, which are degenerate
            disk.flow=["alpha", "free-fall"]      | free-fall and alpha, which both say how the gas inside the radius
            disk.lucy_iterations=2.5              | is no whole number
            disk.lucy_iterations=1000000          | disk.lucy_iterations = 1000000 must be from 0 to 1000
            galaxy.distance="17.1 pc"             | check its unit
            disk.near_side=0                      | must be 1 or -1
            model.oversampling=0                  | must be 1 to 100
            model.oversampling="many"             | is no whole number
            model.tolerance=nan                   | is not finite
            model.tolerance=2                     | between 0 and 1
            model.block=0                         | or "auto"
            fit.likelihood="corelated"            | is not one of independent
            fit.region.axis_ratio=1.5             | at most 1
            fit.region.semi_major="0 arcsec"      | must be positive
            fit.noise_box=[5, 5, 4, 4]            | fit.noise_box
            fit.noise_rms="-1 mJy/beam"           | fit.noise_rms
            simulate.size=[3, 3]                  | simulate.dec is missing
            parameters.mhb=3                      | parameters.mhb is unknown; did you mean parameters.mbh?
            parameters.mbh.strat="1 Msun"         | parameters.mbh.strat is unknown; did you mean parameters.mbh.start?
            parameters.mbh=1e8                    | parameters.mbh.start = 1E+8 lacks a unit; write it with its unit, like "1e8 Msun"
            parameters.vsys.tie="2 ** x"          | parameters.vsys: tie
            fit.region_masc="a"                   | fit.region_masc is unknown; did you mean fit.region_mask?
            galaxy.mge="a"                        | galaxy.mge is unknown; did you mean potential.mge?
            disc.flow="none"                      | section [disc] is unknown; did you mean disk?
            parameters.inc=3                      | parameters.inc is unknown; did you mean parameters.inclination?
            parameters.PA.start=3                 | parameters.PA is unknown; did you mean parameters.position_angle?
            parameters.inc.max="85 deg"           | did you mean parameters.inclination?
            parameters.gasSigma=3                 | did you mean parameters.dispersion?
            parameters.VSYS=3                     | did you mean parameters.vsys?
            parameters.XPOS=3                     | did you mean parameters.x?
            parameters.ml=3                       | did you mean parameters.mass_to_light?
            data.bmaj="1 arcsec"                  | did you mean data.beam?
            galaxy.dist="1 Mpc"                   | did you mean galaxy.distance?
            galaxy.zweihundert=3                  | the names here are name, distance, angular_diameter_distance
            bananas.x=3                           | section [bananas] is unknown; the names here are data, galaxy
            model.oversampling.deep=4             | model.oversampling = {"deep":4} is no whole number
            nonsense                              | write KEY=VALUE
            """)
    void oneLineForEachFault(String override, String expected) {
        String message = fault(SMALL, override);
        assertTrue(message.contains(expected), message);
    }

    @Test
    void aFileThatSaysTheSameTwiceIsRefused() {
        assertTrue(fault(SMALL.replace("[galaxy]", "[galaxy]\nangular_diameter_distance = \"1 Mpc\""))
                .contains("give one distance"));
        assertTrue(fault(SMALL.replace("[galaxy]", "channels = [1, 7]\n[galaxy]"))
                .contains("data.velocities and data.channels"));
        assertTrue(fault(SMALL.replace("[potential]", "[potential]\npower_law = true"))
                .contains("give one of them"));
    }

    @Test
    void anOverrideTakesThePlaceOfItsAlternatives() throws IOException {
        assertNull(
                load(SMALL, "galaxy.angular_diameter_distance=1 Mpc").galaxy().distance());
        assertNull(load(SMALL, "data.channels=[1, 7]").data().velocities());
        assertNull(load(SMALL, "potential.power_law=true").potential().mge());
        assertNotNull(load(SMALL, "potential.power_law=false").potential().mge());
        Files.createFile(folder.resolve("r.fits"));
        assertNull(load(SMALL, "fit.region_mask=r.fits").fit().region());
    }

    @Test
    void syntaxErrorsNameFileAndLine() {
        assertTrue(fault("[data]\ncube = cube.fits\n").contains("galaxy.toml, line 2: not TOML"));
        assertTrue(fault("[data\n").contains("line 1"));
        assertTrue(fault("[data]\ncube = \"a\"\ncube = \"b\"\n").contains("not TOML"));
    }

    @Test
    void emptyAndMissingFilesAreNamed() throws IOException {
        assertTrue(fault("").contains("galaxy.distance: give one distance"));
        Path absent = folder.resolve("absent.toml");
        assertTrue(
                assertThrows(InputException.class, () -> ConfigLoader.load(absent, List.of(), ConfigLoader.Need.DATA))
                        .getMessage()
                        .contains("absent.toml does not exist"));
        assertTrue(
                assertThrows(InputException.class, () -> ConfigLoader.load(folder, List.of(), ConfigLoader.Need.DATA))
                        .getMessage()
                        .contains("it is a folder"));
        Path binary = Files.write(folder.resolve("binary.toml"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(
                assertThrows(InputException.class, () -> ConfigLoader.load(binary, List.of(), ConfigLoader.Need.DATA))
                        .getMessage()
                        .contains("UTF-8"));
    }

    @Test
    void aFitNeedsDataAndASimulationDoesNot() throws IOException {
        String text = SMALL.replace("cube = \"cube.fits\"", "");
        assertTrue(fault(text).contains("data.cube is missing"));
        assertNull(ConfigLoader.load(write(text), List.of(), ConfigLoader.Need.NO_DATA)
                .data()
                .cube());
        Files.delete(folder.resolve("cube.fits"));
        assertTrue(fault(SMALL).contains("cube.fits does not exist"));
        ConfigLoader.load(write(SMALL), List.of(), ConfigLoader.Need.NO_DATA);
    }

    @Test
    void aPriorHasFourForms() throws IOException {
        Map<String, GaussianPrior> forms = Map.of(
                "{ mean = \"60 deg\", sigma = \"2 deg\" }",
                GaussianPrior.of(60, 2),
                "{ mean = \"60 deg\", sigma_lower = \"1 deg\", sigma_upper = \"3 deg\" }",
                new GaussianPrior(60, 1, 3),
                "{ above = \"60 deg\", sigma = \"2 deg\" }",
                new GaussianPrior(60, 2, Double.POSITIVE_INFINITY),
                "{ below = \"60 deg\", sigma = \"2 deg\" }",
                new GaussianPrior(60, Double.POSITIVE_INFINITY, 2));
        for (Map.Entry<String, GaussianPrior> form : forms.entrySet()) {
            Configuration config = load(SMALL, "parameters.inclination.prior=" + form.getKey());
            assertEquals(form.getValue(), config.parameter("inclination").prior());
            assertTrue(ConfigWriter.write(config).contains("prior = "), form.getKey());
        }
        assertEquals(
                GaussianPrior.of(2, 0.3),
                load(SMALL, "parameters.mass_to_light.prior.mean=2.0", "parameters.mass_to_light.prior.sigma=0.3")
                        .parameter("mass_to_light")
                        .prior());
    }

    @Test
    void aPriorThatSaysNothingIsRefused() {
        for (String wrong : List.of(
                "\"60 deg\"",
                "{ mean = \"60 deg\" }",
                "{ mean = 60, sigma = \"2 deg\" }",
                "{ mean = \"60 deg\", sigma = \"2 km/s\" }",
                "{ mean = \"60 deg\", sigma = \"0 deg\" }",
                "{ mean = \"60 deg\", above = \"50 deg\", sigma = \"2 deg\" }",
                "{ mean = \"60 deg\", width = \"2 deg\" }")) {
            InputException fault =
                    assertThrows(InputException.class, () -> load(SMALL, "parameters.inclination.prior=" + wrong));
            assertTrue(fault.getMessage().contains("parameters.inclination.prior"), fault.getMessage());
        }
    }

    /** Every key's example is read, changes the configuration, and comes back the same from the resolved file. */
    @ParameterizedTest
    @MethodSource("keys")
    void everyKeyGoesRound(ConfigKey key) throws IOException {
        List<String> overrides = new ArrayList<>();
        String line = ConfigSchema.LINES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(key))
                .findFirst()
                .orElseThrow()
                .getKey();
        boolean together = !key.section().equals("parameters");
        for (ConfigKey member : key.section().equals("simulate") ? section("simulate") : ConfigSchema.LINES.get(line)) {
            if (together || member.equals(key)) {
                overrides.add(member.name() + "=" + member.example());
            }
        }
        if (key.name().equals("data.beam_width")) {
            overrides.add("data.velocity_map=\"named.fits\"");
        }
        if (key.name().matches("disk\\.(light_rings|ring_brightness)")) {
            overrides.add("disk.surface_brightness=\"rings\"");
            overrides.add(
                    "disk.light_rings=" + ConfigSchema.find("disk.light_rings").example());
        }
        if (key.name()
                .matches("starlight\\.(second_.*|extinction_ratio|wavelength|dust_(inclination|radius|behind))")) {
            overrides.add("starlight.second_band=\"named.fits\"");
            overrides.addAll(
                    key.name().endsWith("wavelength")
                            ? List.of("starlight.wavelength=1.6", "starlight.second_wavelength=0.8")
                            : List.of("starlight.extinction_ratio=3.2"));
        } else if (key.name().equals("starlight.dust_grid")) {
            overrides.add("starlight.dust_radius=\"2.2 arcsec\"");
        }
        Files.createFile(folder.resolve("named.fits"));
        overrides.replaceAll(override -> override.replaceFirst("\"[\\w.]+\\.(fits|ecsv)\"", "\"named.fits\""));
        Path bare = write("[galaxy]\n" + (key.name().matches("galaxy\\..*distance") ? "" : "distance = \"3 Mpc\"\n"));
        Configuration config = ConfigLoader.load(bare, overrides, ConfigLoader.Need.NO_DATA);
        Object value = key.value().apply(config);
        assertNotNull(value, key.name());
        if (!List.of("fit.likelihood", "fit.optimiser").contains(key.name())) {
            assertNotEquals(key.defaultValue(), value, "the example says no more than the default");
        }
        String written = ConfigWriter.write(config);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere")).resolve("config.resolved.toml");
        Configuration again =
                ConfigLoader.load(Files.writeString(elsewhere, written), List.of(), ConfigLoader.Need.NO_DATA);
        assertEquals(value, key.value().apply(again), written);
        assertEquals(written, ConfigWriter.write(again));
    }

    private static List<ConfigKey> section(String name) {
        return keys().stream().filter(key -> key.section().equals(name)).toList();
    }

    static List<ConfigKey> keys() {
        return ConfigSchema.KEYS;
    }

    @Test
    void splineNodesAreParameters() throws IOException {
        Configuration config = load(
                SMALL.replace("mge = \"mge.csv\"", "spline = [\"0.1 arcsec\", \"1 arcsec\"]"),
                "parameters.mass_12=3e8 Msun");
        assertEquals(3e8, config.parameter("mass_12").start());
        assertTrue(ConfigWriter.write(config).contains("mass_12 = { start = \"3.0e8 Msun\" }"));
    }

    @Test
    void theTemplateLoads() throws IOException {
        Files.createFile(folder.resolve("mge.ecsv"));
        Configuration config = load(ConfigTemplate.example());
        assertEquals("NGC 1380", config.galaxy().name());
        assertEquals(75, config.parameter("inclination").start());
    }

    @Test
    void theTemplateShowsEveryKey() {
        String template = ConfigTemplate.example();
        ConfigSchema.LINES
                .keySet()
                .forEach(line -> assertTrue(
                        template.contains("\n" + line.substring(line.indexOf('.') + 1) + " = ")
                                || template.contains("\n# " + line.substring(line.indexOf('.') + 1) + " = "),
                        line));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyKeyIsExplained(ConfigKey key) {
        String text = ConfigTemplate.explain(key.name());
        assertTrue(
                text.contains(key.doc())
                        && text.contains(key.example())
                        && text.contains(key.kind().describe()),
                text);
    }

    @Test
    void tablesAndSectionsAreExplained() {
        assertTrue(ConfigTemplate.explain("fit.region").contains("fit.region.axis_ratio"));
        assertTrue(ConfigTemplate.explain("parameters").contains("parameters.kappa "));
        assertTrue(ConfigTemplate.explain("parameters.mass_3").startsWith("parameters.mass_3"));
        assertTrue(assertThrows(InputException.class, () -> ConfigTemplate.explain("fit.regoin"))
                .getMessage()
                .contains("did you mean fit.region?"));
    }
}
