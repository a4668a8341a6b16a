package io.finwait.lifecycle.zeek;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.FIN;
import static io.finwait.decode.TcpSegment.RST;
import static io.finwait.decode.TcpSegment.SYN;
import static io.finwait.lifecycle.zeek.EndpointState.CLOSED;
import static io.finwait.lifecycle.zeek.EndpointState.ESTABLISHED;
import static io.finwait.lifecycle.zeek.EndpointState.INACTIVE;
import static io.finwait.lifecycle.zeek.EndpointState.PARTIAL;
import static io.finwait.lifecycle.zeek.EndpointState.RESET;
import static io.finwait.lifecycle.zeek.EndpointState.SYN_ACK_SENT;
import static io.finwait.lifecycle.zeek.EndpointState.SYN_SENT;

/** How a segment changes the states of both ends (Zeek: UpdateStateMachine of TCPSessionAdapter.cc). */
final class Transitions {
    private Transitions() {}

    /** Zeek's UpdateStateMachine. */
    static void changeState(PackedEnds ends, boolean a, boolean fromOrig, int flags, int length) {
        boolean fin = (flags & FIN) != 0;
        boolean rst = (flags & RST) != 0;
        switch (ends.state(a)) {
            case INACTIVE -> wake(ends, a, fromOrig, flags, length);
            case SYN_SENT, SYN_ACK_SENT -> {
                if (fin) {
                    ends.setState(a, CLOSED);
                }
                if (rst) {
                    ends.setState(a, RESET);
                }
            }
            case ESTABLISHED, PARTIAL -> changeOpenState(ends, a, flags);
            case CLOSED -> {
                if (rst && ends.state(!a) != CLOSED) {
                    ends.setState(a, RESET);
                }
            }
            default -> {}
        }
    }

    /** The first segment of an end, or a bare ACK that did not count as one. */
    private static void wake(PackedEnds ends, boolean a, boolean fromOrig, int flags, int length) {
        boolean ack = (flags & ACK_FLAG) != 0;
        if ((flags & SYN) != 0) {
            if (fromOrig) {
                ends.setState(a, ack ? SYN_ACK_SENT : SYN_SENT);
            } else {
                answer(ends, a, ack);
            }
        }
        if ((flags & FIN) != 0) {
            ends.setState(a, CLOSED);
        }
        if ((flags & RST) != 0) {
            ends.setState(a, RESET);
        }
        if (ends.state(a) != INACTIVE) {
            return;
        }
        if (!fromOrig && length == 0 && ends.state(ends.originatorIsA()) == SYN_SENT) {
            return; // some acknowledge a SYN before they answer it
        }
        if (ack && ends.state(!a) == ESTABLISHED) {
            ends.setState(a, ESTABLISHED); // only its SYN was missed
            ends.setPartial(false);
            ends.see(fromOrig);
        } else {
            ends.setState(a, PARTIAL);
        }
    }

    /** The responder's first segment is a SYN. */
    private static void answer(PackedEnds ends, boolean a, boolean ack) {
        if (!ack && ends.state(!a) == SYN_ACK_SENT) {
            ends.flipRoles(); // the capture has SYN and SYN-ACK the wrong way round
            ends.setState(!a, ESTABLISHED);
            ends.see(true);
        }
        if (ends.state(!a) == SYN_SENT) {
            ends.setState(!a, ESTABLISHED);
        }
        ends.setState(a, ESTABLISHED);
    }

    private static void changeOpenState(PackedEnds ends, boolean a, int flags) {
        boolean rst = (flags & RST) != 0;
        if ((flags & (SYN | ACK_FLAG)) == SYN && ends.state(a) == PARTIAL && ends.state(!a) == INACTIVE) {
            ends.setState(a, SYN_SENT);
        }
        if ((flags & FIN) != 0 && !rst) {
            ends.setState(a, CLOSED);
            if (ends.state(!a) == RESET && ends.previous(!a) == CLOSED) {
                ends.setState(!a, CLOSED); // FIN, RST and then the other FIN: both closed in order after all
            }
        }
        if (rst) {
            ends.setState(a, RESET);
        }
    }
}
