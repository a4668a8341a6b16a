package io.finwait.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymsTest {
    private static final byte[] KEY = new byte[Pseudonyms.KEY_BYTES];
    private static final IpAddress V4 = IpAddress.parse("10.77.0.1");
    private static final IpAddress V6 = IpAddress.parse("fd77::1");

    private final Pseudonyms pseudonyms = new Pseudonyms(KEY);

    @Test
    void theSameKeyGivesTheSamePseudonyms() {
        var again = new Pseudonyms(KEY);

        assertThat(again.of(V4)).isEqualTo(pseudonyms.of(V4));
        assertThat(again.of(V6)).isEqualTo(pseudonyms.of(V6));
        assertThat(again.ofMac(0x0200_0A4D_0001L)).isEqualTo(pseudonyms.ofMac(0x0200_0A4D_0001L));
    }

    @Test
    void aRandomKeyIsAnotherOneEachTime() {
        assertThat(Pseudonyms.ofRandomKey().of(V6))
                .isNotEqualTo(Pseudonyms.ofRandomKey().of(V6));
    }

    @Test
    void portsAreKept() {
        assertThat(pseudonyms.of(new HostPort(V4, 80)).port()).isEqualTo(80);
        assertThat(pseudonyms.original(pseudonyms.of(new HostPort(V6, 80)))).isEqualTo(new HostPort(V6, 80));
    }

    @Test
    void manyAddressesAreAnsweredAsFewAre() {
        IpAddress first = pseudonyms.of(V4);
        for (int i = 0; i < 70_000; i++) {
            pseudonyms.of(IpAddress.ofV4(i));
        }

        assertThat(pseudonyms.of(V4)).isEqualTo(first);
    }

    @Test
    void aMacAddressBecomesALocallyAdministeredOneOfItsKind() {
        long host = pseudonyms.ofMac(0x001B_21AA_BBCCL);
        long group = pseudonyms.ofMac(0x0100_5E00_0001L);

        assertThat(host >>> 40).isEqualTo(0x02);
        assertThat(group >>> 40).isEqualTo(0x03);
        assertThat(host & 0xFF_FFFF_FFFFL).isNotEqualTo(0x1B_21AA_BBCCL);
        assertThat(pseudonyms.ofMac(0x001B_21AA_BBCDL)).isNotEqualTo(host);
    }

    @Test
    void sentencesNamePseudonyms() {
        String ends = pseudonyms.of(new HostPort(V4, 80)) + ", " + pseudonyms.of(new HostPort(V6, 443)) + ", "
                + pseudonyms.of(V6);

        assertThat(pseudonyms.in("10.77.0.1:80, [fd77::1]:443, fd77::1")).isEqualTo(ends);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The host fd77::1: its 3 sockets",
                "from 10.77.0.1.",
                "(10.77.0.1)",
                "\"10.77.0.1\"",
                "10.77.0.1 → [fd77::1]:80",
                "clients of fd77::1, and 10.77.0.1's",
                "10.77.0.1/24"
            })
    void whateverStandsAroundAnAddressIsKept(String sentence) {
        String expected = sentence.replace(V4.toString(), pseudonyms.of(V4).toString())
                .replace(V6.toString(), pseudonyms.of(V6).toString());

        assertThat(pseudonyms.in(sentence)).isEqualTo(expected).isNotEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at 08:18:01, and 2026-11-22 08:17:44.040428Z",
                "1.2.3 and 1,234.567 and 300.1.2.3 ms",
                "close: a fade:d d:",
                "frames 1, 2; #3: 4",
                "1 m 02 s"
            })
    void whatIsNoAddressIsKept(String sentence) {
        assertThat(pseudonyms.in(sentence)).isEqualTo(sentence);
    }
}
