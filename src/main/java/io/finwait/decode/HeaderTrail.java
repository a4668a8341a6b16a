package io.finwait.decode;

import io.finwait.capture.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Which headers a frame has and where, from its first octet to its TCP header (or to the IP header of a later fragment), as
 * {@link FrameDecoder} goes from one to the next: for who needs more of them than a segment tells. Filled again for every frame. Not
 * thread-safe.
 */
public final class HeaderTrail {
    /** What a header is. */
    public enum Kind {
        /** What the capture puts before the first header we know; its shape follows from the link type. */
        LINK,
        ETHERNET,
        WLAN,
        /** Something short between a link and what it carries, without addresses: VLAN and other tags, LLC, MPLS, PPP. */
        TAG,
        /** The last of the trail in a later fragment. */
        IPV4,
        IPV6,
        /** Of IPv6, a later fragment's the last of the trail; other than AH; {@link #extension} says which. */
        IPV6_EXTENSION,
        AUTHENTICATION,
        GRE,
        /** With the header of the tunnel in it. */
        UDP,
        ETHER_IP,
        /** An error that quotes a TCP header; the last of the trail. */
        ICMP,
        ICMP_V6,
        /** The last of the trail. */
        TCP
    }

    private static final int MIN_TCP = 20;
    private static final int TCP_DATA_OFFSET = 12;
    private static final int FRAGMENT = 44;
    private static final int FRAGMENT_HEADER = 8;

    private final HeaderCursor cursor = new HeaderCursor();
    private final DecodeCounters unused = new DecodeCounters();
    private final Kind[] kinds = new Kind[FrameDecoder.MAX_HEADERS + 2];
    private final int[] starts = new int[kinds.length + 1];
    private final int[] extensions = new int[kinds.length];
    private int size;

    /**
     * Goes along the headers of a frame.
     *
     * @return false if it has no TCP header, quotes none that tells which segment it is of, and is no later fragment of a TCP segment
     */
    public boolean follow(Frame frame) {
        size = 0;
        cursor.reset(frame.buffer, frame.offset, frame.capturedLength, frame.wireLength);
        int layer = LinkTypes.first(cursor, frame.linkType);
        if (cursor.at > frame.offset) {
            starts[0] = frame.offset;
            kinds[size++] = Kind.LINK;
        }
        int icmpAt = cursor.at;
        for (int headers = 0; layer > Layer.TCP; headers++) {
            if (headers == FrameDecoder.MAX_HEADERS) {
                return false;
            }
            icmpAt = cursor.at;
            if (layer != Layer.IP) {
                add(kindOf(layer));
            }
            layer = FrameDecoder.next(cursor, layer, false, unused);
        }
        if (layer == Layer.TCP_IN_ICMP) {
            cursor.at = icmpAt;
            starts[size] = endOfTcp(cursor.quotedTcp);
            return cursor.limit - cursor.quotedTcp >= IcmpErrors.LEAST_TCP;
        }
        if (layer == Layer.LATER_FRAGMENT) {
            boolean v4 = kinds[size - 1] == Kind.IPV4;
            starts[size] = cursor.at + (v4 ? (cursor.u8(0) & 0x0F) * 4 : FRAGMENT_HEADER);
            return true;
        }
        if (layer != Layer.TCP || !cursor.has(MIN_TCP)) {
            return false;
        }
        add(Kind.TCP);
        starts[size] = endOfTcp(cursor.at);
        return true;
    }

    private void add(Kind kind) {
        starts[size] = cursor.at;
        extensions[size] = cursor.extension;
        kinds[size++] = kind;
    }

    /** Where the TCP header ends, or what was captured of it. */
    private int endOfTcp(int at) {
        int captured = cursor.limit - at;
        if (captured <= TCP_DATA_OFFSET) {
            return cursor.limit;
        }
        int length = Octets.u8(cursor.buffer, at + TCP_DATA_OFFSET) >> 4 << 2;
        return at + Math.min(Math.max(length, MIN_TCP), captured);
    }

    private static Kind kindOf(int layer) {
        return switch (layer) {
            case Layer.ETHERNET -> Kind.ETHERNET;
            case Layer.WLAN -> Kind.WLAN;
            case Layer.IPV4 -> Kind.IPV4;
            case Layer.IPV6 -> Kind.IPV6;
            case Layer.IPV6_EXTENSION -> Kind.IPV6_EXTENSION;
            case Layer.AUTHENTICATION -> Kind.AUTHENTICATION;
            case Layer.GRE -> Kind.GRE;
            case Layer.UDP -> Kind.UDP;
            case Layer.ETHER_IP -> Kind.ETHER_IP;
            case Layer.ICMP -> Kind.ICMP;
            case Layer.ICMP_V6 -> Kind.ICMP_V6;
            default -> Kind.TAG;
        };
    }

    /** The datagram with TCP that the innermost IP header is of a fragment of, the first or a later one; null if it is whole. */
    public @Nullable Datagram datagram() {
        for (int i = size - 1; i >= 0; i--) {
            int at = starts[i];
            switch (kinds[i]) {
                case ICMP, ICMP_V6, IPV6 -> {
                    return null;
                }
                case IPV4 -> {
                    boolean fragment = (Octets.u16(cursor.buffer, at + 6) & 0x3FFF) != 0;
                    return fragment ? datagram(Octets.u16(cursor.buffer, at + 4)) : null;
                }
                case IPV6_EXTENSION -> {
                    if (extensions[i] == FRAGMENT && (Octets.u16(cursor.buffer, at + 2) & 0xFFF9) != 0) {
                        return datagram(Octets.i32(cursor.buffer, at + 4));
                    }
                }
                default -> {}
            }
        }
        return null;
    }

    private Datagram datagram(int id) {
        return new Datagram(cursor.srcHigh, cursor.srcLow, cursor.dstHigh, cursor.dstLow, id);
    }

    /** How many headers there are. */
    public int size() {
        return size;
    }

    public Kind kind(int header) {
        return kinds[header];
    }

    /** Index of the header's first octet in the frame's buffer. */
    public int start(int header) {
        return starts[header];
    }

    /** Index after the header's last octet that was captured; of an ICMP error after that of the TCP header it quotes. */
    public int end(int header) {
        return starts[header + 1];
    }

    /** Protocol number of an {@link Kind#IPV6_EXTENSION}. */
    public int extension(int header) {
        return extensions[header];
    }

    /** Index of the TCP header that an ICMP error quotes. */
    public int quotedTcp() {
        return cursor.quotedTcp;
    }

    /** Octets of the last header and all behind it by the lengths on the wire, captured or not. */
    public int lengthFromLast() {
        return cursor.wireLimit - starts[size - 1];
    }
}
