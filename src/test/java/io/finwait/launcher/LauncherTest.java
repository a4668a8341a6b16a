package io.finwait.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.launcher.LauncherProject.Result;
import io.finwait.testing.Requires;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final int UNAVAILABLE = 69;

    @TempDir
    Path directory = Path.of("set by JUnit");

    private LauncherProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new LauncherProject(directory, "the project");
    }

    @Test
    void firstUseBuildsAndSaysSoInOneLine() throws Exception {
        Result result = project.run("--version");

        assertThat(result.status()).isZero();
        assertThat(result.err()).startsWith("finwait: building on first use").hasLineCount(1);
        assertThat(result.out()).contains("[--version]");
        assertThat(project.builds()).containsExactly("mvn -q -B -Dquick -Dmaven.test.skip=true package");
    }

    @Test
    void unchangedSourcesAreNotBuiltAgain() throws Exception {
        project.run();
        Result second = project.run();

        assertThat(second.err()).isEmpty();
        assertThat(project.builds()).hasSize(1);
    }

    @Test
    void changedSourceIsBuiltAgain() throws Exception {
        project.run();
        LauncherProject.makeNew(project.home.resolve("src/main/java/A.java"));
        Result second = project.run();

        assertThat(second.err()).isEqualTo("finwait: the sources changed or moved, building\n");
        assertThat(project.builds()).hasSize(2);
    }

    @Test
    void removedSourceIsBuiltAgain() throws Exception {
        project.run();
        Files.delete(project.home.resolve("src/main/java/B.java"));
        LauncherProject.makeNew(project.home.resolve("src/main/java"));
        project.run();

        assertThat(project.builds()).hasSize(2);
    }

    @Test
    void movedTreeIsBuiltAgainBecauseItsArchiveIsTiedToThePath() throws Exception {
        project.run();
        Path moved = directory.resolve("moved");
        Files.move(project.home, moved);
        Result result = project.runFrom(moved, Path.of("./finwait"));

        assertThat(project.builds()).hasSize(2);
        assertThat(result.out()).contains("-XX:SharedArchiveFile=" + moved);
    }

    @Test
    void failedBuildShowsWhatMavenSaidAndIsTriedAgain() throws Exception {
        project.installMaven("3.9.0", "echo 'A.java: cannot find symbol'; exit 1");
        Result failed = project.run();
        project.installMaven("3.9.0", "mkdir -p target && echo jar >target/finwait.jar");
        Result mended = project.run();

        assertThat(failed.status()).isEqualTo(UNAVAILABLE);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("A.java: cannot find symbol").endsWith("finwait: the build failed\n");
        assertThat(mended.status()).isZero();
    }

    @Test
    void argumentsAndWorkingDirectoryArriveUntouched() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("else where"));
        Result result =
                project.runFrom(elsewhere, project.home.resolve("finwait"), "a b", "*", "", "$HOME", "-o", "ü→.txt");

        assertThat(result.out())
                .contains("java in " + elsewhere.toRealPath())
                .endsWith("[-jar]\n[" + project.home.toRealPath()
                        + "/target/finwait.jar]\n[a b]\n[*]\n[]\n[$HOME]\n[-o]\n[ü→.txt]\n");
    }

    @Test
    void startsThroughChainsOfSymbolicLinks() throws Exception {
        Path first = Files.createSymbolicLink(directory.resolve("first"), Path.of("the project/finwait"));
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path second = Files.createSymbolicLink(bin.resolve("finwait"), first);

        assertThat(project.runFrom(bin, second, "hello").out()).contains("[hello]");
        assertThat(project.runFrom(bin, Path.of("./finwait"), "hello").out()).contains("[hello]");
    }

    @Test
    void standardInputIsKeptForTheToolWhileBuilding() throws Exception {
        project.installMaven("3.8.7", "cat >/dev/null; mkdir -p target && echo jar >target/finwait.jar");
        Process process = project.start(project.home, List.of("./finwait"), "analyze", "-");
        try (OutputStream input = process.getOutputStream()) {
            input.write("a capture".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(LauncherProject.resultOf(process).out()).endsWith("[-]\na capture");
    }

    @Test
    void missingJavaIsOneSentenceWithTheCommandsThatInstallIt() throws Exception {
        project.uninstall("java");
        Result result = project.run();

        assertThat(result.status()).isEqualTo(UNAVAILABLE);
        assertThat(result.err())
                .startsWith("finwait: needs a JDK 17 or newer, and there is no java on the PATH: ")
                .contains("apt install", "dnf install", "brew install")
                .hasLineCount(1);
    }

    @Test
    void tooOldJavaIsNamedWithItsVersion() throws Exception {
        project.installJdk("11.0.2");
        assertThat(project.run().err())
                .contains("java is version 11.0.2: apt install")
                .hasLineCount(1);

        project.installJdk("1.8.0_402");
        assertThat(project.run().err())
                .contains("java is version 1.8.0_402: apt install")
                .hasLineCount(1);
    }

    @Test
    void javaHomeComesBeforeThePath() throws Exception {
        project.uninstall("java");
        project.set("JAVA_HOME", project.jdk.toString());
        assertThat(project.run().status()).isZero();

        project.set("JAVA_HOME", directory.toString());
        Result wrong = project.run();
        assertThat(wrong.status()).isEqualTo(UNAVAILABLE);
        assertThat(wrong.err()).contains("JAVA_HOME (" + directory + ") holds none");
    }

    @Test
    void javaRuntimeWithoutCompilerIsToldFromJdk() throws Exception {
        Files.delete(project.jdk.resolve("bin/javac"));
        assertThat(project.run().err())
                .contains("is a Java runtime without a compiler: apt install")
                .hasLineCount(1);
    }

    @Test
    void missingOrTooOldMavenIsOneSentence() throws Exception {
        project.installMaven("3.6.3", "exit 1");
        Result tooOld = project.run();
        project.uninstall("mvn");
        Result missing = project.run();

        assertThat(tooOld.status()).isEqualTo(UNAVAILABLE);
        assertThat(tooOld.err()).contains("mvn is version 3.6.3: apt install").hasLineCount(1);
        assertThat(missing.status()).isEqualTo(UNAVAILABLE);
        assertThat(missing.err())
                .contains("there is no mvn on the PATH: apt install")
                .hasLineCount(1);
    }

    @Test
    void builtToolNeedsNoMaven() throws Exception {
        project.run();
        project.uninstall("mvn");

        assertThat(project.run().status()).isZero();
    }

    @Test
    void twoLaunchersBuildOnce() throws Exception {
        Path gate = directory.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                .isZero();
        project.installMaven("3.8.7", "read -r go <'" + gate + "'; mkdir -p target && echo jar >target/finwait.jar");
        Process one = project.start(project.home, List.of("./finwait"));
        Process other = project.start(project.home, List.of("./finwait"));
        Files.writeString(gate, "go\n"); // waits until one of them builds

        assertThat(project.finish(one).status()).isZero();
        assertThat(project.finish(other).status()).isZero();
        assertThat(project.builds()).hasSize(1);
    }

    @Test
    void lockOfDeadLauncherIsCleared() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = Files.createDirectory(project.home.resolve("target")).resolve("launcher.lock");
        Files.createSymbolicLink(lock, Path.of(Long.toString(dead.pid())));

        assertThat(project.run().status()).isZero();
        assertThat(project.home.resolve("target")).isDirectoryNotContaining("glob:**launcher.lock*");
    }

    @Test
    void builtToolRunsWhereNothingCanBeWritten() throws Exception {
        Requires.root();
        Requires.command("setpriv");
        project.run();
        LauncherProject.makeNew(project.home.resolve("src/main/java/A.java"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path launcher = project.home.resolve("finwait");
        List<String> asNobody =
                List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", launcher.toString());
        Result result = project.finish(project.start(project.home, asNobody, "hello"));

        assertThat(result.out()).contains("[hello]");
        assertThat(result.err())
                .contains("the sources changed, but")
                .contains("this is the old build")
                .hasLineCount(1);
        assertThat(project.builds()).hasSize(1);
    }

    @Test
    void archiveIsMadeOncePerJavaVersion() throws Exception {
        Result first = project.run();
        project.installJdk("21.0.1");
        Result newer = project.run();

        assertThat(first.out()).contains("/target/cds/jdk-17.0.15.jsa]");
        assertThat(newer.out()).contains("/target/cds/jdk-21.0.1.jsa]");
        assertThat(newer.err()).isEmpty();
        assertThat(project.builds()).hasSize(1);
    }

    @Test
    void halfAnArchiveIsNotUsed() throws Exception {
        project.dumpingFails();
        project.run();
        Result second = project.run();

        assertThat(second.status()).isZero();
        assertThat(second.out()).doesNotContain("SharedArchiveFile");
        assertThat(second.err()).isEmpty();
    }

    @Test
    void usersJavaOptionsComeLastAndMayChooseTheCollector() throws Exception {
        project.set("FINWAIT_JAVA_OPTS", "-Xmx8g -XX:+UseSerialGC");
        String out = project.run().out();

        assertThat(out).contains("[-Xmx8g]\n[-XX:+UseSerialGC]\n").doesNotContain("UseParallelGC");
        assertThat(out.indexOf("-Xmx8g")).isGreaterThan(out.indexOf("-Xmx1g"));
    }
}
