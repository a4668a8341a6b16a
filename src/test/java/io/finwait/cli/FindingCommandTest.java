package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.pipeline.Analysis;
import io.finwait.report.FindingFeed;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingCommandTest {
    private static final FindingKind ONE = new FindingKind("one", "One", Severity.LOW);
    private static final FindingKind OTHER = new FindingKind("other", "Other", Severity.LOW);

    @TempDir
    Path folder = Path.of("set by JUnit");

    private final List<String> notices = new CopyOnWriteArrayList<>();
    private Path log = Path.of("set below");
    private Path script = Path.of("set below");
    private long now;

    @BeforeEach
    void writeScript() throws IOException {
        log = Files.createFile(folder.resolve("log"));
        script = folder.resolve("script");
        Files.writeString(script, "#!/bin/sh\n{ echo \"$FINWAIT_FINDING $*\"; cat; } >>'" + log + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void runsWithTheFindingOnItsStandardInput() throws IOException {
        try (FindingCommand command = command(script.toString(), "a", "$(b)")) {
            take(command, ONE, "{\"id\":\"one\"}");
        }

        assertThat(log).hasContent("one a $(b)\n{\"id\":\"one\"}\n");
        assertThat(notices).isEmpty();
    }

    @Test
    void runsOnceInTenSecondsForEachKind() throws IOException {
        try (FindingCommand command = command(script.toString())) {
            for (int second = 0; second < 15; second++) {
                now = TimeUnit.SECONDS.toNanos(second);
                take(command, ONE, "at " + second);
            }
            take(command, OTHER, "other");
        }

        assertThat(Files.readAllLines(log)).containsExactly("one ", "at 0", "one ", "at 10", "other ", "other");
        assertThat(notices).containsExactly("--on-finding was not run for 13 findings: once in 10 s for each kind");
    }

    @Test
    void aCommandThatIsNotThereIsSaidOnce() throws IOException {
        try (FindingCommand command = command(folder.resolve("nowhere").toString())) {
            take(command, ONE, "1");
            take(command, OTHER, "2");
        }

        assertThat(notices).singleElement().asString().startsWith("--on-finding cannot be run: ");
    }

    @Test
    void whatTheCommandWritesIsToldLineByLine() throws IOException {
        Files.writeString(script, "#!/bin/sh\necho told; echo >&2; echo failed >&2; printf '%1001s' x\n");
        try (FindingCommand command = command(script.toString())) {
            take(command, ONE, "1");
        }

        String says = "--on-finding says: ";
        assertThat(notices).containsExactly(says + "told", says + "failed", says + " ".repeat(1000), says + "x");
    }

    @Test
    void aCommandThatReadsNothingIsNoError() throws IOException {
        try (FindingCommand command = command("true")) {
            take(command, ONE, "x".repeat(1_000_000));
        }

        assertThat(notices).isEmpty();
    }

    @Test
    void findingsOfAnAnalysisAreLinesAsInNdjson() throws IOException {
        var lines = new ArrayList<String>();

        new Analysis(Requests.of(Samples.path("churn-seed.pcap")))
                .run(List.of(new FindingFeed((kind, line) -> lines.add(line))));

        List<String> ndjson = CommandRun.analyze("ndjson", Samples.path("churn-seed.pcap"))
                .expectDone()
                .out()
                .lines()
                .filter(line -> line.startsWith("{\"type\":\"host_finding\""))
                .toList();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("{\"type\":\"host_finding\""))
                .isEqualTo(ndjson)
                .isNotEmpty();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("{\"type\":\"finding\",\"id\":\"abort-by-application\""))
                .hasSize(20);
    }

    private FindingCommand command(String... line) {
        return new FindingCommand(List.of(line), notices::add, () -> now);
    }

    private static void take(FindingCommand command, FindingKind kind, String line) {
        command.take(kind, line);
    }
}
