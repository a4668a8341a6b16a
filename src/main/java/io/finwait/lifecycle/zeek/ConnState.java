package io.finwait.lifecycle.zeek;

import static io.finwait.lifecycle.zeek.EndpointState.CLOSED;
import static io.finwait.lifecycle.zeek.EndpointState.ESTABLISHED;
import static io.finwait.lifecycle.zeek.EndpointState.INACTIVE;
import static io.finwait.lifecycle.zeek.EndpointState.PARTIAL;
import static io.finwait.lifecycle.zeek.EndpointState.RESET;
import static io.finwait.lifecycle.zeek.EndpointState.SYN_ACK_SENT;
import static io.finwait.lifecycle.zeek.EndpointState.SYN_SENT;

import java.util.function.Supplier;

/** Zeek's verdict over the final states of both sides (function {@code conn_state} of conn/main.zeek). */
final class ConnState {
    private ConnState() {}

    /**
     * The conn_state.
     *
     * @param orig the originator's {@link EndpointState}
     * @param resp the responder's
     * @param noData whether the size of both sides is 0
     * @param history the connection's history, which is seldom needed
     */
    static String of(int orig, int resp, boolean noData, Supplier<String> history) {
        if (resp == RESET) {
            if (orig == SYN_SENT || orig == SYN_ACK_SENT || orig == RESET && noData) {
                return "REJ";
            }
            return isQuiet(orig) ? "RSTRH" : "RSTR";
        }
        if (orig == RESET) {
            if (isQuiet(resp)) {
                return isHalfOpenScan(history.get()) ? "RSTOS0" : "OTH";
            }
            return "RSTO";
        }
        if (orig == CLOSED) {
            if (resp == CLOSED) {
                return "SF";
            }
            return isQuiet(resp) ? "SH" : "S2";
        }
        if (resp == CLOSED) {
            return isQuiet(orig) ? "SHR" : "S3";
        }
        if (orig == SYN_SENT && resp == INACTIVE) {
            return "S0";
        }
        return orig == ESTABLISHED && resp == ESTABLISHED ? "S1" : "OTH";
    }

    private static boolean isQuiet(int state) {
        return state == INACTIVE || state == PARTIAL;
    }

    /** Whether the history is {@code \^?S[^HAFGIQ]*R.*}: the originator sent a SYN, then a RST, and nothing in earnest between. */
    private static boolean isHalfOpenScan(String history) {
        int at = history.startsWith("^") ? 1 : 0;
        if (!history.startsWith("S", at)) {
            return false;
        }
        for (at++; at < history.length(); at++) {
            char letter = history.charAt(at);
            if (letter == 'R') {
                return true;
            }
            if ("HAFGIQ".indexOf(letter) >= 0) {
                return false;
            }
        }
        return false;
    }
}
