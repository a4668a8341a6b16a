package io.finwait.lifecycle;

/**
 * What sets a connection apart from a plain one, as bits of a mask: handshake, data, both FINs, and nothing else has none. Rules
 * name the traits they are about, so that a plain connection costs none of them anything.
 */
public final class Trait {
    /** A SYN was sent more than once. */
    public static final int SYN_REPEATED = 1;

    /** A SYN-ACK was sent more than once. */
    public static final int SYN_ACK_REPEATED = 1 << 1;

    /** A FIN was sent more than once. */
    public static final int FIN_REPEATED = 1 << 2;

    /** Data was sent more than once. */
    public static final int DATA_REPEATED = 1 << 3;

    /** A RST was seen, whether or not it ended anything. */
    public static final int RST_SEEN = 1 << 4;

    /** A SYN that neither SYN-ACK nor RST answered. */
    public static final int UNANSWERED = 1 << 5;

    /** One FIN and no RST by the end. */
    public static final int HALF_CLOSED = 1 << 6;

    /** The close took longer than {@link Life#SLOW_CLOSE_NANOS}, or is not complete. */
    public static final int SLOW_CLOSE = 1 << 7;

    /** It took the 4-tuple over from an incarnation that could still matter. */
    public static final int SUCCESSOR = 1 << 8;

    /** Segments of another incarnation, or with numbers outside of this one's, were seen: challenge ACKs among them. */
    public static final int STRAY_SEGMENTS = 1 << 9;

    /** Nothing was sent for at least {@link Life#LONG_GAP_NANOS}, and then something was. */
    public static final int LONG_GAP = 1 << 10;

    /** A side closed its window. */
    public static final int ZERO_WINDOW = 1 << 11;

    /** Keep-alives, or probes of a closed window. */
    public static final int PROBED = 1 << 12;

    /** Packets were captured twice. */
    public static final int DUPLICATES = 1 << 13;

    /** An ICMP error quoted one of its segments. */
    public static final int ICMP_ERROR = 1 << 14;

    /** Both sides opened, or both closed, at the same time. */
    public static final int SIMULTANEOUS = 1 << 15;

    /** A SYN or SYN-ACK carried data or the Fast Open option (RFC 7413). */
    public static final int FAST_OPEN = 1 << 16;

    /** Segments came after both FINs had been acknowledged. */
    public static final int AFTER_CLOSE = 1 << 17;

    /** Something was acknowledged that the capture does not hold. */
    public static final int LOST_BY_CAPTURE = 1 << 18;

    /** The capture does not hold its beginning. */
    public static final int MIDSTREAM = 1 << 19;

    /** Flags that TCP does not send together (SYN with FIN or RST), a FIN without ACK, or none of SYN, ACK, FIN and RST. */
    public static final int ODD_FLAGS = 1 << 20;

    /** Neither FIN nor RST by the end. */
    public static final int OPEN_AT_END = 1 << 21;

    /** Only one side was captured. */
    public static final int ONE_SIDED = 1 << 22;

    /** Data was sent after the sender's own peer had closed: a half-close in use. */
    public static final int DATA_AFTER_FIN = 1 << 23;

    /** The incarnation whose 4-tuple it wanted still sent something after this one's SYN: a challenge ACK, perhaps. */
    public static final int OLD_ONE_ANSWERED = 1 << 24;

    /** Something was acknowledged that had not been captured by then; it may have been later. */
    public static final int ACK_BEFORE_DATA = 1 << 25;

    /** The clock in the server's timestamps went ahead between its SYN-ACK and its first data. */
    public static final int CLOCK_STEP = 1 << 26;

    private Trait() {}
}
