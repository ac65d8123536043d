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

/** The rules of ARCHITECTURE.md that code can break. */
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** Which packages a package may use: ours by their short name, others by their own. The JDK's java.. is open to all. */
    private static final Map<String, String> MAY_USE = new LinkedHashMap<>();

    static {
        String numerics =
                " org.apache.commons.math3 org.apache.commons.numbers org.apache.commons.rng org.apache.commons.statistics";
        String physics = "units kernel cube potential disk observe";
        MAY_USE.put("units", "");
        MAY_USE.put("kernel", "jdk.incubator.vector");
        MAY_USE.put("cube", "units kernel");
        MAY_USE.put("cube.fits", "units cube nom.tam");
        MAY_USE.put("potential", "units" + numerics);
        MAY_USE.put("disk", "units potential" + numerics);
        MAY_USE.put("observe", "units kernel cube potential disk" + numerics);
        MAY_USE.put("inference", "units kernel org.ejml" + numerics);
        MAY_USE.put("photometry", "units cube potential inference" + numerics);
        MAY_USE.put("fit", physics + " cube.fits inference photometry" + numerics + " com.fasterxml.jackson");
        MAY_USE.put("campaign", physics + " cube.fits inference fit" + numerics);
        MAY_USE.put("campaign.spark", "units campaign org.apache.spark scala");
        MAY_USE.put(
                "report",
                "units cube cube.fits potential inference fit campaign org.knowm.xchart de.erichseifert.vectorgraphics2d"
                        + " de.rototor.pdfbox org.apache.pdfbox com.fasterxml.jackson java.awt javax.imageio javax.xml org.w3c.dom org.xml.sax");
        MAY_USE.put(
                "cli",
                physics
                        + " cube.fits inference photometry fit campaign campaign.spark report picocli com.fasterxml.jackson");
    }

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
        assertTrue(MAY_USE.containsKey(shortName), "package '" + own + "' is not in the table of ARCHITECTURE.md");
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

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        DescribedPredicate<JavaAccess<?>> prints = target(owner(assignableTo(System.class)))
                .and(target(nameMatching("out|err|exit|setOut|setErr")))
                .or(target(owner(assignableTo(Runtime.class))).and(target(nameMatching("exit|halt|addShutdownHook"))));
        noClasses()
                .that()
                .resideOutsideOfPackage("org.steelyard.cli")
                .should()
                .accessTargetWhere(prints)
                .check(steelyard);
        noClasses()
                .should()
                .accessTargetWhere(call(Throwable.class, "printStackTrace", List.of()))
                .check(steelyard);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.steelyard.cli")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.logging\\..*|org\\.slf4j\\..*|org\\.apache\\.commons\\.logging\\..*")
                .orShould()
                .accessTargetWhere(
                        target(owner(assignableTo(PrintStream.class))).and(target(name("println"))))
                .check(steelyard);
    }

    /** Main holds one thread of its own: the JVM's hook for signals. SparkEngine waits for its cluster; LocalEngine stands on ParallelFor. */
    @Test
    void threadsOnlyInParallelFor() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.steelyard.kernel.ParallelFor")
                .and()
                .doNotHaveFullyQualifiedName("org.steelyard.cli.Main")
                .and()
                .doNotHaveFullyQualifiedName("org.steelyard.campaign.spark.SparkEngine")
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
                .should()
                .accessTargetWhere(call(java.util.Random.class, "<init>", List.of()))
                .check(steelyard);
        noClasses()
                .should()
                .accessTargetWhere(call(java.util.SplittableRandom.class, "<init>", List.of()))
                .check(steelyard);
        noClasses()
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
                .resideOutsideOfPackages("org.steelyard.cli", "org.steelyard.report")
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
