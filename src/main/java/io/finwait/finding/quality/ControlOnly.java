package io.finwait.finding.quality;

import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;

/** Tells connections of which only SYNs and FINs were captured, although they cannot have ended without an ACK. */
final class ControlOnly {
    private ControlOnly() {}

    /** Whether {@code life} opened and was closed by both sides, so that plain ACKs must have been sent. */
    static boolean needsPlainAcks(Life life) {
        return life.kind() == CloseKind.FIN
                && life.side(Role.CLIENT).sentSyn()
                && life.side(Role.SERVER).sentSynAck()
                && life.side(Role.CLIENT).sentFin()
                && life.side(Role.SERVER).sentFin();
    }

    /** Whether that is so, and yet the capture holds nothing of it but SYNs and FINs. */
    static boolean is(Life life) {
        return needsPlainAcks(life) && plainPackets(life, Role.CLIENT) + plainPackets(life, Role.SERVER) <= 0;
    }

    private static long plainPackets(Life life, Role role) {
        Life.Side side = life.side(role);
        return side.packets() - 2 - side.synRetransmissions() - side.finRetransmissions();
    }
}
