package io.finwait.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.flow.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pseudonyms here are addresses with all their bits flipped: their order is that of the originals, turned round. */
class AnonymousSampleTest {
    private static final String HEADING = "  sl  local_address rem_address   st tx_queue rx_queue\n";

    @TempDir
    private Path folder;

    private static IpAddress flipped(IpAddress ip) {
        return ip.isV4() ? IpAddress.ofV4(~(int) ip.low()) : new IpAddress(~ip.high(), ~ip.low());
    }

    private HostSample anonymous(String table) throws IOException {
        write("net/tcp", HEADING + table);
        return HostSample.read(ProcTree.ofCopy(folder), true).anonymous(AnonymousSampleTest::flipped);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static String socket(String local, String peer, String state, int inode) {
        return "   0: " + local + " " + peer + " " + state + " 00000000:00000000 00:00000000 00000000     0        0 "
                + inode + " 1\n";
    }

    @Test
    void whatIsOfTheSameSizeIsInTheOrderOfPseudonyms() throws IOException {
        write("sys/net/ipv4/ip_local_port_range", "32768 60999");
        String table =
                socket("0100000A:0050", "0100000A:9C40", "01", 0) + socket("0200000A:0050", "0200000A:9C40", "01", 0);

        HostSample sample = anonymous(table);

        assertThat(sample.sockets().peers())
                .extracting(peer -> peer.ip().toString())
                .containsExactly("245.255.255.253", "245.255.255.254");
        assertThat(sample.sockets().services())
                .extracting(group -> group.service().toString())
                .containsExactly("245.255.255.253:80", "245.255.255.254:80");
    }

    @Test
    void loopbackIsStillKnownToBeIt() throws IOException {
        write("sys/net/ipv4/ip_local_port_range", "40000 40000");
        write("sys/net/ipv4/tcp_tw_reuse", "2");
        write("sys/net/ipv4/tcp_timestamps", "1");

        HostSample sample = anonymous(socket("0100007F:9C40", "0100007F:0050", "06", 0));

        assertThat(HostNotes.of(sample))
                .singleElement()
                .extracting(HostNote::text)
                .asString()
                .contains("from 128.255.255.254 to 128.255.255.254:80; 1 of these")
                .contains("connect() may take a port in TIME_WAIT over");
    }

    @Test
    void neitherTheNameOfTheHostNorThatOfTheFolderIsTold() throws IOException {
        write("sys/kernel/hostname", "secret-host\n");
        write("sys/net/ipv4", "a file where a folder should be");

        HostSample sample = anonymous("");

        assertThat(sample.name()).isEmpty();
        assertThat(sample.missing())
                .extracting(Missing::file)
                .contains("/proc/net/tcp6", "/proc/sys/net/ipv4/tcp_fin_timeout")
                .noneMatch(file -> file.contains(folder.toString()));
        assertThat(sample.missing()).extracting(Missing::why).noneMatch(why -> why.contains(folder.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, nginx",
        "python3.11, python3.11",
        "kworker/0:1, kworker/0:1",
        "redis-server *:, redis-server *:",
        "10.1.2.3, (not told)",
        "tunnel 10.20.30, (not told)",
        "to 192.168.1., (not told)",
        "ip-10-1-2-3, (not told)",
        "fd00::1, (not told)",
        "[2001:db8:7, (not told)"
    })
    void aProgramKeepsItsNameUnlessThatMayBeAnAddress(String name, String told) throws IOException {
        write("7/comm", name + "\n");
        Files.createDirectories(folder.resolve("7/fd"));
        Files.createSymbolicLink(folder.resolve("7/fd/3"), Path.of("socket:[99]"));

        HostSample sample = anonymous(socket("00000000:0050", "00000000:0000", "0A", 99));

        assertThat(sample.sockets().services().get(0).owners()).isEqualTo(List.of(new Owner(told, 7, 1, 1, 0)));
    }
}
