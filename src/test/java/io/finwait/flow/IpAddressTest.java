package io.finwait.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.finwait.decode.TcpSegment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.0.0.1", "127.0.0.1", "192.168.255.254", "255.255.255.255"})
    void dottedQuadsAreReadAndPrintedAlike(String text) {
        IpAddress address = IpAddress.parse(text);

        assertThat(address).hasToString(text);
        assertThat(address.isV4()).isTrue();
        assertThat(address.bits()).isEqualTo(32);
        assertThat(address.high()).isEqualTo(TcpSegment.IPV4_MARK);
        assertThat(address.low()).isBetween(0L, 0xFFFF_FFFFL);
    }

    /** The rules and examples of RFC 5952 §4. */
    @ParameterizedTest
    @CsvSource({
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:DB8:AAAA:BBBB:CCCC:DDDD:EEEE:FFFF, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "0:0:1:0:0:0:0:0, 0:0:1::",
        "fe80:0:0:0:1:2:3:4, fe80::1:2:3:4",
        "0:1:2:3:4:5:6:7, 0:1:2:3:4:5:6:7"
    })
    void ipv6IsPrintedAsRfc5952Recommends(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(text));
        assertThat(IpAddress.parse(text).bits()).isEqualTo(128);
    }

    @Test
    void whatIsPrintedIsReadBackAsTheSameAddress() throws UnknownHostException {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            long high = random.nextLong() & sparse(random);
            long low = random.nextLong() & sparse(random);
            if (high == 0 && low >>> 32 == 0xFFFF) {
                continue; // IPv4-mapped, which Java reads as IPv4
            }
            var address = new IpAddress(high, low);

            assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
            assertThat(InetAddress.getByName(address.toString()).getAddress()).hasSize(16);
        }
    }

    /** Keeps some of the eight-bit groups of a number, so that runs of zero groups occur. */
    private static long sparse(Random random) {
        long mask = 0;
        for (int i = 0; i < 4; i++) {
            mask = mask << 16 | (random.nextInt(3) == 0 ? 0xFFFF : random.nextInt(2) * 0xFF);
        }
        return mask;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.0.0",
                "10.0.0.0.0",
                "10.0.0.256",
                "10.0.0.-1",
                "10..0.1",
                "10.0.0.1.",
                ".1.2.3.4",
                "1.2.3.",
                "a.b.c.d",
                "dead.beef.ca.fe",
                "0x7f.0.0.1",
                "localhost",
                "example.org",
                "10.0.0.1:80",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                ".::1",
                "fe80::1%eth0",
                "[::1]",
                " 10.0.0.1"
            })
    void whatIsNoAddressIsRefusedAndNoNameIsLookedUp(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse(text))
                .withMessageContaining("not an IP address: " + text);
    }

    @Test
    void orderIsNumericAndIpv4ComesFirst() {
        assertThat(new String[] {"ffff::", "10.0.0.2", "::1", "200.0.0.1", "10.0.0.10", "8000::"})
                .extracting(IpAddress::parse)
                .satisfies(all -> assertThat(all.stream().sorted().map(IpAddress::toString))
                        .containsExactly("10.0.0.2", "10.0.0.10", "200.0.0.1", "::1", "8000::", "ffff::"));
    }

    @Test
    void addressWithPortHasBracketsAroundIpv6() {
        assertThat(new HostPort(IpAddress.parse("10.0.0.1"), 80)).hasToString("10.0.0.1:80");
        assertThat(new HostPort(IpAddress.parse("2001:db8::1"), 65535)).hasToString("[2001:db8::1]:65535");
    }

    @Test
    void addressOfANumberIsUnsigned() {
        assertThat(IpAddress.ofV4(0xC0A8_0001)).isEqualTo(IpAddress.parse("192.168.0.1"));
    }
}
