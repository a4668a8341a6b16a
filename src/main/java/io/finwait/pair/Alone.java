package io.finwait.pair;

/**
 * A connection that only one capture has.
 *
 * @param side whose capture has it
 */
public record Alone(Side side, Sighting sighting, Reason reason) {
    /** Why the other one does not have it, as far as can be told. */
    public enum Reason {
        /** Its SYN left the client side, and reached neither the server side nor anybody who answered. */
        NEVER_ARRIVED,
        /** As {@link #NEVER_ARRIVED}, but the capture of the server side has missed other packets. */
        NEVER_ARRIVED_OR_MISSED,
        /** Its SYN did not reach the server side, and a RST came back: from something between. */
        REFUSED_BETWEEN,
        /** It was unanswered and did not reach the server side; but others to the same server were answered without passing there. */
        MAYBE_ANOTHER_WAY,
        /** It was answered, and not by way of the other capture point; or something between ends connections and opens its own. */
        ANOTHER_WAY,
        /** As {@link #ANOTHER_WAY} or {@link #OTHER_CLIENT}, but a capture has missed other packets, and may have this otherwise. */
        MAYBE_MISSED,
        /** Nothing that both captures have goes to that server. */
        ELSEWHERE,
        /** It came to the server side without passing the client side. */
        OTHER_CLIENT,
        /** The other capture was not running when it began. */
        OUTSIDE,
        /** It began before the capture: without a handshake it can be recognised by its addresses alone, and those are not there. */
        NO_HANDSHAKE,
        /** The same capture has it twice, before and behind a device. */
        TWICE,
        /** The captures have nothing in common, so nothing is known of their clocks. */
        NOT_COMPARED
    }
}
