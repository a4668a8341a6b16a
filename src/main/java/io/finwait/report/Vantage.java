package io.finwait.report;

import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.ConnectionRecord.Handshake;
import io.finwait.words.DurationText;

/**
 * Where on the path the capture was taken and what that does to times. A side sends a segment up to one way earlier than the
 * capture sees it and receives one up to one way later; the way to each side and back is half of the handshake.
 */
final class Vantage {
    /** One half is at least this many times the other where the capture point is said to be at an end. */
    private static final int NEAR = 4;

    private Vantage() {}

    static String sentence(ConnectionRecord connection) {
        Handshake handshake = connection.handshake();
        long toServer = handshake.synToSynAckNanos();
        long toClient = handshake.synAckToAckNanos();
        if (toServer < 0 && toClient < 0) {
            return "Times are those of the capture point. How far it is from either side is not known: no round trip of the"
                    + " handshake was seen.";
        }
        if (toServer < 0 || toClient < 0) {
            String known = toServer < 0 ? "client" : "server";
            String other = toServer < 0 ? "server" : "client";
            return "Times are those of the capture point: the " + known + "'s may be up to "
                    + DurationText.of(Math.max(toServer, toClient)) + " off, the " + other
                    + "'s by an unknown time, because only one round trip of the handshake was seen.";
        }
        return "Seen " + place(toServer, toClient) + ": state changes of the client may be up to "
                + DurationText.of(toClient) + " off, of the server " + DurationText.of(toServer) + ".";
    }

    private static String place(long toServer, long toClient) {
        if (toClient >= NEAR * toServer) {
            return "near the server's end of the path";
        }
        return toServer >= NEAR * toClient ? "near the client's end of the path" : "between the two ends";
    }
}
