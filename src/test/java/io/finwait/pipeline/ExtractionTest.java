package io.finwait.pipeline;

import static io.finwait.testing.Frames.TCP;
import static io.finwait.testing.Frames.ethernet;
import static io.finwait.testing.Frames.icmpUnreachable;
import static io.finwait.testing.Frames.ip;
import static io.finwait.testing.Frames.ipv4;
import static io.finwait.testing.Frames.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureException;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.capture.InterfaceName;
import io.finwait.capture.ReadCapture;
import io.finwait.decode.TcpSegment;
import io.finwait.extract.CaptureWriter;
import io.finwait.extract.Choice;
import io.finwait.extract.ExtractFormat;
import io.finwait.flow.IpAddress;
import io.finwait.pipeline.Extraction.Extracted;
import io.finwait.pipeline.Extraction.Most;
import io.finwait.testing.PacketScript;
import io.finwait.testing.PcapBytes;
import io.finwait.testing.Pcaps;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import io.finwait.testing.ScriptedConnection;
import io.finwait.testing.Sent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractionTest {
    private static final int ETHERNET_HEADER = 14;
    private static final IpAddress CLIENT = IpAddress.parse("10.0.0.1");
    private static final IpAddress SERVER = IpAddress.parse("10.0.0.2");

    @TempDir
    private Path folder = Path.of("set by JUnit");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private Extracted extract(String file, ExtractFormat format, int... ids) throws IOException {
        return extractAtMost(Long.MAX_VALUE, file, format, ids);
    }

    private Extracted extractAtMost(long most, String file, ExtractFormat format, int... ids) throws IOException {
        var request = Requests.of(file);
        var choice = new Choice(c -> ids.length == 0 || Arrays.stream(ids).anyMatch(id -> id == c.id()), Set.of());
        return Extraction.run(
                request,
                choice,
                new Most(most, false),
                (files, provenance) -> format.writer(written, files, provenance));
    }

    private Extracted extract(PacketScript script, int id) throws IOException {
        Path file = Files.write(folder.resolve("x.pcap"), PcapBytes.pcap(script.frames()));
        return extract(file.toString(), ExtractFormat.PCAPNG, id);
    }

    private ReadCapture read() throws IOException {
        try (CaptureInput input = CaptureInput.open(List.of("-"), new ByteArrayInputStream(written.toByteArray()))) {
            return ReadCapture.drain(input);
        }
    }

    @Test
    void beyondTheMostPacketsOnlyWhatIsCitedIsCopied() throws IOException {
        var request = Requests.of(Samples.path("last-ack-lost.pcap"));
        var extraction = new Extraction(request, Choice.evidence(c -> true), new Most(2, true));
        new Analysis(request).run(List.of(extraction.firstReading()));

        Extracted extracted =
                extraction.write((files, provenance) -> ExtractFormat.PCAPNG.writer(written, files, provenance));

        assertThat(extracted.commented()).isEqualTo(4);
        assertThat(extracted.frames()).isEqualTo(6);
        assertThat(extracted.tooMany()).isEqualTo(4);
        assertThat(read().frames()).hasSize(6);
    }

    @Test
    void whatIsLeftOutAsUncertainCountsNeitherAsCopiedNorAgainstTheMost() throws IOException {
        CaptureWriter onlyFrames4And5 = new CaptureWriter() {
            @Override
            public boolean write(Frame frame, List<String> comments) {
                return frame.number == 4 || frame.number == 5;
            }

            @Override
            public void leaveOut() {
                // It keeps none.
            }

            @Override
            public void close() {
                // It has nothing open.
            }
        };
        var all = new Choice(c -> true, Set.of());
        Extracted extracted = Extraction.run(
                Requests.of(Samples.path("client-closes-first.pcap")),
                all,
                new Most(2, false),
                (files, provenance) -> onlyFrames4And5);

        assertThat(extracted.frames()).isEqualTo(2);
        assertThat(extracted.uncertain()).isEqualTo(3);
        assertThat(extracted.tooMany()).isPositive();
    }

    @Test
    void evidenceIsTheFirstConnectionsOfEachFinding() throws IOException {
        var request = Requests.of(Samples.path("churn-seed.pcap"));
        var extraction = new Extraction(request, new Choice(c -> true, Set.of("abort-by-application"), 3), Most.ALL);
        new Analysis(request).run(List.of(extraction.firstReading()));

        Extracted extracted =
                extraction.write((files, provenance) -> ExtractFormat.PCAPNG.writer(written, files, provenance));

        assertThat(extracted.connections() - extracted.alongside()).isEqualTo(3);
    }

    @Test
    void anIcmpErrorGoesWithTheConnectionThatItIsAbout() throws IOException {
        var script = PacketScript.empty();
        ScriptedConnection wanted = script.open("10.0.0.1:40000", "10.0.0.2:80");
        ScriptedConnection other = script.open("10.0.0.1:40001", "10.0.0.2:80");
        Sent syn = wanted.client().syn();
        Sent otherSyn = other.client().syn();
        script.capture(ethernet(ip("10.0.0.9", "10.0.0.1", 1, icmpUnreachable(packet(otherSyn)))));
        script.capture(ethernet(ip("10.0.0.9", "10.0.0.1", 1, icmpUnreachable(packet(syn)))));

        Extracted extracted = extract(script, 0);

        assertThat(extracted.frames()).isEqualTo(2);
        assertThat(read().frames())
                .extracting(ReadCapture.ReadFrame::octets)
                .containsExactly(hex(script, 0), hex(script, 3));
    }

    @Test
    void laterFragmentsGoWithTheSegmentThatTheyAreOf() throws IOException {
        var script = PacketScript.empty();
        byte[] wanted = fragmented(40_000);
        byte[] other = fragmented(40_001);
        script.open("10.0.0.1:40000", "10.0.0.2:80").client().syn();
        script.open("10.0.0.1:40001", "10.0.0.2:80").client().syn();
        script.capture(fragment(wanted, 7, 0, 600));
        script.capture(fragment(other, 8, 0, 600));
        script.capture(fragment(other, 8, 600, 1020));
        script.capture(fragment(wanted, 7, 600, 800));
        script.capture(fragment(wanted, 7, 800, 1020));
        script.capture(fragment(other, 7, 0, 600));
        script.capture(fragment(other, 7, 600, 1020));

        Extracted extracted = extract(script, 0);

        assertThat(extracted.frames()).isEqualTo(4);
        assertThat(read().frames())
                .extracting(ReadCapture.ReadFrame::octets)
                .containsExactly(hex(script, 0), hex(script, 2), hex(script, 5), hex(script, 6));
    }

    @Test
    void whatComesWhenNoHostWouldJoinItAnyMoreIsNoFragmentOfIt() throws IOException {
        var script = PacketScript.empty();
        byte[] segment = fragmented(40_000);
        script.open("10.0.0.1:40000", "10.0.0.2:80").client().syn();
        script.capture(fragment(segment, 7, 0, 600));
        script.after(Duration.ofMinutes(5));
        script.capture(fragment(segment, 7, 600, 1020));

        assertThat(extract(script, 0).frames()).isEqualTo(2);
    }

    /** A segment of 1,000 octets of payload. */
    private static byte[] fragmented(int port) {
        return tcp(CLIENT, port, SERVER, 80, 1, 1, TcpSegment.ACK_FLAG, 64_240, new byte[0], new byte[1_000]);
    }

    private static byte[] fragment(byte[] segment, int id, int from, int to) {
        int moreFragments = to < segment.length ? 0x2000 : 0;
        byte[] part = Arrays.copyOfRange(segment, from, to);
        return ethernet(ipv4(CLIENT, SERVER, TCP, 64, id, moreFragments | from / 8, new byte[0], part));
    }

    /** The server does not close; another connection shows that the capture went on for five minutes. */
    private Path closeWaitForFiveMinutes() throws IOException {
        var script = PacketScript.empty();
        ScriptedConnection stuck = script.open("10.0.0.1:40000", "10.0.0.2:80");
        stuck.established();
        stuck.client().fin();
        stuck.server().ack();
        script.after(Duration.ofMinutes(5));
        script.open("10.0.0.1:40001", "10.0.0.2:80").established();
        return Files.write(folder.resolve("stuck.pcap"), PcapBytes.pcap(script.frames()));
    }

    private AnalysisResult analysis(byte[] capture) throws IOException {
        return new Analysis(Requests.of(
                        Files.write(folder.resolve("again.pcapng"), capture).toString()))
                .run(List.of());
    }

    @Test
    void silenceUntilTheEndOfTheCaptureIsInTheExtractToo() throws IOException {
        Path whole = closeWaitForFiveMinutes();
        AnalysisResult before = new Analysis(Requests.of(whole.toString())).run(List.of());
        extract(whole.toString(), ExtractFormat.PCAPNG, 0);
        AnalysisResult after = analysis(written.toByteArray());

        assertThat(before.findings().counts()).containsKey("close-wait-stuck");
        assertThat(after.findings().counts()).containsKey("close-wait-stuck");
        assertThat(after.lastNanos()).isEqualTo(before.lastNanos());
    }

    @Test
    void whatOthersSayOfTheEndIsNotBelieved() throws IOException {
        extract(closeWaitForFiveMinutes().toString(), ExtractFormat.PCAPNG, 0);
        byte[] byAnother = new String(written.toByteArray(), StandardCharsets.ISO_8859_1)
                .replace("finwait ", "Editcap ")
                .getBytes(StandardCharsets.ISO_8859_1);
        AnalysisResult result = analysis(byAnother);

        assertThat(result.lastNanos()).isEqualTo(result.files().get(0).lastNanos());
        assertThat(result.findings().counts()).doesNotContainKey("close-wait-stuck");
    }

    @Test
    void anExtractThatWasCutSaysNothingOfTheEnd() throws IOException {
        extract(closeWaitForFiveMinutes().toString(), ExtractFormat.PCAPNG, 0);
        var blocks = ByteBuffer.wrap(written.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        var cut = new ByteArrayOutputStream();
        boolean left = false;
        for (int at = 0; at < blocks.limit(); at += blocks.getInt(at + 4)) {
            boolean isFirstPacket = !left && blocks.getInt(at) == 6;
            left |= isFirstPacket;
            if (!isFirstPacket) {
                cut.write(blocks.array(), at, blocks.getInt(at + 4));
            }
        }
        AnalysisResult result = analysis(cut.toByteArray());

        assertThat(result.decoded().frames()).isEqualTo(4);
        assertThat(result.lastNanos()).isEqualTo(result.files().get(0).lastNanos());
    }

    @Test
    void noMorePacketsAreWrittenThanAskedForAndNothingIsSaidOfTheEnd() throws IOException {
        Extracted extracted = extractAtMost(4, closeWaitForFiveMinutes().toString(), ExtractFormat.PCAPNG, 0);
        AnalysisResult result = analysis(written.toByteArray());

        assertThat(extracted.frames()).isEqualTo(4);
        assertThat(extracted.tooMany()).isEqualTo(1);
        assertThat(read().frames()).hasSize(4);
        assertThat(result.lastNanos()).isEqualTo(result.files().get(0).lastNanos());
    }

    @Test
    void interfacesKeepTheirNames() throws IOException {
        String sample = Samples.path("two-tier.pcapng");
        extract(sample, ExtractFormat.PCAPNG);
        List<InterfaceName> names = interfaceNames(Files.readAllBytes(Path.of(sample)));

        assertThat(names).isNotEmpty().doesNotContainNull();
        assertThat(interfaceNames(written.toByteArray())).isEqualTo(names);
    }

    /** Of each frame. */
    private static List<InterfaceName> interfaceNames(byte[] capture) throws IOException {
        var names = new ArrayList<InterfaceName>();
        var frame = new Frame();
        try (CaptureInput input = CaptureInput.open(List.of("-"), new ByteArrayInputStream(capture))) {
            while (input.next(frame)) {
                names.add(frame.interfaceName);
            }
        }
        return names;
    }

    @Test
    void ofTwoConnectionsOnTheSamePortsLongAfterOneAnotherOneIsCopied() throws IOException {
        var script = PacketScript.empty();
        ScriptedConnection first = script.open("10.0.0.1:40000", "10.0.0.2:80");
        first.established();
        first.closedByClient();
        script.after(Duration.ofMinutes(5));
        ScriptedConnection second = script.open("10.0.0.1:40000", "10.0.0.2:80");
        second.established();

        Extracted extracted = extract(script, 0);

        assertThat(extracted.connections()).isEqualTo(1);
        assertThat(extracted.alongside()).isZero();
    }

    @Test
    void synsThatCameWhileAConnectionLivedComeAlongWithIt() throws IOException {
        var script = PacketScript.empty();
        ScriptedConnection first = script.open("10.0.0.1:40000", "10.0.0.2:80");
        first.established();
        for (int i = 0; i < 2; i++) {
            ScriptedConnection refused = script.after(Duration.ofSeconds(1)).open("10.0.0.1:40000", "10.0.0.2:80");
            refused.client().droppedInNetwork().syn();
            refused.server().droppedInNetwork().refuse();
        }
        script.after(Duration.ofMinutes(5)); // they are over by then
        first.client().data(10);
        first.server().ack();
        script.after(Duration.ofMinutes(5))
                .open("10.0.0.1:40000", "10.0.0.2:80")
                .established();

        Extracted extracted = extract(script, 0);

        assertThat(extracted.connections()).isEqualTo(3);
        assertThat(extracted.alongside()).isEqualTo(2);
    }

    @Test
    void anOldConnectionThatStillLivedComesAlongWithTheSynThatMetIt() throws IOException {
        var script = PacketScript.connection().established();
        ScriptedConnection next = script.reopen();
        script.after(Duration.ofSeconds(2));
        Sent syn = next.client().droppedInNetwork().syn();
        script.server().ack();
        script.client().segment(TcpSegment.RST, script.server().rcvNxt(), 0, 0);
        script.after(Duration.ofMillis(9));
        next.client().retransmit(syn);
        next.server().synAck();
        next.client().ack();

        Extracted extracted = extract(script, 1);

        assertThat(extracted.connections()).isEqualTo(2);
        assertThat(extracted.alongside()).isEqualTo(1);
        assertThat(extracted.frames()).isEqualTo(script.frames().size());
    }

    @Test
    void whatEndedATimeWaitComesAlongThoughThatRefusedOthersBefore() throws IOException {
        String captured = Pcaps.required("lab").resolve("tw_old_seq_raw.pcap").toString();

        Extracted extracted = extract(captured, ExtractFormat.PCAPNG, 0);

        assertThat(extracted.connections())
                .isEqualTo(5); // itself, three SYNs that it refused, and the one that it let in
    }

    @Test
    void oneThatReopenedATimeWaitBringsItAlong() throws IOException {
        Extracted alone = extract(Samples.path("time-wait-reuse.pcap"), ExtractFormat.PCAPNG, 2);

        assertThat(alone.alongside()).isPositive();
        assertThat(alone.connections()).isEqualTo(1 + alone.alongside());
    }

    @Test
    void whereNothingIsAsAskedForNothingIsWritten() throws IOException {
        Extracted none = extract(Samples.path("half-close.pcap"), ExtractFormat.PCAP, 5);

        assertThat(none.connections()).isZero();
        assertThat(written.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ExtractFormat.class)
    void everyConnectionOfACaptureOfTcpAloneIsTheCapture(ExtractFormat format) throws IOException {
        String churn = Samples.path("churn-seed.pcap");

        Extracted all = extract(churn, format);

        try (CaptureInput input = CaptureInput.open(List.of(churn), System.in)) {
            assertThat(read().frames()).isEqualTo(ReadCapture.drain(input).frames());
        }
        assertThat(all.connections()).isEqualTo(400);
    }

    /** Whatever a capture holds, what is written of it is whole. */
    @ParameterizedTest
    @ValueSource(strings = {"two-tier.pcapng", "time-wait-reuse.pcap", "vlan-mirror.pcap", "any-sll2.pcap"})
    void extractsOfDamagedCapturesAreWhole(String sample) throws IOException {
        var random = new Random(11);
        byte[] sound = Files.readAllBytes(Path.of(Samples.path(sample)));
        int written = 0;
        for (int round = 0; round < 60; round++) {
            byte[] damaged = Arrays.copyOf(sound, round % 3 == 0 ? random.nextInt(sound.length) : sound.length);
            for (int i = random.nextInt(20); i > 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            written += extractedWhole(Files.write(folder.resolve("damaged"), damaged)) ? 1 : 0;
        }
        assertThat(written).isGreaterThan(20);
    }

    private boolean extractedWhole(Path damaged) throws IOException {
        written.reset();
        Extracted extracted;
        try {
            extracted = extract(damaged.toString(), ExtractFormat.PCAPNG);
        } catch (CaptureException e) {
            return false;
        }
        if (extracted.connections() == 0) {
            return false;
        }
        ReadCapture again = read();
        assertThat(again.files().get(0).damage()).isNull();
        assertThat(again.frames()).hasSize((int) extracted.frames());
        return true;
    }

    private static byte[] packet(Sent sent) {
        byte[] frame = sent.octets();
        return Arrays.copyOfRange(frame, ETHERNET_HEADER, frame.length);
    }

    private static String hex(PacketScript script, int index) {
        return HexFormat.of().formatHex(script.frames().get(index).octets());
    }
}
