package io.finwait.finding.tally;

import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;

/** What became of an attempt to connect. */
enum Outcome {
    ESTABLISHED,
    /** A RST answered the SYN. */
    REFUSED,
    /** Nothing answered the SYN. */
    UNANSWERED,
    /** A SYN-ACK answered, and nothing answered that. */
    HALF_OPEN,
    /** A SYN-ACK answered, and the client answered with RST. */
    ABORTED,
    /** A SYN-ACK that nobody had asked for, as far as the capture shows. */
    UNASKED,
    /** Segments without SYN and without data. */
    STRAY;

    static Outcome of(Life life) {
        if (life.kind() == CloseKind.REFUSED) {
            return REFUSED;
        }
        if (life.kind() == CloseKind.UNANSWERED) {
            return UNANSWERED;
        }
        if (life.has(Trait.MIDSTREAM)) {
            return life.outline().payloadBytes() == 0 ? STRAY : ESTABLISHED;
        }
        Life.Side client = life.side(Role.CLIENT);
        Life.Side server = life.side(Role.SERVER);
        if (!server.sentSynAck()
                || server.establishedNanos() != Life.NEVER
                || life.outline().payloadBytes() > 0) {
            return ESTABLISHED;
        }
        if (!client.sentSyn()) {
            return UNASKED;
        }
        return life.kind() == CloseKind.RST && life.resetBy() == Role.CLIENT ? ABORTED : HALF_OPEN;
    }
}
