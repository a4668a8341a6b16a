package io.finwait.finding.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.pipeline.Analysis;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.PacketScript;
import io.finwait.testing.PcapBytes;
import io.finwait.testing.Pcaps;
import io.finwait.testing.PlainReader;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found about captures themselves, from their octets on: real ones, and ones made bad on purpose. */
class CaptureQualityTest {
    private static final int FLAGS_OCTET = 14 + 20 + 13;
    private static final int SYN_FIN_RST = 0x07;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client-closes-first.pcap",
                "server-closes-first.pcap",
                "nginx-keepalive-0.pcap",
                "nginx-keepalive-10.pcap",
                "redis-connection-per-request.pcap",
                "simultaneous-close.pcap",
                "simultaneous-open.pcap",
                "fin-with-data.pcap",
                "fin-answered-by-rst.pcap",
                "last-ack-lost.pcap",
                "time-wait-reuse.pcap",
                "nat-time-wait.pcap",
                "syn-retransmitted.pcap",
                "syn-ack-retransmitted.pcap",
                "keepalive-probes.pcap",
                "rst-close.pcap",
                "rst-unread-data.pcap",
                "data-after-close.pcap",
                "refused.pcap",
                "unanswered.pcap",
                "fast-open.pcap",
                "ipv6-close.pcap",
                "vlan-mirror.pcap",
                "any-sll2.pcap"
            })
    void captureThatHoldsEverythingHasNoSuchFinding(String sample) throws IOException {
        assertThat(inSample(sample)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "any-router.pcap, duplicate-packets",
        "one-direction.pcap, one-direction-only",
        "midstream.pcap, midstream-start",
        "cut-short.pcap, capture-ended-open",
        "two-tier.pcapng, clock-anomaly",
        "zero-window.pcap, offload-artifacts"
    })
    void whatIsTrueOfASampleIsFoundAndNothingElse(String sample, String id) throws IOException {
        assertThat(inSample(sample)).extracting(finding -> finding.kind().id()).containsExactly(id);
        assertThat(inSample(sample)).extracting(HostFinding::severity).containsOnly(Severity.INFO);
    }

    @ParameterizedTest
    @CsvSource({
        "kernel/s27_one_direction/c2s_only_at_server.pcap, one-direction-only",
        "kernel/s27_one_direction/s2c_only_at_client.pcap, one-direction-only",
        "kernel/s28a_any_router/any_sll1.pcap, duplicate-packets",
        "corpus/gopacket/pcapgo__le__test101.pcapng, capture-drops",
        "zeek/ldap__gap-data-missing.pcapng, capture-drops",
        "zeek/tcp__ssh-dups.pcap, duplicate-packets",
        "corpus/suricata/bug-5392__TPWhite-carved-out-7787-s1.pcap, reordered-capture",
        "corpus/tcptrace/input__bad_ack_code.dmp.gz, truncated-snaplen"
    })
    void whatIsTrueOfARealCaptureIsFound(String capture, String id) throws IOException {
        assertThat(ids(find(real(capture)))).contains(id);
    }

    /** Each has packets without an IPv4 identification of their own that are alike and were sent twice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab/synack_hole.pcap", // a SYN-ACK by its timer, and one for the SYN that came then
                "lab/ovf0.pcap",
                "corpus/ndpi/443-firefox.pcap", // a RST for data, and one for the FIN after it
                "corpus/ndpi/signal.pcap", // two ACKs alike
                "corpus/suricata/smtp-rfc2231__input.pcap"
            })
    void answerGivenTwiceIsNoDuplicate(String capture) throws IOException {
        assertThat(ids(find(real(capture)))).doesNotContain("duplicate-packets");
    }

    @Test
    void retransmissionIsNoDuplicateAndCopiesAreCounted() throws IOException {
        var script = PacketScript.connection().established();
        script.client().data(100);
        Sent fin = script.client().fin();
        script.spacing(Duration.ofNanos(20_000)).captureAgain(fin);
        script.captureAgain(fin);
        script.server().ack();
        script.server().fin();
        script.client().ack();

        HostFinding found = only(script, DuplicatePackets.KIND);

        assertThat(found.message()).startsWith("At least 2 packets of 1 connection came twice within 5 ms");
        assertThat(found.frames()).containsExactly(6L);
        assertThat(found.measurements()).containsEntry("duplicate_packets", 2.0);
        assertThat(found.connections()).containsExactly(0);
    }

    @Test
    void copiesOfSynsAndFinsAreRecognisedThoughOtherPacketsStandBetween() throws IOException {
        var script = PacketScript.connection().spacing(Duration.ofNanos(20_000));
        Sent syn = script.client().syn();
        Sent synAck = script.server().synAck();
        script.client().ack();
        script.client().data(10);
        Sent fin = script.server().fin();
        script.client().fin();
        script.captureAgain(syn).captureAgain(synAck).captureAgain(fin);
        script.server().ack();

        HostFinding found = only(script, DuplicatePackets.KIND);

        assertThat(found.measurements()).containsEntry("duplicate_packets", 3.0);
        assertThat(found.frames()).containsExactly(7L);
    }

    @Test
    void synSentAgainIsNoCopyHoweverSoonItComes() throws IOException {
        var script = PacketScript.connection().spacing(Duration.ofNanos(20_000));
        script.client().syn();
        script.client().syn();
        script.server().synAck();
        script.client().ack();
        script.first().closedByClient();

        assertThat(ids(find(write(script.frames())))).isEmpty();
    }

    /** An ACK in the capture before the data, which comes so long after it. */
    private static List<CapturedFrame> ackBeforeData(Duration late) {
        var script = PacketScript.connection().established();
        Sent data = script.client().lost().data(100);
        script.server().ack();
        script.after(late).captureAgain(data);
        script.first().closedByClient();
        return script.frames();
    }

    @Test
    void acknowledgementBeforeItsDataShowsAnotherOrder() throws IOException {
        HostFinding found = only(ackBeforeData(Duration.ofNanos(200_000)), ReorderedCapture.KIND);

        assertThat(found.frames()).containsExactly(4L);
        assertThat(found.message()).contains("In 1 connection of 1 an acknowledgement stands less than 1 ms before");
    }

    @Test
    void dataThatComesMuchLaterWasSentAgain() throws IOException {
        assertThat(ids(find(write(ackBeforeData(Duration.ofMillis(200)))))).doesNotContain("reordered-capture");
    }

    @Test
    void lossIsNoOtherOrder() throws IOException {
        assertThat(ids(find(write(lossy())))).doesNotContain("reordered-capture");
    }

    @Test
    void lossIsFoundWithTheFrameThatShowsIt() throws IOException {
        HostFinding found = only(lossy(), CaptureDrops.KIND);

        assertThat(found.message())
                .isEqualTo("1 connection of 1 acknowledges what the capture does not hold, for example in frame 4;"
                        + " findings there that rest on absent packets are one level less sure.");
        assertThat(found.frames()).containsExactly(4L);
    }

    /** A connection whose request the capture does not hold; frame 4 acknowledges it. */
    private static List<CapturedFrame> lossy() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().ack();
        script.first().closedByClient();
        var frames = new ArrayList<>(script.frames());
        frames.remove(3);
        return frames;
    }

    @Test
    void captureOfSynFinAndRstAloneIsFilteredAndNotLossy() throws IOException {
        List<CapturedFrame> control = PlainReader.read(Path.of(Samples.path("nginx-keepalive-0.pcap"))).stream()
                .filter(frame -> (frame.octets()[FLAGS_OCTET] & SYN_FIN_RST) != 0)
                .toList();

        List<HostFinding> found = find(write(control));

        assertThat(ids(found)).containsExactly("filter-suspected");
        assertThat(found.get(0).message()).contains("not even an ACK");
        assertThat(found.get(0).frames()).isNotEmpty().first().isEqualTo(1L);
    }

    @Test
    void oneWholeConnectionShowsThatThereWasNoFilter() throws IOException {
        List<CapturedFrame> frames = new ArrayList<>();
        for (CapturedFrame frame : PlainReader.read(Path.of(Samples.path("nginx-keepalive-0.pcap")))) {
            if (frames.size() < 12 || (frame.octets()[FLAGS_OCTET] & SYN_FIN_RST) != 0) {
                frames.add(frame);
            }
        }
        assertThat(ids(find(write(frames)))).doesNotContain("filter-suspected");
    }

    @Test
    void snapLengthThatCutsOptionsIsFoundAndOneThatCutsPayloadIsNot() throws IOException {
        List<CapturedFrame> whole = PlainReader.read(Path.of(Samples.path("client-closes-first.pcap")));

        assertThat(ids(find(write(cut(whole, 60))))).containsExactly("truncated-snaplen");
        assertThat(ids(find(write(cut(whole, 80))))).isEmpty();
    }

    private static List<CapturedFrame> cut(List<CapturedFrame> frames, int octets) {
        return frames.stream().map(frame -> frame.cutTo(octets)).toList();
    }

    @Test
    void lonelyStrayIsNeitherAMidstreamStartNorAnOpenEndNorOneDirection() throws IOException {
        var script = PacketScript.connection().establishedBefore();
        script.client().ack();

        assertThat(ids(find(write(script.frames())))).isEmpty();
    }

    @Test
    void openAndHalfClosedConnectionsAtTheEndAreToldApart() throws IOException {
        var script = PacketScript.connection().established();
        script.client().data(10);
        var other = script.open("10.0.0.1:40001", "10.0.0.2:80");
        other.established();
        other.client().fin();
        other.server().ack();

        HostFinding found = only(script, CaptureEndedOpen.KIND);

        assertThat(found.message())
                .startsWith("2 connections of 2 were not over when the capture ended, 1 of them closed by one side.");
        assertThat(found.measurements())
                .containsEntry("open_connections", 1.0)
                .containsEntry("half_closed_connections", 1.0);
    }

    @Test
    void ofASingleOpenConnectionNoShareIsSaid() throws IOException {
        var script = PacketScript.connection().established();
        script.client().data(10);

        assertThat(only(script, CaptureEndedOpen.KIND).message())
                .isEqualTo(
                        "1 connection of 1 was not over when the capture ended. How it ended, and who closed first, is not known.");

        script.client().fin();
        script.server().ack();

        assertThat(only(script, CaptureEndedOpen.KIND).message())
                .isEqualTo(
                        "1 connection of 1 was not over when the capture ended: one side had closed, no FIN of the other was seen."
                                + " How it ended is not known.");
    }

    @Test
    void timesInWholeSecondsAreFoundWhereThereAreEnoughOfThem() throws IOException {
        assertThat(ids(find(write(everySecond(12))))).containsExactly("clock-anomaly");
        assertThat(ids(find(write(everySecond(3))))).isEmpty();
    }

    @Test
    void framesThatSeveralQueuesLeaveOutOfOrderAreNoStepsOfTheClock() throws IOException {
        assertThat(ids(find(write(backBy(1_000_000))))).containsExactly("clock-anomaly");
        assertThat(ids(find(write(backBy(999_000))))).isEmpty();
    }

    /** A connection whose frames come with the fourth that much earlier than the third. */
    private static List<CapturedFrame> backBy(long nanos) {
        var script = PacketScript.empty().spacing(Duration.ofMillis(5));
        var connection = script.open("10.0.0.1:40000", "10.0.0.2:80");
        connection.established();
        connection.closedByClient();
        var frames = new ArrayList<>(script.frames());
        CapturedFrame fourth = frames.get(3);
        frames.set(
                3,
                new CapturedFrame(
                        frames.get(2).timeNanos() - nanos, fourth.octets(), fourth.wireLength(), fourth.linkType()));
        return frames;
    }

    private static List<CapturedFrame> everySecond(int connections) {
        var script = PacketScript.empty().spacing(Duration.ofSeconds(1));
        for (int i = 0; i < connections; i++) {
            var connection = script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:80");
            connection.established();
            connection.closedByClient();
        }
        return script.frames();
    }

    private HostFinding only(PacketScript script, FindingKind kind) throws IOException {
        return only(script.frames(), kind);
    }

    private HostFinding only(List<CapturedFrame> frames, FindingKind kind) throws IOException {
        List<HostFinding> found = find(write(frames));
        assertThat(ids(found)).containsExactly(kind.id());
        return found.get(0);
    }

    private Path write(List<CapturedFrame> frames) throws IOException {
        return Files.write(folder.resolve("capture.pcap"), PcapBytes.pcap(frames));
    }

    private static Path real(String capture) {
        return Pcaps.required(capture);
    }

    private static List<HostFinding> inSample(String name) throws IOException {
        return find(Path.of(Samples.path(name)));
    }

    private static List<String> ids(List<HostFinding> findings) {
        return findings.stream().map(finding -> finding.kind().id()).toList();
    }

    /** Findings of this package in a capture; those of other rules do not matter here. */
    private static List<HostFinding> find(Path capture) throws IOException {
        var request = Requests.of(capture);
        return new Analysis(request)
                .run(List.of()).findings().ofHosts().stream()
                        .filter(finding -> finding.subject() instanceof Subject.Capture)
                        .toList();
    }
}
