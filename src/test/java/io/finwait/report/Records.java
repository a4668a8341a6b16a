package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.GivenUp;
import io.finwait.analysis.Sight;
import io.finwait.analysis.Summary;
import io.finwait.analysis.Summary.Distribution;
import io.finwait.analysis.Summary.HostPeak;
import io.finwait.analysis.Summary.Measure;
import io.finwait.analysis.Summary.Service;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.CaptureFormat;
import io.finwait.capture.Damage;
import io.finwait.decode.DecodeCounters;
import io.finwait.finding.Findings;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.RoleBasis;
import io.finwait.lifecycle.StateEnd;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.TimeWait;
import io.finwait.lifecycle.Visibility;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hand-made connections and results for tests of reports. */
final class Records {
    /** 2026-11-22T08:17:44.040428Z. */
    static final long T0 = 1_795_335_464_040_428_000L;

    static final long MICRO = 1_000;
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000_000_000;
    private static final ConnectionRecord.Timers IDLE =
            new ConnectionRecord.Timers(false, false, ConnectionRecord.Probing.NONE, ConnectionRecord.Probing.NONE);

    static final HostPort SERVER = end("10.77.0.2", 80);

    private Records() {}

    static HostPort end(String ip, int port) {
        return new HostPort(IpAddress.parse(ip), port);
    }

    /** The server closes first, 0.26 ms after the SYN; its TIME_WAIT is cut by the end of the capture. */
    static ConnectionRecord serverCloses(int id) {
        return serverCloses(id, end("10.77.0.1", 39_380 + id), SERVER);
    }

    static ConnectionRecord serverCloses(int id, HostPort client, HostPort server) {
        return serverCloses(id, client, server, new ConnectionRecord.Zeek("SF", "ShADadFf", Role.CLIENT));
    }

    static ConnectionRecord serverCloses(int id, HostPort client, HostPort server, ConnectionRecord.Zeek zeek) {
        long t = T0 + id * MILLI;
        return new ConnectionRecord(
                id,
                true,
                client,
                server,
                RoleBasis.SYN,
                t,
                t + 265 * MICRO,
                21 + 10L * id,
                29 + 10L * id,
                new ConnectionRecord.Handshake(true, 4 * MICRO, 6 * MICRO, 0, 0),
                new ConnectionRecord.Close(
                        CloseKind.FIN, ActiveCloser.SERVER, null, null, true, 26 + 10L * id, (78L + id) * MICRO),
                List.of(
                        state(TcpState.SYN_SENT, t, 4 * MICRO),
                        state(TcpState.ESTABLISHED, t + 4 * MICRO, 183 * MICRO),
                        state(TcpState.CLOSE_WAIT, t + 187 * MICRO, 75 * MICRO),
                        state(TcpState.LAST_ACK, t + 262 * MICRO, 3 * MICRO),
                        new StateInterval(TcpState.CLOSED, t + 265 * MICRO, -1, StateEnd.OBSERVED, true)),
                List.of(
                        state(TcpState.SYN_RECEIVED, t + 4 * MICRO, 6 * MICRO),
                        new StateInterval(TcpState.ESTABLISHED, t + 10 * MICRO, 177 * MICRO, StateEnd.OBSERVED, false),
                        state(TcpState.FIN_WAIT_1, t + 187 * MICRO, 3 * MICRO),
                        state(TcpState.FIN_WAIT_2, t + 190 * MICRO, 72 * MICRO),
                        new StateInterval(
                                TcpState.TIME_WAIT, t + 262 * MICRO, 1_204_200 * MICRO, StateEnd.CAPTURE_END, false)),
                List.of(new TimeWait(
                        Role.SERVER,
                        t + 262 * MICRO,
                        t + 262 * MICRO,
                        0,
                        1_204_200 * MICRO,
                        60 * SECOND,
                        TimeWait.End.CAPTURE_END,
                        -1)),
                new ConnectionRecord.Traffic(5, 44, 0, 0),
                new ConnectionRecord.Traffic(4, 148, 0, 0),
                1,
                IDLE,
                new ConnectionRecord.Wire(374, 0x1B),
                new ConnectionRecord.Wire(412, 0x1B),
                zeek,
                Set.of());
    }

    /** Taken up in the middle and ended by the client's RST; addresses instead of tcp.stream. */
    static ConnectionRecord resetMidway(int id) {
        return new ConnectionRecord(
                id,
                false,
                end("2001:db8:85a3:8d3:1319:8a2e:370:7348", 50_000),
                end("2001:db8:85a3:8d3:1319:8a2e:370:7344", 443),
                RoleBasis.PORT,
                T0,
                T0 + 62 * SECOND,
                3,
                900,
                new ConnectionRecord.Handshake(false, -1, -1, 0, 0),
                new ConnectionRecord.Close(CloseKind.RST, ActiveCloser.CLIENT, null, Role.CLIENT, true, -1, 0),
                List.of(
                        new StateInterval(TcpState.ESTABLISHED, T0, 62 * SECOND, StateEnd.OBSERVED, true),
                        new StateInterval(TcpState.CLOSED, T0 + 62 * SECOND, -1, StateEnd.OBSERVED, false)),
                List.of(),
                List.of(),
                new ConnectionRecord.Traffic(100, 1_234_567, 3, 0),
                new ConnectionRecord.Traffic(90, 0, 0, 0),
                1,
                IDLE,
                new ConnectionRecord.Wire(1_240_000, 0x1C),
                new ConnectionRecord.Wire(6_000, 0x10),
                new ConnectionRecord.Zeek("OTH", "", Role.CLIENT),
                Set.of(Visibility.NO_HANDSHAKE));
    }

    /** One SYN, and nothing after it. */
    static ConnectionRecord ofOneSyn(int id) {
        return unanswered(id, T0 + 123);
    }

    /** A SYN that nobody answered. */
    static ConnectionRecord unanswered(int id) {
        return unanswered(id, T0 + 7 * SECOND);
    }

    private static ConnectionRecord unanswered(int id, long lastNanos) {
        return new ConnectionRecord(
                id,
                true,
                end("10.77.0.1", 40_000),
                end("10.77.0.9", 81),
                RoleBasis.SYN,
                T0 + 123,
                lastNanos,
                1,
                8,
                new ConnectionRecord.Handshake(false, -1, -1, 3, 0),
                new ConnectionRecord.Close(CloseKind.UNANSWERED, ActiveCloser.NONE, null, null, false, -1, -1),
                List.of(new StateInterval(TcpState.SYN_SENT, T0 + 123, 7 * SECOND, StateEnd.CAPTURE_END, false)),
                List.of(),
                List.of(),
                new ConnectionRecord.Traffic(4, 0, 0, 0),
                new ConnectionRecord.Traffic(0, 0, 0, 0),
                0,
                IDLE,
                new ConnectionRecord.Wire(296, 0xC2),
                new ConnectionRecord.Wire(0, 0),
                new ConnectionRecord.Zeek("S0", "S", Role.CLIENT),
                Set.of());
    }

    private static StateInterval state(TcpState state, long enterNanos, long durationNanos) {
        return new StateInterval(state, enterNanos, durationNanos, StateEnd.OBSERVED, false);
    }

    static AnalysisContext context() {
        return new AnalysisContext(List.of("incident.pcap"), null, false, true, null, "0.1.0");
    }

    static CaptureFile file(String name, @Nullable Damage damage) {
        return new CaptureFile(
                name,
                CaptureFormat.PCAP,
                null,
                List.of(1),
                96,
                false,
                548_351,
                40_000_000,
                T0,
                T0 + 30 * SECOND,
                0,
                0,
                -1,
                damage);
    }

    /** 548,342 connections, nearly all closed first by the server. */
    static AnalysisResult incident(@Nullable Damage damage) {
        var kinds = new EnumMap<>(Map.of(CloseKind.FIN, 548_331L, CloseKind.RST, 11L));
        var closers = new EnumMap<>(Map.of(ActiveCloser.SERVER, 548_331L, ActiveCloser.CLIENT, 11L));
        var summary = new Summary(
                548_342,
                filled(kinds, CloseKind.values()),
                filled(closers, ActiveCloser.values()),
                List.of(
                        new Distribution(Measure.HANDSHAKE, null, 548_342, 12_000, 310_000, 920_000, 6_020_000),
                        new Distribution(
                                Measure.FIN_WAIT_1, Role.SERVER, 548_331, 3_000, 75_000, 1_500_000, 62 * SECOND)),
                List.of(new Service(SERVER, 548_342, 548_331, 11, 0, 63_976, 0, 105_000_000, T0, T0 + 30 * SECOND)),
                0,
                List.of(new HostPeak(SERVER.ip(), 63_976, T0 + 28 * SECOND)),
                new Sight(0, 0, 0, 0, 0, 0),
                Map.of());
        return new AnalysisResult(
                List.of(file("incident.pcap", damage)),
                io.finwait.decode.DecodeCountersFixture.of(5_483_895, 5_483_895),
                T0,
                T0 + 30_070 * MILLI,
                summary,
                Findings.NONE,
                true,
                GivenUp.NONE,
                0);
    }

    /** The same with something found. */
    static AnalysisResult with(AnalysisResult result, Findings findings) {
        return new AnalysisResult(
                result.files(),
                result.decoded(),
                result.firstNanos(),
                result.lastNanos(),
                result.summary(),
                findings,
                result.idsEqualTcpStream(),
                result.evicted(),
                0);
    }

    /** A capture without a connection. */
    static AnalysisResult empty(long frames, @Nullable Damage damage) {
        var summary = new Summary(
                0,
                filled(new EnumMap<>(CloseKind.class), CloseKind.values()),
                filled(new EnumMap<>(ActiveCloser.class), ActiveCloser.values()),
                List.of(),
                List.of(),
                0,
                List.of(),
                new Sight(0, 0, 0, 0, 0, 0),
                Map.of());
        DecodeCounters counters = io.finwait.decode.DecodeCountersFixture.of(frames, 0);
        return new AnalysisResult(
                List.of(file("x.pcap", damage)),
                counters,
                T0,
                T0 + SECOND,
                summary,
                Findings.NONE,
                true,
                GivenUp.NONE,
                0);
    }

    private static <E extends Enum<E>> Map<E, Long> filled(EnumMap<E, Long> counts, E[] all) {
        for (E constant : all) {
            counts.putIfAbsent(constant, 0L);
        }
        return counts;
    }

    /** Tells a report of {@code connections}, in their order, and of {@code result}. */
    static void tell(AnalysisListener report, List<ConnectionRecord> connections, AnalysisResult result)
            throws IOException {
        report.begin(context(), result.files());
        for (ConnectionRecord connection : connections) {
            report.connection(connection, List.of());
        }
        report.end(result);
    }
}
