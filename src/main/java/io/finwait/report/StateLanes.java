package io.finwait.report;

import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.LadderStep;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateEnd;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import java.util.ArrayList;
import java.util.List;

/**
 * Places the states of both sides beside the segments of a connection: each on the segment that caused it, which is where its
 * entry is dated; a state that no segment shown caused is loose and has its own time.
 */
final class StateLanes {
    /** A state that began without a segment that is shown. */
    record Loose(Role role, StateInterval state) {}

    private final List<LadderStep> steps;
    private final List<List<StateInterval>> client = new ArrayList<>();
    private final List<List<StateInterval>> server = new ArrayList<>();
    private final List<Loose> loose = new ArrayList<>();

    StateLanes(ConnectionStory story) {
        steps = story.steps();
        for (int i = 0; i < steps.size(); i++) {
            client.add(new ArrayList<>());
            server.add(new ArrayList<>());
        }
        for (Role role : Role.values()) {
            StateInterval previous = null;
            for (StateInterval state : story.connection().states(role)) {
                if (passedThrough(state)) {
                    continue;
                }
                int at = cause(role, state);
                // What ends TIME_WAIT is told in a sentence of its own.
                boolean told = previous != null
                        && previous.state() == TcpState.TIME_WAIT
                        && (at < 0 || previous.end() != StateEnd.OBSERVED);
                if (!told && at >= 0) {
                    lane(role).get(at).add(state);
                } else if (!told) {
                    loose.add(new Loose(role, state));
                }
                previous = state;
            }
        }
        loose.sort((a, b) -> Long.compare(a.state().enterNanos(), b.state().enterNanos()));
    }

    /** Whether a FIN that carried the ACK ended it where it began: a line of its own would be one of 0 ms. */
    private static boolean passedThrough(StateInterval state) {
        return state.state() == TcpState.FIN_WAIT_2 && state.durationNanos() == 0 && state.end() == StateEnd.OBSERVED;
    }

    /** The states that {@code role} entered by the step with this index, in order. */
    List<StateInterval> at(Role role, int step) {
        return lane(role).get(step);
    }

    /** In order of time. */
    List<Loose> loose() {
        return loose;
    }

    private List<List<StateInterval>> lane(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** Index of the step at the state's entry; among several at one time the one from the side that can cause it. */
    private int cause(Role role, StateInterval state) {
        Role sender =
                switch (state.state()) {
                    case SYN_SENT, SYN_RECEIVED, FIN_WAIT_1, LAST_ACK -> role;
                    default -> role.peer();
                };
        int found = -1;
        for (int i = 0; i < steps.size(); i++) {
            LadderStep step = steps.get(i);
            if (step.timeNanos() == state.enterNanos()
                    && (found < 0 || steps.get(found).from() != sender)) {
                found = found < 0 || step.from() == sender ? i : found;
            }
        }
        return found;
    }
}
