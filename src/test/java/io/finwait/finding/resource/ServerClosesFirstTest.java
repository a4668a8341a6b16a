package io.finwait.finding.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerClosesFirstTest {
    @Test
    void nginxWithoutKeepAliveSaysConnectionClose() throws IOException {
        HostFinding finding = HostsFound.inSample("nginx-keepalive-0.pcap").only(ServerClosesFirst.KIND);

        assertThat(finding.message())
                .startsWith("Server 10.77.0.2:80 closed 5 of 5 connections first")
                .contains("the response said Connection: close");
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.connections()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void anIdleTimeoutIsNamedByItsSeconds() throws IOException {
        HostFinding finding =
                HostsFound.inCapture("kernel/s03_nginx_keepalive3/client.pcap").only(ServerClosesFirst.KIND);

        assertThat(finding.message()).contains("an idle timeout of 3.0", "as with keepalive_timeout 3 s");
    }

    @Test
    void aRequestThatAskedForTheCloseIsToldFromAResponse() throws IOException {
        assertThat(HostsFound.inSample("two-tier.pcapng").of(ServerClosesFirst.KIND))
                .extracting(HostFinding::message)
                .anyMatch(text -> text.contains("10.77.0.2:80 ") && text.contains("the response said"))
                .anyMatch(text -> text.contains("10.77.0.2:8080 ") && text.contains("the request said"));
    }

    @Test
    void whereTheSnapLengthCutTheHeaderOffTheReasonIsNotKnown() throws IOException {
        assertThat(HostsFound.inSample("churn-seed.pcap")
                        .only(ServerClosesFirst.KIND)
                        .message())
                .contains("not known: the capture does not hold the header");
    }

    @Test
    void quitIsAReason() throws IOException {
        assertThat(HostsFound.inCapture("zeek/pop3__pop3.pcap")
                        .only(ServerClosesFirst.KIND)
                        .message())
                .contains("the client sent QUIT (4)");
    }

    @Test
    void gapsOfAllLengthsAreNoTimer() {
        var script = PacketScript.empty();
        for (int i = 0; i < 6; i++) {
            var c = script.open(Crowd.CLIENT + (40_000 + i), Crowd.SERVER);
            c.established();
            Crowd.exchange(c);
            script.after(Duration.ofSeconds(2 + 3L * i));
            c.closedByServer();
        }

        assertThat(HostsFound.in(script).only(ServerClosesFirst.KIND).message()).contains("idle for 2.00 s to 17.0 s");
    }

    @Test
    void aServerThatClosesSecondIsNotNamed() {
        assertThat(HostsFound.in(Crowd.of(10, (script, c) -> {
                            Crowd.exchange(c);
                            c.closedByClient();
                        }))
                        .of(ServerClosesFirst.KIND))
                .isEmpty();
    }

    @Test
    void aResetIsNoClose() {
        assertThat(HostsFound.in(Crowd.of(10, (script, c) -> {
                            Crowd.exchange(c);
                            c.server().rstAck();
                        }))
                        .of(ServerClosesFirst.KIND))
                .isEmpty();
    }

    @Test
    void closesThatNobodyAnswersLeadToNoTimeWait() {
        PacketScript script = Crowd.of(3, (s, c) -> {
            Crowd.exchange(c);
            c.server().fin();
            c.client().ack();
        });

        assertThat(HostsFound.in(script).only(ServerClosesFirst.KIND).message())
                .startsWith("Server 10.0.0.2:80 closed 3 of 3 connections first;"
                        + " none of these closes was seen to reach TIME_WAIT. Why: ");
    }

    @Test
    void aSingleConnectionSaysNothingOfAService() {
        assertThat(HostsFound.in(Crowd.of(1, (script, c) -> c.closedByServer())).of(ServerClosesFirst.KIND))
                .isEmpty();
    }
}
