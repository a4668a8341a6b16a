package io.finwait.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small project around a copy of the launcher. Its {@code mvn} and {@code java} are scripts that append to a log what they were asked
 * to do; {@code mvn} leaves a jar behind, as the real one does.
 */
final class LauncherProject {
    /** What a run of the launcher gave. */
    record Result(int status, String out, String err) {}

    final Path home;
    final Path jdk;
    private final Path tools;
    private final Path log;
    private final Map<String, String> environment = new TreeMap<>();

    LauncherProject(Path directory, String name) throws IOException {
        home = directory.resolve(name);
        tools = directory.resolve("tools");
        jdk = directory.resolve("jdk");
        log = directory.resolve("log");
        Files.createDirectories(home.resolve("src/main/java"));
        Files.createDirectories(tools);
        Files.createDirectories(home.resolve("src/main/sh"));
        Files.copy(Path.of("finwait"), home.resolve("finwait"));
        Files.copy(Path.of("src/main/sh/java.sh"), home.resolve("src/main/sh/java.sh"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(home.resolve("src/main/java/A.java"), "class A {}");
        Files.writeString(home.resolve("src/main/java/B.java"), "class B {}");
        Files.createFile(log);
        makeOld(home.resolve("pom.xml"), home.resolve("src/main/java/A.java"), home.resolve("src/main/java/B.java"));
        makeOld(home.resolve("src/main/sh/java.sh"), home.resolve("src/main/sh"));
        makeOld(home.resolve("src/main/java"), home.resolve("src/main"));
        for (String command :
                List.of("sh", "find", "readlink", "rm", "mv", "ln", "mkdir", "rmdir", "sed", "cat", "sleep")) {
            script(tools.resolve(command), "exec " + which(command) + " \"$@\"\n");
        }
        environment.put("PATH", tools.toString());
        environment.put("LANG", "C.UTF-8");
        installJdk("17.0.15");
        installMaven("3.8.7", "mkdir -p target && echo jar >target/finwait.jar");
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /**
     * A JVM that notes its arguments and working directory, lists classes and writes an archive when told to, and copies standard input
     * to the output.
     */
    void installJdk(String version) throws IOException {
        script(jdk.resolve("bin/java"), """
                for option; do
                    case $option in
                        -XX:DumpLoadedClassList=*) echo java/lang/Object >"${option#*=}" && exit ;;
                        -XX:SharedClassListFile=*) [ -s "${option#*=}" ] && listed=yes ;;
                        -XX:SharedArchiveFile=*) archive=${option#*=} ;;
                    esac
                done
                case "$*" in
                    *-Xshare:dump*) [ -n "$listed" ] && echo archive >"$archive"; exit $DUMP_STATUS ;;
                esac
                echo "java in $PWD"
                for option; do echo "[$option]"; done
                cat
                """);
        script(jdk.resolve("bin/javac"), "");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path link = tools.resolve("java");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, jdk.resolve("bin/java"));
    }

    void installMaven(String version, String build) throws IOException {
        script(
                tools.resolve("mvn"),
                "[ \"$1\" != -v ] || { echo 'Apache Maven " + version + "'; exit; }\n" + "echo \"mvn $*\" >>'" + log
                        + "'\n" + build + "\n");
    }

    /** From now on the JVM dies while it writes an archive. */
    void dumpingFails() {
        set("DUMP_STATUS", "134");
    }

    void uninstall(String tool) throws IOException {
        Files.delete(tools.resolve(tool));
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return finish(start(home, List.of("./finwait"), arguments));
    }

    Result runFrom(Path directory, Path launcher, String... arguments) throws IOException, InterruptedException {
        return finish(start(directory, List.of(launcher.toString()), arguments));
    }

    Process start(Path directory, List<String> command, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    Result finish(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        return resultOf(process);
    }

    /** Output is short, so that neither pipe can fill while the other is read. */
    static Result resultOf(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    /** The Maven builds so far, one line each. */
    List<String> builds() throws IOException {
        return Files.readAllLines(log);
    }

    /** As if the sources had been there long before the build. */
    private static void makeOld(Path... files) throws IOException {
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        }
    }

    /** As if the file had been written after the build, however coarse the file system's clock is. */
    static void makeNew(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path which(String command) {
        for (String directory : System.getenv("PATH").split(":")) {
            Path program = Path.of(directory, command);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        throw new UncheckedIOException(new IOException(command + " is not on the PATH"));
    }
}
