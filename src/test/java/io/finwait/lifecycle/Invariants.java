package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What holds of every record, whatever the capture. */
final class Invariants {
    private static final Set<TcpState> FIRST_STATES =
            Set.of(TcpState.SYN_SENT, TcpState.SYN_RECEIVED, TcpState.ESTABLISHED);

    private Invariants() {}

    /** Checks the records of a capture of so many segments, by id. */
    static void check(List<ConnectionRecord> records, long segments) {
        long packets = 0;
        for (int i = 0; i < records.size(); i++) {
            ConnectionRecord record = records.get(i);
            assertThat(record.id()).as("every id once, none left out").isEqualTo(i);
            packets += record.clientTraffic().packets() + record.serverTraffic().packets();
            check(record);
        }
        assertThat(packets).as("every segment belongs to one connection").isEqualTo(segments);
    }

    static void check(ConnectionRecord record) {
        Supplier<String> what = record::toString; // lazily: there are many
        for (Role role : Role.values()) {
            checkStates(record.states(role), what);
            ConnectionRecord.Traffic traffic = record.traffic(role);
            assertThat(traffic.packets() == 0 && traffic.payloadBytes() > 0)
                    .as(what)
                    .isFalse();
            boolean holds = record.timeWaits().stream().anyMatch(wait -> wait.holder() == role);
            assertThat(Lives.states(record, role).contains(TcpState.TIME_WAIT))
                    .as(what)
                    .isEqualTo(holds);
        }
        for (TimeWait wait : record.timeWaits()) {
            checkTimeWait(record, wait, what);
        }
        checkClose(record.close(), what);
        assertThat(record.firstFrame()).as(what).isLessThanOrEqualTo(record.lastFrame());
        assertThat(record.durationNanos()).as(what).isNotNegative();
    }

    private static void checkStates(List<StateInterval> states, Supplier<String> what) {
        for (int i = 0; i < states.size(); i++) {
            StateInterval interval = states.get(i);
            if (i == 0) {
                assertThat(FIRST_STATES).as(what).contains(interval.state());
            } else {
                StateInterval before = states.get(i - 1);
                assertThat(isArrow(before.state(), interval.state())).as(what).isTrue();
                assertThat(interval.enterNanos()).as(what).isGreaterThanOrEqualTo(before.enterNanos());
                assertThat(before.durationNanos()).as(what).isEqualTo(interval.enterNanos() - before.enterNanos());
            }
            boolean last = i == states.size() - 1;
            assertThat(interval.durationNanos() == -1).as(what).isEqualTo(last && interval.state() == TcpState.CLOSED);
        }
    }

    private static boolean isArrow(TcpState from, TcpState to) {
        for (TcpEvent event : TcpEvent.values()) {
            if (from.next(event) == to) {
                return true;
            }
        }
        return false;
    }

    private static void checkTimeWait(ConnectionRecord record, TimeWait wait, Supplier<String> what) {
        assertThat(wait.enterNanos())
                .as(what)
                .isEqualTo(Lives.interval(record, wait.holder(), TcpState.TIME_WAIT)
                        .enterNanos());
        assertThat(wait.lastArmedNanos()).as(what).isGreaterThanOrEqualTo(wait.enterNanos());
        assertThat(wait.rearmed() > 0 || wait.lastArmedNanos() == wait.enterNanos())
                .as(what)
                .isTrue();
        long wholeNanos = wait.lastArmedNanos() - wait.enterNanos() + wait.assumedNanos();
        assertThat(wait.observedNanos()).as(what).isBetween(0L, wholeNanos);
        assertThat(wait.end() == TimeWait.End.EXPIRED).as(what).isEqualTo(wait.observedNanos() == wholeNanos);
        assertThat(wait.nextId() >= 0).as(what).isEqualTo(wait.end() == TimeWait.End.REUSED);
        assertThat(record.close().kind()).as(what).isEqualTo(CloseKind.FIN);
    }

    private static void checkClose(ConnectionRecord.Close close, Supplier<String> what) {
        boolean nobody = close.kind() == CloseKind.OPEN
                || close.kind() == CloseKind.REFUSED
                || close.kind() == CloseKind.UNANSWERED;
        assertThat(close.activeCloser() == ActiveCloser.NONE).as(what).isEqualTo(nobody);
        assertThat(close.basis() != null).as(what).isEqualTo(close.activeCloser() == ActiveCloser.UNKNOWN);
        if (close.kind() == CloseKind.FIN) {
            assertThat(close.activeCloser()).as(what).isNotEqualTo(ActiveCloser.UNKNOWN);
        }
        if (close.kind() == CloseKind.RST || close.kind() == CloseKind.REFUSED) {
            assertThat(close.resetBy()).as(what).isNotNull();
            assertThat(close.completed()).as(what).isTrue();
        }
        if (close.kind() == CloseKind.OPEN || close.kind() == CloseKind.UNANSWERED) {
            assertThat(close.teardownNanos()).as(what).isEqualTo(-1);
            assertThat(close.firstFinFrame()).as(what).isEqualTo(-1);
            assertThat(close.completed()).as(what).isFalse();
        } else {
            assertThat(close.teardownNanos()).as(what).isNotNegative();
        }
    }
}
