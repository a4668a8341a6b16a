package io.finwait.finding.opening;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SYN-ACKs whose timestamps are behind those of the data that follows. */
class SynCookiesSuspectedTest {
    private static final int CLOCK = 5_000_000;

    private final PacketScript script = PacketScript.empty().spacing(Duration.ofNanos(50_000));

    /** So many connections; the n-th SYN-ACK is behind the server's clock by as many ticks. */
    private void connections(int count, IntUnaryOperator behind) {
        connections(count, behind, Duration.ofNanos(50_000));
    }

    private void connections(int count, IntUnaryOperator behind, Duration untilSynAck) {
        for (int i = 0; i < count; i++) {
            ScriptedConnection c = script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:80");
            c.client().syn();
            c.server().clock(CLOCK - behind.applyAsInt(i));
            script.after(untilSynAck);
            c.server().synAck();
            c.server().clock(CLOCK);
            c.client().ack();
            c.client().data(100);
            c.server().data(200);
            c.closedByClient();
        }
    }

    private List<HostFinding> found() {
        return HostsFound.in(script).of(SynCookiesSuspected.KIND);
    }

    @Test
    void stepsByPartsOf64MillisecondsAreCookies() {
        connections(12, i -> 5 * i);

        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
            assertThat(finding.subject()).isInstanceOf(Subject.Service.class);
            assertThat(finding.connectionCount()).isEqualTo(11); // the first step was none
            assertThat(finding.message()).startsWith("In 11 connections of 10.0.0.2:80 the clock");
        });
    }

    @Test
    void aRealKernelWithAFullQueueUsesThem() throws IOException {
        HostFinding finding = HostsFound.inSample("syn-cookies.pcap").only(SynCookiesSuspected.KIND);

        assertThat(finding.connectionCount()).isBetween(15L, 30L);
        assertThat(finding.connections()).allMatch(id -> id >= 10); // those before the flood had none
    }

    @Test
    void nineAreNotEnough() {
        connections(9, i -> 6 + 6 * i);

        assertThat(found()).isEmpty();
    }

    @Test
    void stepsThatAreAllAlikeAreNotLeftToChance() {
        connections(20, i -> 20 + i % 2);

        assertThat(found()).isEmpty();
    }

    @Test
    void aClockThatGoesAheadFurtherIsSomeOtherClock() {
        connections(20, i -> 20 * i);

        assertThat(found()).isEmpty();
    }

    @Test
    void aClockThatRunsEvenlyShowsNothing() {
        connections(20, i -> 0);

        assertThat(found()).isEmpty();
    }

    @Test
    void aSynAckThatWasHeldUpOnItsWayMayShowAsMuch() {
        connections(20, i -> 3 * i, Duration.ofMillis(70));

        assertThat(found()).isEmpty();
    }

    @Test
    void withoutTimestampsNothingIsKnown() {
        for (int i = 0; i < 20; i++) {
            ScriptedConnection c =
                    script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:80").withoutTimestamps();
            c.established();
            c.client().data(100);
            c.server().data(200);
        }

        assertThat(found()).isEmpty();
    }

    @Test
    void cookiesAreNotSentAgain() {
        for (int i = 0; i < 20; i++) {
            ScriptedConnection c = script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:80");
            c.client().syn();
            c.server().clock(CLOCK - 3 * i).droppedInNetwork().synAck();
            script.after(Duration.ofSeconds(1));
            c.server().retransmit();
            c.server().clock(CLOCK);
            c.client().ack();
            c.client().data(100);
            c.server().data(200);
        }

        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "syn-flood.pcap",
                "churn-seed.pcap",
                "syn-proxy.pcap",
                "redis-connection-per-request.pcap",
                "no-timestamps.pcap"
            })
    void othersShowNothing(String sample) throws IOException {
        assertThat(HostsFound.inSample(sample).of(SynCookiesSuspected.KIND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kernel/s30_mix/client.pcap", "kernel/s20a_listen_overflow/server.pcap", "zeek/wikipedia.pcap"})
    void realServersWithRoomShowNothing(String capture) throws IOException {
        assertThat(HostsFound.inCapture(capture).of(SynCookiesSuspected.KIND)).isEmpty();
    }
}
