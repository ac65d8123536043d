// SPDX-License-Identifier: Apache-2.0
package org.steelyard;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the page architecture.md that code can break. */
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /**
     * Which packages a package may use: ours by their short name, others by their own. The JDK's java.. is open to all.
     */
    private static final Map<String, String> MAY_USE = new LinkedHashMap<>();

    static {
        String math = " org.apache.commons.math3 org.apache.commons.numbers";
        String random = " org.apache.commons.rng";
        String json = " com.fasterxml.jackson";
        String galaxy = " units table component kernel cube potential potential.stars potential.gas disk"
                + " disk.dispersion disk.flow disk.light disk.shape observe galaxy";
        String fits = galaxy + " cube.fits cube.quality inference inference.optimise config fit.search";
        MAY_USE.put("units", "");
        MAY_USE.put("table", "units");
        MAY_USE.put("component", "units");
        MAY_USE.put("kernel", "units jdk.incubator.vector");
        MAY_USE.put("cube", "units org.apache.commons.numbers");
        MAY_USE.put("cube.quality", "units cube");
        MAY_USE.put("cube.fits", "units cube nom.tam");
        MAY_USE.put("potential", "units table component" + math);
        MAY_USE.put("potential.stars", "units component potential");
        MAY_USE.put("potential.gas", "units component potential");
        MAY_USE.put("disk", "units component potential disk.flow");
        MAY_USE.put("disk.dispersion", "units component");
        MAY_USE.put("disk.flow", "units component");
        MAY_USE.put("disk.light", "units component" + math);
        MAY_USE.put("disk.shape", "units component disk");
        MAY_USE.put("observe", "units kernel cube" + random);
        MAY_USE.put("galaxy", galaxy);
        MAY_USE.put("inference", "units org.ejml org.apache.commons.numbers");
        MAY_USE.put("inference.diagnose", "inference" + math);
        MAY_USE.put("inference.optimise", "units inference org.ejml");
        MAY_USE.put("photometry.calibration", "units");
        MAY_USE.put(
                "photometry",
                "cube units potential inference inference.optimise photometry.calibration org.ejml" + math);
        MAY_USE.put(
                "photometry.profile", "units cube potential inference inference.optimise photometry org.ejml" + math);
        MAY_USE.put("photometry.isophote", "cube photometry org.apache.commons.math3");
        MAY_USE.put(
                "photometry.file",
                "units table cube cube.fits potential photometry photometry.calibration photometry.isophote photometry.profile");
        MAY_USE.put("photometry.dust", "units cube inference inference.optimise photometry");
        MAY_USE.put(
                "inference.sample", "units inference inference.diagnose org.ejml org.apache.commons.numbers" + random);
        MAY_USE.put(
                "inference.sample.importance",
                "units inference inference.sample org.apache.commons.numbers org.apache.commons.math3.random" + random);
        MAY_USE.put(
                "config",
                "units cube cube.fits disk.dispersion disk.flow disk.light disk.shape inference photometry.calibration");
        MAY_USE.put("config.toml", galaxy + " cube.fits inference config photometry.calibration" + json);
        MAY_USE.put(
                "starlight",
                "units cube potential inference config photometry photometry.calibration photometry.dust photometry.file"
                        + " photometry.isophote photometry.profile");
        MAY_USE.put("fit.diagnosis", "cube disk.shape org.apache.commons.numbers");
        MAY_USE.put("fit.search", fits + " fit.diagnosis org.ejml" + random);
        MAY_USE.put(
                "fit.minimum",
                "units component kernel disk disk.flow disk.shape galaxy potential.stars inference inference.optimise fit.diagnosis"
                        + " config fit.search"
                        + random + " org.apache.commons.math3");
        MAY_USE.put("fit.cube", fits + " org.ejml" + random);
        MAY_USE.put("fit.map", fits + random);
        MAY_USE.put(
                "fit.misfit",
                "component kernel cube disk disk.dispersion disk.flow disk.shape observe galaxy potential.stars inference config"
                        + " fit.search fit.cube fit.map fit.diagnosis org.apache.commons.numbers");
        MAY_USE.put("fit", fits + " fit.cube fit.map fit.minimum fit.diagnosis fit.misfit" + random);
        MAY_USE.put(
                "plan",
                "units component kernel cube cube.fits potential potential.stars disk disk.dispersion disk.light disk.shape observe galaxy"
                        + " inference config fit fit.search fit.cube campaign");
        MAY_USE.put("simulate", fits + " fit.cube" + random + json);
        MAY_USE.put("campaign", "units kernel" + random);
        MAY_USE.put("campaign.spark", "units campaign org.apache.spark scala");
        MAY_USE.put(
                "errors",
                "potential.gas potential.stars units kernel component cube cube.fits disk.dispersion disk.flow disk.light inference"
                        + " inference.sample inference.sample.importance config fit fit.search campaign disk.shape"
                        + random);
        MAY_USE.put(
                "compare",
                "units component config config.toml disk.dispersion disk.flow disk.light disk.shape galaxy fit fit.diagnosis fit.search"
                        + " campaign errors org.apache.commons.numbers");
        MAY_USE.put(
                "report.plot",
                "units org.knowm.xchart de.erichseifert.vectorgraphics2d de.rototor.pdfbox"
                        + " org.apache.pdfbox java.awt javax.imageio javax.xml org.w3c.dom org.xml.sax");
        MAY_USE.put(
                "report.table",
                "units table cube cube.fits galaxy inference inference.diagnose inference.sample fit.search fit.cube"
                        + " fit.map fit.diagnosis errors compare config.toml" + json);
        MAY_USE.put(
                "report.figure",
                "table cube potential galaxy fit.diagnosis fit.search fit.cube fit.map report.plot report.table report.figure.sky java.awt");
        MAY_USE.put("report.figure.sky", "cube galaxy report.plot report.table java.awt");
        MAY_USE.put(
                "report.figure.errors",
                "table galaxy inference.diagnose fit.search report.plot report.table report.figure.models java.awt");
        MAY_USE.put(
                "report.figure.starlight",
                "cube potential photometry photometry.calibration photometry.isophote photometry.profile report.plot java.awt");
        MAY_USE.put("report.figure.models", "table report.plot report.table java.awt");
        MAY_USE.put("report.forecast", "table cube config fit.search galaxy plan report.plot java.awt" + json);
        MAY_USE.put("report.page", "table fit.diagnosis fit.search report.plot report.table" + json);
        MAY_USE.put(
                "report",
                "units table kernel cube.fits galaxy fit.search fit.cube fit.map errors compare plan report.plot report.table"
                        + " report.figure report.figure.errors report.figure.starlight report.forecast report.page"
                        + json);
        MAY_USE.put("explore.http", "units com.sun.net.httpserver");
        MAY_USE.put(
                "explore",
                "units table component cube cube.fits disk.dispersion disk.flow disk.shape galaxy inference config config.toml fit"
                        + " fit.diagnosis fit.search fit.cube fit.map report report.plot report.figure report.figure.errors report.table explore.http"
                        + json);
        MAY_USE.put("cli.explore", "units cube.fits config config.toml fit fit.search explore explore.http picocli");
        MAY_USE.put("", "config config.toml fit fit.cube fit.map fit.search report report.plot report.table");
        MAY_USE.put("cli.option", "units config.toml" + json);
        MAY_USE.put(
                "cli.inspect",
                "units cube cube.fits cube.quality potential config config.toml observe cli.option picocli" + json);
        MAY_USE.put(
                "cli.mge",
                "units cube potential inference config config.toml photometry photometry.calibration photometry.dust photometry.file photometry.isophote photometry.profile starlight galaxy fit fit.cube fit.map fit.search"
                        + " report report.figure.starlight report.plot picocli");
        MAY_USE.put("cli.start", "cli");
        MAY_USE.put(
                "cli.check",
                "kernel config config.toml fit fit.search report report.figure report.plot report.table picocli");
        MAY_USE.put(
                "cli",
                "cli.mge cli.check cli.explore cli.inspect cli.option report.forecast "
                        + "units table component kernel cube cube.fits cube.quality potential potential.stars disk observe galaxy"
                        + " inference inference.diagnose inference.sample config config.toml fit fit.search fit.diagnosis fit.cube fit.map simulate"
                        + " campaign campaign.spark errors compare plan report report.plot report.table picocli"
                        + json);
    }

    /** A package with more files holds two ideas. */
    private static final int MOST_FILES = 25;

    private static JavaClasses steelyard;

    @BeforeAll
    static void importClasses() {
        steelyard = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.steelyard");
    }

    static Set<String> packages() {
        Set<String> packages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> packages.add(
                            SOURCES.relativize(file.getParent()).toString().replace('/', '.')));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packages;
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageUsesOnlyWhatTheTableAllows(String own) {
        String shortName = own.replaceFirst("^org\\.steelyard\\.?", "");
        assertTrue(MAY_USE.containsKey(shortName), "package '" + own + "' is not in the table of this test");
        Stream<String> used = Arrays.stream(MAY_USE.get(shortName).split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(name -> MAY_USE.containsKey(name) ? "org.steelyard." + name : name + "..");
        boolean figures = MAY_USE.get(shortName).contains("java.awt");
        DescribedPredicate<JavaClass> jdk = resideInAPackage("java..")
                .and(figures ? resideInAPackage("java..") : not(resideInAPackage("java.awt..")));
        String[] allowed = Stream.concat(Stream.of(own, "jdk.net"), used).toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat(jdk.or(resideInAnyPackage(allowed))
                        .or(DescribedPredicate.describe(
                                "primitives",
                                type -> type.getBaseComponentType().isPrimitive())))
                .check(steelyard);
    }

    @Test
    void noCycles() {
        slices().matching("org.steelyard.(**)").should().beFreeOfCycles().check(steelyard);
    }

    /** The classes of one package depend on each other in one direction. A nested class counts as its outermost one. */
    @ParameterizedTest
    @MethodSource("packages")
    void noCycleInsideAPackage(String own) {
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        for (JavaClass type : steelyard) {
            if (type.getPackageName().equals(own)) {
                Set<String> used = uses.computeIfAbsent(outermost(type), name -> new TreeSet<>());
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> target.getPackageName().equals(own))
                        .map(ArchitectureTest::outermost)
                        .filter(target -> !target.equals(outermost(type)))
                        .forEach(used::add);
            }
        }
        boolean removed = true;
        while (removed) {
            removed = uses.values().removeIf(used -> used.stream().noneMatch(uses::containsKey));
        }
        assertEquals(Map.of(), uses, "classes of " + own + " that use each other in a circle, or use such");
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    @ParameterizedTest
    @MethodSource("packages")
    void noPackageIsCrowded(String own) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(own.replace('.', '/')))) {
            long count = files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .count();
            assertTrue(count <= MOST_FILES, own + " has " + count + " files, more than " + MOST_FILES);
        }
    }

    @Test
    void vectorsOnlyInTheKernel() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.steelyard.kernel")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(steelyard);
    }

    /** Text without a locale has other digits or letters in some countries: keywords and numbers are then not found. */
    @Test
    void everyTextHasItsLocale() {
        DescribedPredicate<JavaAccess<?>> byDefault =
                DescribedPredicate.describe("formats or changes case in the default locale", access -> {
                    String owner = access.getTargetOwner().getName();
                    String method = access.getName();
                    List<String> parameters = access.getTarget() instanceof CodeUnitAccessTarget unit
                            ? unit.getRawParameterTypes().stream()
                                    .map(JavaClass::getName)
                                    .toList()
                            : List.of();
                    boolean located = parameters.contains("java.util.Locale");
                    boolean formats = method.matches("format|formatted|printf")
                            && owner.matches(
                                    "java\\.lang\\.String|java\\.io\\.Print(Stream|Writer)|java\\.util\\.Formatter")
                            && !owner.equals("java.util.Formatter");
                    boolean changesCase = owner.equals("java.lang.String") && method.matches("to(Upper|Lower)Case");
                    boolean makes = method.equals("<init>")
                                    && owner.matches(
                                            "java\\.util\\.(Formatter|Scanner)|java\\.text\\.(Simple|Decimal|Message).*")
                            || owner.matches("java\\.text\\.(Number|Date)Format") && method.startsWith("get");
                    return !located && (formats || changesCase || makes);
                });
        noClasses().should().accessTargetWhere(byDefault).check(steelyard);
    }

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        DescribedPredicate<JavaAccess<?>> prints = target(owner(assignableTo(System.class)))
                .and(target(nameMatching("out|err|exit|setOut|setErr")))
                .or(target(owner(assignableTo(Runtime.class))).and(target(nameMatching("exit|halt|addShutdownHook"))));
        noClasses()
                .that()
                .resideOutsideOfPackages("org.steelyard.cli", "org.steelyard.cli.start")
                .should()
                .accessTargetWhere(prints)
                .check(steelyard);
        noClasses()
                .should()
                .accessTargetWhere(call(Throwable.class, "printStackTrace", List.of()))
                .check(steelyard);
        noClasses()
                .that()
                .resideOutsideOfPackages("org.steelyard.cli", "org.steelyard.cli.start")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.logging\\..*|org\\.slf4j\\..*|org\\.apache\\.commons\\.logging\\..*")
                .orShould()
                .accessTargetWhere(
                        target(owner(assignableTo(PrintStream.class))).and(target(name("println"))))
                .check(steelyard);
    }

    /**
     * Main holds one thread of its own: the JVM's hook for signals. SparkEngine waits for its cluster; LocalEngine
     * stands on ParallelFor. LoopbackServer answers several requests of a page at a time. FitTask interrupts the thread of a fit, and
     * Browser passes an interruption on.
     */
    @Test
    void threadsOnlyInParallelFor() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.steelyard.kernel.ParallelFor")
                .and()
                .doNotHaveFullyQualifiedName("org.steelyard.cli.Main")
                .and()
                .doNotHaveFullyQualifiedName("org.steelyard.campaign.spark.SparkEngine")
                .and()
                .doNotHaveFullyQualifiedName("org.steelyard.explore.http.LoopbackServer")
                .and()
                .doNotHaveFullyQualifiedName("org.steelyard.explore.FitTask")
                .and()
                .doNotHaveFullyQualifiedName("org.steelyard.cli.explore.Browser")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.lang\\.Thread|java\\.util\\.concurrent\\.(.*Executor.*|ForkJoin.*|CompletableFuture|locks\\..*|CountDownLatch|Phaser)|java\\.util\\.(Timer|TimerTask)")
                .orShould()
                .accessTargetWhere(
                        target(nameMatching("parallel|parallelStream|parallelSetAll|parallelSort|parallelPrefix"))
                                .and(target(owner(not(resideInAPackage("org.steelyard.."))))))
                .check(steelyard);
    }

    @Test
    void noStaticMutableField() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("org.steelyard..")
                .should()
                .beFinal()
                .check(steelyard);
        fields().that()
                .areStatic()
                .should()
                .notHaveRawType(DescribedPredicate.describe(
                        "something that is there to be changed", ArchitectureTest::isMutable))
                .check(steelyard);
    }

    private static boolean isMutable(JavaClass type) {
        return type.getName()
                .matches(
                        "java\\.util\\.(concurrent\\..*|.*HashMap|.*ArrayList|.*HashSet|TreeMap|TreeSet|BitSet|Random|.*Deque|Date)"
                                + "|java\\.lang\\.(StringBuilder|StringBuffer|ThreadLocal)|org\\.apache\\.commons\\.rng\\.UniformRandomProvider");
    }

    @Test
    void noUnseededRandomness() {
        noClasses()
                .should()
                .accessTargetWhere(call(Math.class, "random", List.of()))
                .check(steelyard);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.steelyard.explore.http.Gate")
                .should()
                .accessTargetWhere(call(java.util.Random.class, "<init>", List.of()))
                .check(steelyard);
        noClasses()
                .should()
                .accessTargetWhere(call(java.util.SplittableRandom.class, "<init>", List.of()))
                .check(steelyard);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.steelyard.explore.http.Gate") // a secret must not come again
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.security\\.SecureRandom|java\\.util\\.UUID")
                .check(steelyard);
        noClasses()
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "a commons-rng generator without a seed",
                        access -> access instanceof JavaCall<?> made
                                && made.getTargetOwner().getName().equals("org.apache.commons.rng.simple.RandomSource")
                                && made.getName().equals("create")
                                && made.getTarget().getRawParameterTypes().isEmpty()))
                .check(steelyard);
    }

    /** A stopwatch (nanoTime) is no clock: it says how long, not when. */
    @Test
    void wallClockOnlyInReportAndCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.steelyard.cli", "org.steelyard.report..")
                .should()
                .accessTargetWhere(target(nameMatching("now|currentTimeMillis|systemUTC|systemDefaultZone"))
                        .and(target(owner(resideInAPackage("java..")))))
                .orShould()
                .accessTargetWhere(call(java.util.Date.class, "<init>", List.of()))
                .check(steelyard);
    }

    @Test
    void recordsAndValuesHaveNoSetters() {
        List<String> setters = steelyard.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                        && method.getName().matches("set[A-Z].*"))
                .map(method -> method.getFullName())
                .toList();
        assertEquals(List.of(), setters);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void everyPackageIsExplained(String own) throws IOException {
        Path info = SOURCES.resolve(own.replace('.', '/')).resolve("package-info.java");
        assertTrue(Files.exists(info), info + " is missing");
        String prose = Files.readString(info)
                .lines()
                .filter(line -> line.startsWith(" *"))
                .collect(Collectors.joining());
        assertTrue(prose.length() > 120, info + " should say what the package is about");
    }

    private static DescribedPredicate<JavaAccess<?>> call(Class<?> type, String method, List<String> parameters) {
        return DescribedPredicate.describe(
                type.getSimpleName() + "." + method,
                access -> access instanceof JavaCall<?> made
                        && made.getTargetOwner().isAssignableTo(type)
                        && made.getName().equals(method)
                        && made.getTarget().getRawParameterTypes().stream()
                                .map(JavaClass::getName)
                                .toList()
                                .equals(parameters));
    }
}
