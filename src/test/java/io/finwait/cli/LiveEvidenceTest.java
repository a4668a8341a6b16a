package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept and who is told while packets come. */
class LiveEvidenceTest {
    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void packetsAreKeptAndACommandIsRunForAFinding() throws Exception {
        Path sample = Path.of(Samples.path("churn-seed.pcap"));
        Path log = folder.resolve("log");
        Path script = Files.writeString(folder.resolve("tell"), "#!/bin/sh\ncat >>" + log + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Path ring = folder.resolve("ring");

        CommandRun.Result run = CommandRun.run(
                CommandRun.process("live", "-", "-w", ring.toString(), "--on-finding", script.toString()), sample);

        assertThat(run.status()).as(run.err()).isEqualTo(ExitCode.DONE);
        try (Stream<Path> parts = Files.list(ring)) {
            List<Path> all = parts.toList();
            assertThat(all).hasSize(1);
            assertThat(CommandRun.connections(all.get(0).toString()))
                    .isEqualTo(CommandRun.connections(sample.toString()));
        }
        assertThat(Files.readAllLines(log))
                .filteredOn(line -> line.startsWith("{\"type\":\"finding\",\"id\":\"abort-by-application\""))
                .hasSize(1);
        assertThat(run.err()).contains("--on-finding was not run for ");
    }

    @Test
    void whatSpansConnectionsIsToldBeforeTheEnd() throws Exception {
        CommandRun.Result run =
                CommandRun.run(CommandRun.process("live", "-"), Path.of(Samples.path("time-wait-overflow.pcap")));

        assertThat(run.out().lines())
                .filteredOn(line -> line.startsWith("{\"type\":\"host_finding_so_far\""))
                .anySatisfy(line -> assertThat(line).contains("\"id\":\"server-closes-first\""));
    }

    @Test
    void aRingOfRealPacketsDoesNotGoWithPseudonyms() throws IOException {
        CommandRun.Result run = CommandRun.inProcess(
                "live", "-", "--anonymise", "-w", folder.resolve("ring").toString());

        assertThat(run.status()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--write keeps packets as they are");
        assertThat(folder.resolve("ring")).doesNotExist();
    }

    @Test
    void aRingThatCannotBeWrittenIsKnownBeforeAnythingIsCaptured() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        CommandRun.Result run = CommandRun.inProcess("live", "-", "-w", file.toString());

        assertThat(run.status()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("finwait: cannot write " + file);
    }
}
