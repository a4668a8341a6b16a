package io.finwait.decode;

import static io.finwait.decode.PayloadHint.CONNECTION_CLOSE;
import static io.finwait.decode.PayloadHint.CONNECTION_KEEP_ALIVE;
import static io.finwait.decode.PayloadHint.HEADER_CUT;
import static io.finwait.decode.PayloadHint.HTTP_1_0;
import static io.finwait.decode.PayloadHint.HTTP_REQUEST;
import static io.finwait.decode.PayloadHint.HTTP_RESPONSE;
import static io.finwait.decode.PayloadHint.QUIT;
import static io.finwait.decode.PayloadHint.TLS;
import static io.finwait.decode.PayloadHint.TLS_ALERT;
import static io.finwait.testing.Frames.concat;
import static io.finwait.testing.Frames.hex;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.CapturedFrame;
import io.finwait.testing.Frames;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadHintsTest {
    private static final int HEADERS = 14 + 20 + 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /x HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
                "CONNECT a:443 HTTP/1.1\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\n\r\n",
                "PATCH http://a/ HTTP/1.1\n\n"
            })
    void requestWithItsWholeHeaderIsOne(String text) {
        assertThat(hints(text)).isEqualTo(HTTP_REQUEST);
    }

    @Test
    void statusLineIsAResponse() {
        assertThat(hints("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).isEqualTo(HTTP_RESPONSE);
        assertThat(hints("HTTP/1.1 204 \r\n\r\n")).isEqualTo(HTTP_RESPONSE);
    }

    @Test
    void version10IsTold() {
        assertThat(hints("GET / HTTP/1.0\r\n\r\n")).isEqualTo(HTTP_REQUEST | HTTP_1_0);
        assertThat(hints("HTTP/1.0 200 OK\r\n\r\n")).isEqualTo(HTTP_RESPONSE | HTTP_1_0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS rtsp://a RTSP/1.0\r\nCSeq: 1\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\n\r\n",
                "GET key\r\n",
                "GET /\r\n", // HTTP/0.9 does not keep connections
                "GET / HTTP/2.0\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "get / HTTP/1.1\r\n\r\n",
                "GETS / HTTP/1.1\r\n\r\n",
                "GET xHTTP/1.1\r\n\r\n",
                "GET HTTP/1.1\r\n\r\n",
                "HTTP/1.1200 OK\r\n\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "PASS HTTP/1.1 \r\n",
                "DATA\r\n",
                "TRAILER HTTP/1.1\r\n"
            })
    void whatOnlyLooksAlikeIsNoHttp(String text) {
        assertThat(hints(text)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close",
                "connection:close",
                "CONNECTION: \tClose ",
                "Connection: upgrade, close",
                "Connection: close,TE",
                "A: b\r\nConnection: close"
            })
    void connectionCloseIsFoundHoweverItIsWritten(String field) {
        assertThat(hints("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\n")).isEqualTo(HTTP_RESPONSE | CONNECTION_CLOSE);
        assertThat(hints("GET / HTTP/1.0\n" + field.replace("\r", "") + "\nX: y\n\n"))
                .isEqualTo(HTTP_REQUEST | HTTP_1_0 | CONNECTION_CLOSE);
    }

    @Test
    void keepAliveIsFoundAndSoAreBoth() {
        assertThat(hints("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"))
                .isEqualTo(HTTP_REQUEST | HTTP_1_0 | CONNECTION_KEEP_ALIVE);
        assertThat(hints("GET / HTTP/1.1\r\nConnection: keep-alive, close\r\n\r\n"))
                .isEqualTo(HTTP_REQUEST | CONNECTION_KEEP_ALIVE | CONNECTION_CLOSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Connection: close",
                "Proxy-Connection: close",
                "Connection: closed",
                "Connection: not close",
                "Connection: \"close\"",
                "Connection : close",
                "Connection:",
                "Connection",
                " Connection: close"
            })
    void whatIsNotTheConnectionFieldOrNotThatOptionIsNotTaken(String field) {
        assertThat(hints("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\n")).isEqualTo(HTTP_RESPONSE);
    }

    @Test
    void bodyIsNotTakenForTheHeader() {
        assertThat(hints("HTTP/1.1 200 OK\r\nA: b\r\n\r\nConnection: close\r\n\r\n"))
                .isEqualTo(HTTP_RESPONSE);
    }

    @Test
    void headerThatGoesOnInTheNextSegmentIsCut() {
        assertThat(hints("HTTP/1.1 200 OK\r\nA: b\r\nConnection: cl")).isEqualTo(HTTP_RESPONSE | HEADER_CUT);
        assertThat(hints("HTTP/1.1 200 OK")).isEqualTo(HTTP_RESPONSE | HEADER_CUT);
        assertThat(hints("GET /a/long/path")).isEqualTo(HTTP_REQUEST | HEADER_CUT);
        assertThat(hints("GET key")).as("of another protocol, perhaps").isZero();
    }

    @Test
    void headerBeyondEightKilobytesIsCut() {
        String fields = ("X: " + "y".repeat(95) + "\r\n").repeat(83);
        assertThat(hints("HTTP/1.1 200 OK\r\nConnection: close\r\n" + fields + "\r\n"))
                .isEqualTo(HTTP_RESPONSE | CONNECTION_CLOSE | HEADER_CUT);
        assertThat(hints("HTTP/1.1 200 OK\r\n" + fields + "Connection: close\r\n\r\n"))
                .isEqualTo(HTTP_RESPONSE | HEADER_CUT);
    }

    @Test
    void whereverTheSnapLengthCutsNoHintIsInventedAndCutIsSaid() {
        String text = "GET /index HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        int whole = HTTP_REQUEST | CONNECTION_CLOSE;
        int known = text.indexOf("\r\n\r\n") + 2;
        for (int captured = 0; captured < text.length(); captured++) {
            int expected = captured >= known ? whole : captured >= 5 ? HTTP_REQUEST : 0;
            assertThat(captured(text, captured)).as("%d", captured).isEqualTo(expected | HEADER_CUT);
        }
        assertThat(hints(text)).isEqualTo(whole);
    }

    @Test
    void tooFewOctetsToTellAreSaidToBeTooFew() {
        assertThat(captured("HTTP/1.1 200 OK\r\n\r\n", 8)).isEqualTo(HEADER_CUT);
        assertThat(captured("\0\0\0\0\0\0\0\0\0\0\0\0", 0)).isEqualTo(HEADER_CUT);
        assertThat(captured("\0\0\0\0\0\0\0\0\0\0\0\0", 9)).isZero();
        assertThat(hints("ab")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QUIT\r\n",
                "quit\r\n",
                "Quit\n",
                "RSET\r\nQUIT\r\n",
                "body\r\n.\r\nQUIT\r\n",
                "*1\r\n$4\r\nQUIT\r\n",
                "*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nquit\r\n"
            })
    void quitInTheLastLineIsACommand(String text) {
        assertThat(hints(text)).isEqualTo(QUIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QUIT",
                "QUIT\r",
                "QUIT\r\nRSET\r\n",
                "QUITE\r\n",
                "NOQUIT\r\n",
                "QUIT now\r\n",
                "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\nQUIT\r\n",
                "$4\r\nQUIT\r\n",
                "221 Bye\r\n",
                "\n\n\n\n\n"
            })
    void quitElsewhereIsNone(String text) {
        assertThat(hints(text)).isZero();
    }

    @Test
    void quitIsLookedForInShortPayloadsThatAreThereToTheirEnd() {
        String text = "x".repeat(505) + "\nQUIT\r\n";
        assertThat(hints(text)).isEqualTo(QUIT);
        assertThat(hints("x" + text)).isZero();
        assertThat(captured(text + "more", text.length())).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16 0301 0005 0102030405",
                "17 0303 4000 01020304",
                "14 0303 0001 01",
                "16 0300 0001",
                "17 0304 0010"
            })
    void tlsRecordIsOneEvenIfItsEndIsElsewhere(String record) {
        assertThat(hints(hex(record))).isEqualTo(TLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15 0303 0002 0100", "15 0303 001A 0000000000000001", "15 0300 0040"})
    void alertIsOneWhetherItIsEncryptedOrNot(String record) {
        assertThat(hints(hex(record))).isEqualTo(TLS_ALERT);
    }

    @Test
    void alertBehindDataIsFound() {
        assertThat(hints(hex("17 0303 0003 010203 15 0303 0002 0100"))).isEqualTo(TLS | TLS_ALERT);
        assertThat(hints(hex("17 0303 0003 010203 99 0303 0002 0100"))).isEqualTo(TLS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "15 0303 0041 00",
                "15 0303 0001 00",
                "16 0303 0000 00",
                "17 0303 4801 00",
                "16 0305 0005 00",
                "16 0203 0005 00",
                "18 0303 0005 00",
                "13 0303 0005 00",
                "80 2E01 0300 00",
                "16 0303 00"
            })
    void octetsThatCannotBeARecordAreNone(String octets) {
        assertThat(hints(hex(octets))).isZero();
    }

    @Test
    void segmentWithoutPayloadHasNoHints() {
        byte[] octets = Frames.ethernet(packet(new byte[0]));
        byte[] padded = concat(octets, "QUIT\r\n".getBytes(US_ASCII));
        assertThat(Decoding.segmentOf(padded).hints).isZero();
    }

    @Test
    void hintsAreThoseOfThePayloadWhateverCarriesIt() {
        byte[] request = "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII);
        assertThat(Decoding.segmentOf(Frames.vlan(7, packet(request))).hints).isEqualTo(HTTP_REQUEST);
        byte[] v6 = Frames.tcpPacket("fe80::1", 1, "fe80::2", 80, 1, 2, TcpSegment.ACK_FLAG, hex("01010101"), request);
        assertThat(Decoding.segmentOf(Frames.ethernet(v6)).hints).isEqualTo(HTTP_REQUEST);
    }

    @Test
    void payloadsDamagedAndCutAnywhereAreReadWithinTheirBounds() {
        String[] seeds = {
            "GET / HTTP/1.1\r\nConnection: close, keep-alive\r\n\r\n",
            "HTTP/1.0 200 OK\nconnection:keep-alive\n\n",
            "OPTIONS * HTTP/1.1\r\n",
            "*1\r\n$4\r\nQUIT\r\n",
            "\u0016\u0003\u0001\0\u0002ab\u0015\u0003\u0003\0\u0002\u0001\0"
        };
        var random = new Random(7413);
        for (int round = 0; round < 3000; round++) {
            byte[] payload = seeds[round % seeds.length].getBytes(US_ASCII);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                payload[random.nextInt(payload.length)] = (byte) "\r\n ,:QC1\u0015\u00FF".charAt(random.nextInt(10));
            }
            var frame = CapturedFrame.ethernet(0, Frames.ethernet(packet(payload)));
            // Decodes amid different garbage: what lies outside must not matter.
            assertThat(Decoding.of(frame.cutTo(HEADERS + random.nextInt(payload.length + 1)), false)
                            .segments())
                    .hasSize(1);
        }
    }

    private static int hints(String text) {
        return hints(text.getBytes(US_ASCII));
    }

    private static int hints(byte[] payload) {
        return Decoding.segmentOf(Frames.ethernet(packet(payload))).hints;
    }

    /** Of a payload of which the snap length leaves that many octets. */
    private static int captured(String text, int octets) {
        byte[] whole = Frames.ethernet(packet(text.getBytes(US_ASCII)));
        return Decoding.of(CapturedFrame.ethernet(0, whole).cutTo(HEADERS + octets), false)
                .segment()
                .hints;
    }

    private static byte[] packet(byte[] payload) {
        return Frames.tcpPacket("10.1.0.1", 1111, "10.1.0.2", 80, 1, 2, TcpSegment.ACK_FLAG, new byte[0], payload);
    }
}
