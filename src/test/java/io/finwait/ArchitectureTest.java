package io.finwait;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Data flows one way: every package knows only the ones before it, and only {@code pipeline} and {@code cli} join them. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.finwait");

    /** Classes of hot packages that do so only for what a user wrote, lists of files, setting up or a failure; never per packet. */
    private static final Set<String> READ_ONCE = Set.of(
            "InputNames",
            "FileSignature",
            "ByteWindow",
            "MergedSource",
            "LiveSource",
            "IpAddress",
            "HostProfiles",
            "WaitingRoom",
            "Predecessor");

    @Test
    void dataFlowsOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("capture")
                .definedBy("io.finwait.capture..")
                .layer("decode")
                .definedBy("io.finwait.decode..")
                .layer("flow")
                .definedBy("io.finwait.flow..")
                .layer("lifecycle")
                .definedBy("io.finwait.lifecycle..")
                .layer("finding")
                .definedBy("io.finwait.finding..")
                .layer("analysis")
                .definedBy("io.finwait.analysis..")
                .layer("anonymise")
                .definedBy("io.finwait.anonymise..")
                .layer("compare")
                .definedBy("io.finwait.compare..")
                .layer("extract")
                .definedBy("io.finwait.extract..")
                .layer("pair")
                .definedBy("io.finwait.pair..")
                .layer("host")
                .definedBy("io.finwait.host..")
                .layer("report")
                .definedBy("io.finwait.report..")
                .layer("metrics")
                .definedBy("io.finwait.metrics..")
                .layer("screen")
                .definedBy("io.finwait.screen..")
                .layer("pipeline")
                .definedBy("io.finwait.pipeline..")
                .layer("cli")
                .definedBy("io.finwait.cli..")
                .whereLayer("capture")
                .mayNotAccessAnyLayer()
                .whereLayer("decode")
                .mayOnlyAccessLayers("capture")
                .whereLayer("flow")
                .mayOnlyAccessLayers("decode")
                .whereLayer("lifecycle")
                .mayOnlyAccessLayers("decode", "flow")
                .whereLayer("finding")
                .mayOnlyAccessLayers("decode", "flow", "lifecycle")
                .whereLayer("analysis")
                .mayOnlyAccessLayers("capture", "decode", "flow", "lifecycle", "finding")
                .whereLayer("compare")
                .mayOnlyAccessLayers("analysis", "capture", "decode", "flow", "lifecycle", "finding")
                .whereLayer("anonymise")
                .mayOnlyAccessLayers("analysis", "capture", "decode", "flow", "lifecycle", "finding")
                .whereLayer("extract")
                .mayOnlyAccessLayers("analysis", "anonymise", "capture", "decode", "flow", "lifecycle", "finding")
                .whereLayer("pair")
                .mayOnlyAccessLayers("capture", "decode", "flow", "lifecycle")
                .whereLayer("host")
                .mayOnlyAccessLayers("decode", "flow", "lifecycle")
                .whereLayer("report")
                .mayOnlyAccessLayers(
                        "analysis", "compare", "capture", "decode", "flow", "host", "lifecycle", "finding", "pair")
                .whereLayer("metrics")
                .mayOnlyAccessLayers("analysis", "capture", "flow", "lifecycle", "finding", "report")
                .whereLayer("screen")
                .mayOnlyAccessLayers("analysis", "capture", "flow", "host", "lifecycle", "finding", "report")
                .whereLayer("pipeline")
                .mayOnlyAccessLayers(
                        "analysis", "anonymise", "capture", "decode", "extract", "flow", "lifecycle", "finding", "pair")
                .whereLayer("cli")
                .mayOnlyAccessLayers(
                        "analysis",
                        "anonymise",
                        "capture",
                        "compare",
                        "decode",
                        "extract",
                        "flow",
                        "host",
                        "lifecycle",
                        "finding",
                        "metrics",
                        "pair",
                        "pipeline",
                        "report",
                        "screen")
                .check(CLASSES);
    }

    @Test
    void analysisKnowsOfACaptureOnlyWhatIsKnownOfItsFiles() {
        noClasses()
                .that()
                .resideInAPackage("io.finwait.analysis..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.finwait.capture..")
                        .and(describe("are not what describes a file", type -> !type.getSimpleName()
                                .matches("CaptureFile|CaptureFormat|Damage|FrameLocator"))))
                .check(CLASSES);
    }

    @Test
    void wordsForNumbersKnowNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("io.finwait.words..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.finwait..").and(not(resideInAPackage("io.finwait.words.."))))
                .check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("io.finwait.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void zeeksViewKnowsNothingOfFinwaitsOwnVerdicts() {
        noClasses()
                .that()
                .resideInAPackage("io.finwait.lifecycle.zeek..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.finwait.lifecycle", "io.finwait.flow..")
                .check(CLASSES);
    }

    @Test
    void onlyTheLibpcapPackagesKnowLibpcap() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.finwait.capture.libpcap..", "io.finwait.capture.live..", "io.finwait.host.netns..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.pcap4j..", "com.sun.jna..")
                .check(CLASSES);
    }

    @Test
    void onlyMetricsKnowPrometheus() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.finwait.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.prometheus..")
                .check(CLASSES);
    }

    @Test
    void hotPathIsPlain() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.finwait.capture", "io.finwait.decode..", "io.finwait.flow..", "io.finwait.lifecycle..")
                .and(describe("are not for options and input names", type -> !READ_ONCE.contains(type.getSimpleName())))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.stream..", "java.util.regex..", "java.util.logging..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineExits() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.finwait.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatMayLiveThereAndIsNullMarked() {
        assertThat(CLASSES.getDefaultPackage().getSubpackagesInTree())
                .filteredOn(found -> found.getName().startsWith("io.finwait.")
                        && !found.getClasses().isEmpty())
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.isAnnotatedWith(NullMarked.class))
                        .as("%s is annotated @NullMarked", found.getName())
                        .isTrue());
    }
}
