package io.finwait.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 10.0.0.1, false",
        "::/0, ffff::1, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.1/32, 192.0.2.1, true",
        "fd77::/64, fd77::1:2:3:4, true",
        "fd77::/64, fd77:0:0:1::, false",
        "fd77::/63, fd77:0:0:1::, true",
        "fd77::/65, fd77::7fff:0:0:1, true",
        "fd77::/65, fd77::8000:0:0:1, false",
        "fd77::1/128, fd77::1, true",
        "fd77::1, fd77::2, false"
    })
    void networkContainsTheAddressesWithItsPrefix(String network, String address, boolean expected) {
        assertThat(IpNetwork.parse(network).contains(IpAddress.parse(address))).isEqualTo(expected);
    }

    @Test
    void singleAddressHasItsWholeLengthAsPrefix() {
        assertThat(IpNetwork.parse("10.0.0.1").prefixBits()).isEqualTo(32);
        assertThat(IpNetwork.parse("::1").prefixBits()).isEqualTo(128);
        assertThat(IpNetwork.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/x",
                "::/129",
                "/8",
                "10/8",
                "net/8",
                "10.0.0.0/8/8"
            })
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> IpNetwork.parse(text));
    }
}
