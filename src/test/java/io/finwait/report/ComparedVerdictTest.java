package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.compare.Comparison;
import io.finwait.compare.Portrait;
import io.finwait.compare.Portraits;
import io.finwait.compare.ServiceFigures;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparedVerdictTest {
    private static final HostPort SERVER = new HostPort(IpAddress.parse("10.0.0.7"), 80);
    private static final Map<IpAddress, ServiceFigures.Work> CLIENT =
            Map.of(IpAddress.parse("10.0.0.1"), new ServiceFigures.Work(1, 1));

    /** A capture of a minute, with a request in each connection. */
    private static Portrait capture(long connections, long serverPeak, long clientPeak) {
        return Portraits.of(
                60, Portraits.service(SERVER, connections, 0, serverPeak, clientPeak, serverPeak, clientPeak, CLIENT));
    }

    private static String first(Portrait before, Portrait after) {
        return ComparedVerdict.sentences(Comparison.of(before, after)).get(0);
    }

    @Test
    void timeWaitThatWentToTheOtherSideIsNotOnlyBetter() {
        assertThat(first(capture(40, 0, 40), capture(60, 60, 0)))
                .isEqualTo(
                        "Better: TIME_WAIT on the client's side of 10.0.0.7:80 peaked at 0 instead of 40, on the server's side"
                                + " at 60 instead of 0 (for 60 requests, 40 before).");
    }

    @Test
    void aSmallDifferenceOnTheOtherSideIsNotNamed() {
        assertThat(first(capture(40, 0, 40), capture(60, 2, 0)))
                .isEqualTo(
                        "Better: TIME_WAIT on the client's side of 10.0.0.7:80 peaked at 0 instead of 40 (for 60 requests, 40"
                                + " before).");
    }
}
