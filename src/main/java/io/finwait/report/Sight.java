package io.finwait.report;

import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Visibility;

/** Counts, over all connections, what the capture missed of them and what had to be sent again. */
final class Sight {
    private long lossy;
    private long oneSided;
    private long headerCut;
    private long begunBefore;
    private long synRepeated;
    private long finRepeated;

    void add(ConnectionRecord connection) {
        var visibility = connection.visibility();
        if (!visibility.isEmpty()) {
            lossy += visibility.contains(Visibility.LOST_BY_CAPTURE) ? 1 : 0;
            headerCut += visibility.contains(Visibility.HEADER_CUT) ? 1 : 0;
            begunBefore += visibility.contains(Visibility.NO_HANDSHAKE) ? 1 : 0;
            boolean oneSide =
                    visibility.contains(Visibility.CLIENT_UNSEEN) || visibility.contains(Visibility.SERVER_UNSEEN);
            // A SYN that nobody answers has one direction on the wire too.
            oneSided += oneSide && connection.close().kind() != CloseKind.UNANSWERED ? 1 : 0;
        }
        var handshake = connection.handshake();
        synRepeated += handshake.synRetransmissions() + handshake.synAckRetransmissions() > 0 ? 1 : 0;
        int fins = connection.clientTraffic().finRetransmissions()
                + connection.serverTraffic().finRetransmissions();
        finRepeated += fins > 0 ? 1 : 0;
    }

    /** Connections that acknowledge what the capture does not hold. */
    long lossy() {
        return lossy;
    }

    /** Connections of which only one side was seen, unanswered SYNs aside. */
    long oneSided() {
        return oneSided;
    }

    long headerCut() {
        return headerCut;
    }

    long begunBefore() {
        return begunBefore;
    }

    /** Connections whose SYN or SYN-ACK was sent more than once. */
    long synRepeated() {
        return synRepeated;
    }

    long finRepeated() {
        return finRepeated;
    }
}
