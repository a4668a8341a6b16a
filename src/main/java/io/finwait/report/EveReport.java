package io.finwait.report;

import static io.finwait.report.JsonText.encoded;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Suricata's EVE records of type {@code flow}, one per line in order of completion, their fields as {@code output-json-flow.c} has them and
 * in its order. What finwait does not know is left out. The time of a record is that of the connection's last packet, so that the
 * same capture gives the same records. Not thread-safe; does not close its stream.
 */
public final class EveReport implements AnalysisListener {
    private static final byte[] TIMESTAMP = encoded("timestamp");
    private static final byte[] FLOW_ID = encoded("flow_id");
    private static final byte[] EVENT_TYPE = encoded("event_type", "flow");
    private static final byte[] SRC_IP = encoded("src_ip");
    private static final byte[] SRC_PORT = encoded("src_port");
    private static final byte[] DEST_IP = encoded("dest_ip");
    private static final byte[] DEST_PORT = encoded("dest_port");
    private static final byte[] IP_V = encoded("ip_v");
    private static final byte[] PROTO = encoded("proto", "TCP");
    private static final byte[] FLOW = encoded("flow");
    private static final byte[] PKTS_TOSERVER = encoded("pkts_toserver");
    private static final byte[] PKTS_TOCLIENT = encoded("pkts_toclient");
    private static final byte[] BYTES_TOSERVER = encoded("bytes_toserver");
    private static final byte[] BYTES_TOCLIENT = encoded("bytes_toclient");
    private static final byte[] START = encoded("start");
    private static final byte[] END = encoded("end");
    private static final byte[] AGE = encoded("age");
    private static final byte[] STATE = encoded("state");
    private static final byte[] REASON = encoded("reason", "unknown");
    private static final byte[] ALERTED = encoded("alerted");
    private static final byte[] COMMUNITY_ID = encoded("community_id");
    private static final byte[] TCP = encoded("tcp");
    private static final byte[] TCP_FLAGS = encoded("tcp_flags");
    private static final byte[] TCP_FLAGS_TS = encoded("tcp_flags_ts");
    private static final byte[] TCP_FLAGS_TC = encoded("tcp_flags_tc");

    /** Control bits in the order in which Suricata names them. */
    private static final int[] BITS = {
        TcpSegment.SYN,
        TcpSegment.FIN,
        TcpSegment.RST,
        TcpSegment.PSH,
        TcpSegment.ACK_FLAG,
        TcpSegment.URG,
        TcpSegment.ECE,
        TcpSegment.CWR
    };

    private static final byte[][] BIT_NAMES = {
        encoded("syn"),
        encoded("fin"),
        encoded("rst"),
        encoded("psh"),
        encoded("ack"),
        encoded("urg"),
        encoded("ecn"),
        encoded("cwr")
    };

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Flow ids have 51 bits, which programs that read numbers as doubles can hold. */
    private static final long FLOW_ID_MASK = (1L << 51) - 1;

    private final OutputStream out;
    private final Predicate<ConnectionRecord> chosen;
    private final CommunityId communityId = new CommunityId();
    private final JsonText json = new JsonText();

    /**
     * @param out best buffered: octets come in records
     * @param chosen which connections are written
     */
    public EveReport(OutputStream out, Predicate<ConnectionRecord> chosen) {
        this.out = out;
        this.chosen = chosen;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {}

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        if (chosen.test(connection)) {
            json.clear();
            write(connection);
            json.text().append('\n').writeTo(out);
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        out.flush();
    }

    private void write(ConnectionRecord c) {
        json.beginObject();
        instant(TIMESTAMP, c.lastSeenNanos());
        json.number(FLOW_ID, ZeekUid.number(c) & FLOW_ID_MASK);
        json.field(EVENT_TYPE);
        json.plainString(SRC_IP, c.client().ip().toString());
        json.number(SRC_PORT, c.client().port());
        json.plainString(DEST_IP, c.server().ip().toString());
        json.number(DEST_PORT, c.server().port());
        json.number(IP_V, c.client().ip().isV4() ? 4 : 6);
        json.field(PROTO);
        String tcpState = tcpState(c);
        writeFlow(c, tcpState);
        json.plainString(COMMUNITY_ID, communityId.of(c.client(), c.server()));
        writeTcp(c, tcpState);
        json.endObject();
    }

    private void writeFlow(ConnectionRecord c, String tcpState) {
        json.beginObject(FLOW);
        json.number(PKTS_TOSERVER, c.clientTraffic().packets());
        json.number(PKTS_TOCLIENT, c.serverTraffic().packets());
        json.number(BYTES_TOSERVER, c.clientWire().bytes());
        json.number(BYTES_TOCLIENT, c.serverWire().bytes());
        instant(START, c.firstSeenNanos());
        instant(END, c.lastSeenNanos());
        json.number(AGE, seconds(c.lastSeenNanos()) - seconds(c.firstSeenNanos()));
        json.plainString(STATE, flowState(tcpState));
        json.field(REASON);
        json.bool(ALERTED, false);
        json.endObject();
    }

    private static long seconds(long nanos) {
        return Math.floorDiv(nanos, NANOS_PER_SECOND);
    }

    private void writeTcp(ConnectionRecord c, String tcpState) {
        int client = c.clientWire().controlBits();
        int server = c.serverWire().controlBits();
        json.beginObject(TCP);
        hex(TCP_FLAGS, client | server);
        hex(TCP_FLAGS_TS, client);
        hex(TCP_FLAGS_TC, server);
        for (int i = 0; i < BITS.length; i++) {
            if (((client | server) & BITS[i]) != 0) {
                json.bool(BIT_NAMES[i], true);
            }
        }
        json.plainString(STATE, tcpState);
        json.endObject();
    }

    /** The one state that Suricata gives a connection: the server's, and closed after the last ACK or a RST. */
    private static String tcpState(ConnectionRecord c) {
        CloseKind kind = c.close().kind();
        if (c.close().completed() || kind == CloseKind.RST || kind == CloseKind.REFUSED) {
            return TcpState.CLOSED.name().toLowerCase(Locale.ROOT);
        }
        TcpState server = lastState(c, Role.SERVER);
        return server == null ? asTheClientShows(c) : server.linux().toLowerCase(Locale.ROOT);
    }

    /** Of a server that was not seen to send anything. */
    private static String asTheClientShows(ConnectionRecord c) {
        TcpState client = lastState(c, Role.CLIENT);
        if (client == null) {
            return "none";
        }
        return switch (client) {
            case SYN_SENT -> "syn_sent";
            case ESTABLISHED -> "established";
            default -> "close_wait";
        };
    }

    /** The last state that a segment speaks of: none says that a timer gave up. */
    private static @Nullable TcpState lastState(ConnectionRecord c, Role role) {
        TcpState last = null;
        for (StateInterval interval : c.states(role)) {
            if (interval.state() != TcpState.CLOSED) {
                last = interval.state();
            }
        }
        return last;
    }

    /** What StreamTcpPacketSetState makes of it. */
    private static String flowState(String tcpState) {
        return switch (tcpState) {
            case "none", "listen", "syn_sent", "syn_recv" -> "new";
            case "last_ack", "time_wait", "closed" -> "closed";
            default -> "established";
        };
    }

    private void hex(byte[] name, int bits) {
        json.plainString(name, Integer.toHexString(0x100 | bits).substring(1));
    }

    private void instant(byte[] name, long epochNanos) {
        json.name(name);
        json.text().append('"').appendInstantAndZone(epochNanos).append('"');
    }
}
