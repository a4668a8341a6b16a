package io.finwait.finding.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.testing.ScriptedConnection;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TimeWaitPileUpTest {
    private static HostsFound after(int connections, Consumer<ScriptedConnection> close) {
        return HostsFound.in(Crowd.of(connections, (script, c) -> close.accept(c)));
    }

    @Test
    void aServerWithThousandsIsToldThatTheyCostMemoryOnly() {
        HostFinding finding = after(5100, ScriptedConnection::closedByServer).only(TimeWaitPileUp.KIND);

        assertThat(finding.message()).startsWith("10.0.0.2 held 5,").contains("and no port");
        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.modelled()).isTrue();
    }

    @Test
    void aClientWithThousandsIsToldOfItsPorts() {
        assertThat(after(5100, ScriptedConnection::closedByClient)
                        .only(TimeWaitPileUp.KIND)
                        .message())
                .startsWith("10.0.0.1 held 5,")
                .contains("port-exhaustion-forecast");
    }

    @Test
    void aThousandAreOrdinary() {
        assertThat(after(1000, ScriptedConnection::closedByServer).of(TimeWaitPileUp.KIND))
                .isEmpty();
    }

    @Test
    void afterARstThereIsNoTimeWait() {
        assertThat(after(5100, c -> c.client().rstAck()).of(TimeWaitPileUp.KIND))
                .isEmpty();
    }
}
