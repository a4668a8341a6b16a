package io.finwait.lifecycle;

import static io.finwait.lifecycle.IdsAgreeWithTsharkTest.Difference.DECODES_OTHERWISE;
import static io.finwait.lifecycle.IdsAgreeWithTsharkTest.Difference.FOLLOWS_SOURCE_ROUTES;
import static io.finwait.lifecycle.IdsAgreeWithTsharkTest.Difference.GIVES_ALL_TO_THE_LATEST_SYN;
import static io.finwait.lifecycle.IdsAgreeWithTsharkTest.Difference.LETS_DISSECTORS_BEGIN_STREAMS;
import static io.finwait.lifecycle.IdsAgreeWithTsharkTest.Difference.NUMBERS_WHAT_ICMP_QUOTES;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.capture.CaptureException;
import io.finwait.testing.CaptureReplay;
import io.finwait.testing.Pcaps;
import io.finwait.testing.SegmentFeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Over all captures: each segment belongs to the connection whose id is tshark's tcp.stream of that frame. What tshark says is in
 * tshark-streams.tsv; the script beside it writes it anew.
 */
class IdsAgreeWithTsharkTest {
    /** Why tshark says something else; each file is named with its reason in {@link #DIFFERENCES}. */
    enum Difference {
        /**
         * After a SYN with another ISN tshark gives everything on the 4-tuple to the new stream; we give a segment to the connection
         * that its numbers belong to: the challenge ACK of the old one, the RST that answers it. The streams begin at the same frames.
         */
        GIVES_ALL_TO_THE_LATEST_SYN,
        /** A TCP header quoted in an ICMP error gets a stream number; it is no segment of a connection. We say that ids differ. */
        NUMBERS_WHAT_ICMP_QUOTES,
        /** A dissector of the application (VNC, VMess) begins another stream, or finds TCP inside. */
        LETS_DISSECTORS_BEGIN_STREAMS,
        /** The destination is taken from the source route in IP's options. */
        FOLLOWS_SOURCE_ROUTES,
        /** See DecoderAgreesWithTsharkTest. */
        DECODES_OTHERWISE
    }

    private static final Map<String, Difference> DIFFERENCES = Map.ofEntries(
            entry("corpus/ndpi/6in4tunnel.pcap", NUMBERS_WHAT_ICMP_QUOTES),
            entry("corpus/ndpi/fuzz-2006-09-29-28586.pcap", DECODES_OTHERWISE),
            entry("corpus/ndpi/instagram.pcap", NUMBERS_WHAT_ICMP_QUOTES),
            entry("corpus/ndpi/kerberos_fuzz.pcapng", DECODES_OTHERWISE),
            entry("corpus/ndpi/reasm_crash_anon.pcapng", DECODES_OTHERWISE),
            entry("corpus/ndpi/tls_heur__vmess-tcp-tls.pcapng", LETS_DISSECTORS_BEGIN_STREAMS),
            entry("corpus/ndpi/tls_heur__vmess-websocket.pcapng", LETS_DISSECTORS_BEGIN_STREAMS),
            entry("corpus/ndpi/vnc.pcap", LETS_DISSECTORS_BEGIN_STREAMS),
            entry("corpus/suricata/detect-ipopts__input.pcap", FOLLOWS_SOURCE_ROUTES),
            entry("corpus/suricata/drop-protocol-change__input.pcap", DECODES_OTHERWISE),
            entry("corpus/suricata/firewall__tcp-session-decode-malformed-ipv4__input.pcap", DECODES_OTHERWISE),
            entry("corpus/suricata/mac-eve-packet__test.pcap", DECODES_OTHERWISE),
            entry("corpus/suricata/transform-base64-7296__input.pcap", DECODES_OTHERWISE),
            entry("corpus/tcpdump/bigtcp-ipv4-geneve-ipv4.pcap", DECODES_OTHERWISE),
            entry("corpus/tcpdump/bigtcp-ipv6-geneve-ipv6.pcap", DECODES_OTHERWISE),
            entry("corpus/tcpdump/bigtcp-ipv6.pcap", DECODES_OTHERWISE),
            entry("kernel/s09a_syn_rejected_by_tw/client.pcap", GIVES_ALL_TO_THE_LATEST_SYN),
            entry("kernel/s09a_syn_rejected_by_tw/server.pcap", GIVES_ALL_TO_THE_LATEST_SYN),
            entry("kernel/s09c_nat_paws_tw/server.pcap", GIVES_ALL_TO_THE_LATEST_SYN),
            entry("kernel/s35_spoofed_rst/server.pcap", GIVES_ALL_TO_THE_LATEST_SYN),
            entry("lab/closewait_reuse.pcap", GIVES_ALL_TO_THE_LATEST_SYN),
            entry("lab/halfopen.pcap", GIVES_ALL_TO_THE_LATEST_SYN),
            entry("lab/nat_server.pcap", GIVES_ALL_TO_THE_LATEST_SYN),
            entry("lab/rfc5961.pcap", GIVES_ALL_TO_THE_LATEST_SYN),
            entry("lab/tw_fin_rearm.pcap", GIVES_ALL_TO_THE_LATEST_SYN),
            entry("lab/tw_old_seq_raw.pcap", GIVES_ALL_TO_THE_LATEST_SYN),
            entry("lab/tw_old_ts.pcap", GIVES_ALL_TO_THE_LATEST_SYN));

    /**
     * What a file holds; as a line of tshark-streams.tsv.
     *
     * @param starts CRC-32 of the lines "frame stream" of first frames
     * @param all the same of all frames
     */
    private record Streams(long frames, long streams, String starts, String all) {
        private static final Streams NONE = new Streams(0, 0, "00000000", "00000000");
    }

    /** Adds up the ids that a tracker gives to frames. */
    private static final class Ids implements ConnectionListener {
        private final ConnectionTracker tracker = new ConnectionTracker(HostProfiles.linux(), this, Long.MAX_VALUE);
        private final CRC32 starts = new CRC32();
        private final CRC32 all = new CRC32();
        private long frames;
        private long streams;

        static Ids of(Path capture) throws IOException {
            var ids = new Ids();
            ids.tracker.watch((connection, s, fromA) -> ids.add(connection.id(), s.frame));
            try {
                CaptureReplay.of(capture, new SegmentFeed(ids.tracker::segment));
            } catch (CaptureException e) {
                assertThat(ids.frames).as("%s: %s", capture, e.getMessage()).isZero();
            }
            return ids;
        }

        private void add(int id, long frame) {
            byte[] line = (frame + " " + id + "\n").getBytes(US_ASCII);
            all.update(line);
            frames++;
            if (id == streams) {
                starts.update(line);
                streams++;
            }
        }

        Streams streams() {
            return new Streams(
                    frames, streams, String.format("%08x", starts.getValue()), String.format("%08x", all.getValue()));
        }

        @Override
        public boolean finished(Connection connection, Ending ending) {
            return true;
        }
    }

    @Test
    void idsAreTsharksStreamsInEveryCapture() throws IOException {
        Path folder = Pcaps.required();
        Map<String, Streams> tshark = ofTshark();
        var unexplained = new TreeMap<String, String>();
        var differing = new TreeSet<String>();
        for (Path capture : Pcaps.all(folder)) {
            String name = folder.relativize(capture).toString().replace('\\', '/');
            Ids ids = Ids.of(capture);
            Streams ours = ids.streams();
            Streams theirs = tshark.getOrDefault(name, Streams.NONE);
            if (!ours.equals(theirs)) {
                differing.add(name);
                Difference reason = DIFFERENCES.get(name);
                if (reason == null || !explains(reason, ids, theirs)) {
                    unexplained.put(name, ours + " but tshark " + theirs);
                }
            }
        }
        assertThat(unexplained).isEmpty();
        assertThat(DIFFERENCES.keySet())
                .filteredOn(name -> Files.exists(folder.resolve(name)))
                .as("explained, but no longer different")
                .containsExactlyInAnyOrderElementsOf(differing);
    }

    private static boolean explains(Difference reason, Ids ids, Streams theirs) {
        Streams ours = ids.streams();
        return switch (reason) {
            case GIVES_ALL_TO_THE_LATEST_SYN ->
                ours.frames == theirs.frames && ours.streams == theirs.streams && ours.starts.equals(theirs.starts);
            case NUMBERS_WHAT_ICMP_QUOTES -> ours.frames == theirs.frames && !ids.tracker.idsEqualTcpStream();
            case LETS_DISSECTORS_BEGIN_STREAMS, FOLLOWS_SOURCE_ROUTES -> ours.frames == theirs.frames;
            case DECODES_OTHERWISE -> ours.frames != theirs.frames;
        };
    }

    private static Map<String, Streams> ofTshark() throws IOException {
        var resource = Objects.requireNonNull(IdsAgreeWithTsharkTest.class.getResourceAsStream("tshark-streams.tsv"));
        try (var lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .collect(toMap(
                            field -> field[0],
                            field ->
                                    new Streams(Long.parseLong(field[1]), Long.parseLong(field[2]), field[3], field[4]),
                            (first, second) -> second,
                            HashMap::new));
        }
    }
}
