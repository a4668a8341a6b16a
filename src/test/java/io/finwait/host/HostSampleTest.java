package io.finwait.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.host.HostNote.Kind;
import io.finwait.lifecycle.HostProfile;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSampleTest {
    private static final String HEADING =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    private Path folder;

    private static SocketGroup service(HostSample sample, String ip, int port) {
        return sample.sockets().services().stream()
                .filter(group -> group.service().equals(new HostPort(IpAddress.parse(ip), port)))
                .findFirst()
                .orElseThrow();
    }

    private HostSample sampleOf(String table) throws IOException {
        Files.createDirectories(folder.resolve("net"));
        Files.writeString(folder.resolve("net/tcp"), HEADING + table);
        Files.createDirectories(folder.resolve("sys/net/ipv4"));
        Files.writeString(folder.resolve("sys/net/ipv4/ip_local_port_range"), "32768\t60999\n");
        return HostSample.read(ProcTree.ofCopy(folder), true);
    }

    @Test
    void statesAreCountedAsSsCountedThem() throws IOException {
        StateCounts counts = SavedProc.leakyServer().sockets().counts();

        assertThat(SavedProc.ssOfLeakyServer())
                .isEqualTo(Map.of(
                        "LISTEN", counts.count(TcpState.LISTEN),
                        "ESTAB", counts.count(TcpState.ESTABLISHED),
                        "CLOSE-WAIT", counts.count(TcpState.CLOSE_WAIT),
                        "TIME-WAIT", counts.count(TcpState.TIME_WAIT)));
    }

    @Test
    void aListenerForBothFamiliesHasTheConnectionsOfBoth() throws IOException {
        SocketGroup leak = service(SavedProc.leakyServer(), "::", 8001);

        assertThat(leak.counts().count(TcpState.CLOSE_WAIT)).isEqualTo(26);
        assertThat(leak.counts().count(TcpState.ESTABLISHED)).isEqualTo(3);
        assertThat(leak.unaccepted()).isZero();
    }

    @Test
    void whatWaitsToBeAcceptedIsWhatSsShowsAsRecvQ() throws IOException {
        SocketGroup slow = service(SavedProc.leakyServer(), "::", 8002);

        assertThat(slow.backlog()).isEqualTo(6);
        assertThat(slow.unaccepted()).isEqualTo(6);
        assertThat(slow.isListening()).isTrue();
    }

    @Test
    void portsInUseTowardsAServiceAreCountedAgainstTheRangeWithoutReservedOnes() throws IOException {
        HostSample sample = SavedProc.leakyServer();
        SocketGroup call = sample.sockets().destinations().get(0);
        PortRange range = Objects.requireNonNull(sample.ports());

        assertThat(call.service()).hasToString("10.99.0.1:9000");
        assertThat(call.from()).hasToString("10.99.0.2");
        assertThat(call.portsInUse()).isEqualTo(45);
        assertThat(range).hasToString("40000-40059");
        assertThat(range.usable()).isEqualTo(50);
    }

    @Test
    void theProgramThatHoldsSocketsIsFoundByItsDescriptors() throws IOException {
        assertThat(service(SavedProc.leakyServer(), "::", 8001).owners())
                .containsExactly(new Owner("leak\u001b[31my", 20753, 1, 30, 26));
    }

    @Test
    void peersAndOwnAddressesAreSummedUp() throws IOException {
        HostSample sample = SavedProc.leakyServer();

        assertThat(sample.sockets().peers())
                .extracting(peer -> peer.ip().toString())
                .containsExactly("10.99.0.1", "fd99::1");
        assertThat(sample.sockets().peers().get(0).counts().count(TcpState.TIME_WAIT))
                .isEqualTo(75);
        assertThat(sample.sockets().locals())
                .extracting(peer -> peer.ip().toString())
                .containsExactly("10.99.0.2", "fd99::2");
        assertThat(sample.addresses())
                .extracting(IpAddress::toString)
                .contains("10.99.0.2", "127.0.0.1", "fd99::2", "::1")
                .doesNotContain("10.99.0.255", "127.0.0.0");
    }

    @Test
    void countersHaveTheNamesThatNstatGivesThem() throws IOException {
        HostSample sample = SavedProc.leakyServer();

        assertThat(sample.counter("TcpExtListenOverflows")).isEqualTo(3);
        assertThat(sample.counter("TcpExtTW")).isEqualTo(75);
        assertThat(sample.counter("TcpActiveOpens")).isEqualTo(45);
        assertThat(sample.counters()).doesNotContainKey("IpExtInOctets");
        assertThat(sample.gauge(Gauge.TW)).isEqualTo(75);
    }

    @Test
    void notesSayWhatTheNumbersShow() throws IOException {
        List<HostNote> notes = HostNotes.of(SavedProc.leakyServer());

        assertThat(notes)
                .extracting(HostNote::kind)
                .containsExactly(Kind.PORTS_RUNNING_OUT, Kind.LISTEN_OVERFLOWS, Kind.CONNECTIONS_WAIT, Kind.CLOSE_WAIT);
        assertThat(notes.get(0).text())
                .startsWith(
                        "45 of the 50 local ports that connect() may pick (ip_local_port_range 40000-40059) are in use"
                                + " from 10.99.0.2 to 10.99.0.1:9000; 45 of these sockets are in TIME_WAIT. 5 at most are left, and a"
                                + " port in TIME_WAIT is taken for 60 s (tcp_tw_reuse is 2, for loopback only).");
        assertThat(notes.get(3).text()).contains("(process 20753) holds 26");
    }

    @Test
    void settingsOfTheHostAloneAreNamedAsNotRead() throws IOException {
        assertThat(SavedProc.leakyServer().missing())
                .extracting(missing -> Path.of(missing.file()).getFileName() + ": " + missing.why())
                .containsExactly("tcp_max_orphans: not there", "tcp_mem: not there");
    }

    @Test
    void theProfileHasThePortsAndTheTimeOutThatWereRead() throws IOException {
        HostProfile profile = Objects.requireNonNull(SavedProc.leakyServer().profile());

        assertThat(profile.firstEphemeralPort()).isEqualTo(40_000);
        assertThat(profile.lastEphemeralPort()).isEqualTo(40_059);
        assertThat(profile.finWait2Nanos()).isEqualTo(60_000_000_000L);
    }

    @Test
    void aHostWithoutSocketsHasNoNotes() throws IOException {
        HostSample sample = sampleOf("");

        assertThat(sample.sockets().counts().total()).isZero();
        assertThat(HostNotes.of(sample)).isEmpty();
        assertThat(sample.missing())
                .extracting(missing -> Path.of(missing.file()).getFileName().toString())
                .contains("tcp6", "netstat", "snmp", "sockstat");
    }

    @Test
    void aLocalPortOutsideTheRangeThatNobodyListensOnIsAServiceThatIsGone() throws IOException {
        HostSample sample = sampleOf(
                "   0: 0100007F:1F90 0100007F:C000 06 00000000:00000000 03:0000176F 00000000     0        0 0 3 0000000000000000\n");

        SocketGroup gone = service(sample, "127.0.0.1", 8080);
        assertThat(gone.isListening()).isFalse();
        assertThat(gone.counts().count(TcpState.TIME_WAIT)).isEqualTo(1);
        assertThat(sample.sockets().destinations()).isEmpty();
    }

    @Test
    void linesThatAreNoSocketsAreCountedAndLeftOut() throws IOException {
        String whole =
                "   0: 0100007F:C001 0100007F:0050 01 00000000:00000000 00:00000000 00000000     0        0 77 1 0000000000000000";
        HostSample sample = sampleOf(whole + "\n" + "nonsense\n" + whole.replace(" 01 ", " 0F ") + "\n"
                + "\u0000".repeat(300_000) + "\n" + whole.substring(0, 60) + "\n" + whole);

        assertThat(sample.sockets().counts().total()).isEqualTo(2);
        assertThat(sample.sockets().strange()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void morePeersThanAreToldApartAreStillCounted() throws IOException {
        var table = new StringBuilder();
        for (int i = 0; i < 21_000; i++) {
            table.append(String.format(
                    "%4d: 0100007F:C001 %08X:0050 06 00000000:00000000 03:00000000 00000000     0        0 0 3 0%n",
                    i, 0x0A000000 + i));
        }
        HostSockets sockets = sampleOf(table.toString()).sockets();

        assertThat(sockets.counts().count(TcpState.TIME_WAIT)).isEqualTo(21_000);
        assertThat(sockets.peers()).hasSize(20_000);
        assertThat(sockets.notTold()).isEqualTo(1_000);
    }

    @Test
    void withoutTablesThereIsNoSample() {
        assertThatThrownBy(() -> HostSample.read(ProcTree.ofCopy(folder.resolve("nowhere")), true))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("net/tcp: not there");
    }

    @Test
    void addressesAreReadInTheOrderOfTheMachine() {
        byte[] line = "   0: 0100007F:0016 0000000000000000FFFF00000200630A:C001 01 00000000:00000000 00:0 0 0 0 5 1"
                .getBytes(StandardCharsets.US_ASCII);
        SocketLine socket = Objects.requireNonNull(SocketLine.parse(line, 0, line.length));

        assertThat(socket.local()).hasToString("127.0.0.1:22");
        assertThat(socket.peer()).hasToString("10.99.0.2:49153");
    }
}
