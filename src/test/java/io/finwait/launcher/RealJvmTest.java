package io.finwait.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.launcher.LauncherProject.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options the launcher gives are right for the JVM that runs these tests. */
class RealJvmTest {
    /** What the launcher starts here: prints its arguments, and whether the first of them names a file. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] arguments) {
            for (String argument : arguments) {
                System.out.println(argument);
            }
            System.out.println(arguments.length > 0 && Files.exists(Path.of(arguments[0])) ? "found" : "not found");
        }
    }

    private static final String ARCHIVED = "RealJvmTest\\$Echo source: shared objects file";

    @TempDir
    Path directory = Path.of("set by JUnit");

    private LauncherProject project;

    @BeforeEach
    void makeProjectWithRealJvm() throws IOException {
        project = new LauncherProject(directory, "project"); // no space: JDK 17 then uses no archived class of the tool
        project.set("JAVA_HOME", System.getProperty("java.home"));
        Path jar = directory.resolve("echo.jar");
        writeJar(jar);
        project.installMaven("3.8.7", "mkdir -p target && cat '" + jar + "' >target/finwait.jar");
    }

    @Test
    void startsSilentlyWithItsArchive() throws Exception {
        project.run("hello");
        Result second = project.run("hello");
        Path archives = project.home.resolve("target/cds");

        assertThat(second).isEqualTo(new Result(0, "hello\nnot found\n", ""));
        assertThat(archives).isDirectoryContaining(file -> file.toFile().length() > 10_000);

        assertThat(classesOfARun()).containsPattern(ARCHIVED);
    }

    @Test
    void archiveServesRunsWithOtherOptionsThanTheOneThatMadeIt() throws Exception {
        project.set("FINWAIT_JAVA_OPTS", "-XX:-UseCompressedOops");
        project.run();

        assertThat(classesOfARun()).containsPattern(ARCHIVED);
    }

    @Test
    void textIsUtf8AndFilesAreFoundInEveryLocale() throws Exception {
        Files.createFile(project.home.resolve("müde→.pcap"));
        for (String locale : new String[] {"C", "POSIX", "C.UTF-8"}) {
            project.set("LC_ALL", locale);
            assertThat(project.run("müde→.pcap").out()).as(locale).isEqualTo("müde→.pcap\nfound\n");
        }
    }

    @Test
    void archiveThatTheJvmCannotUseIsIgnoredSilently() throws Exception {
        project.run();
        Path archives = project.home.resolve("target/cds");
        try (var files = Files.newDirectoryStream(archives)) {
            for (Path archive : files) {
                Files.delete(archive);
                Files.writeString(archive, "made by another JVM");
                LauncherProject.makeNew(archive);
            }
        }

        assertThat(project.run("hello")).isEqualTo(new Result(0, "hello\nnot found\n", ""));
    }

    private String classesOfARun() throws Exception {
        project.set("FINWAIT_JAVA_OPTS", "-Xlog:class+load");
        return project.run().out();
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        String entry = Echo.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream jarOut = new JarOutputStream(out, manifest);
                InputStream bytes = Objects.requireNonNull(Echo.class.getResourceAsStream("/" + entry))) {
            jarOut.putNextEntry(new ZipEntry(entry));
            bytes.transferTo(jarOut);
        }
    }
}
