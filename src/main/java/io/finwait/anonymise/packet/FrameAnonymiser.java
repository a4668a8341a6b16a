package io.finwait.anonymise.packet;

import io.finwait.anonymise.Pseudonyms;
import io.finwait.capture.Frame;
import io.finwait.decode.HeaderTrail;
import io.finwait.decode.HeaderTrail.Kind;

/**
 * Copies a frame up to the end of its TCP header, or of its IP header if it is a later fragment of a TCP segment, with pseudonyms for its
 * addresses and checksums that hold. Its length on the wire stays, so the payload counts as not captured.
 */
public final class FrameAnonymiser {
    private final OctetCopy copy;
    private final Checksums checksums = new Checksums();
    private final HeaderTrail trail = new HeaderTrail();
    private final HeaderTrail trailOfCopy = new HeaderTrail();
    private final Frame result = new Frame();

    public FrameAnonymiser(Pseudonyms pseudonyms) {
        copy = new OctetCopy(pseudonyms);
    }

    /**
     * Makes the copy.
     *
     * @return whether {@link #result} is one; false if the frame has no TCP header and is no later fragment, or is one where it is not
     *     certain that the copy means the same
     */
    public boolean anonymise(Frame frame) {
        if (!trail.follow(frame)) {
            return false;
        }
        copy.begin(frame.buffer, frame.offset);
        checksums.clear();
        int first = 0;
        if (LinkHeaders.isLeftOut(frame.linkType)) {
            while (!isIp(trail.kind(first))) {
                first++;
            }
            copy.dropTo(trail.start(first));
        }
        for (int i = first; i < trail.size(); i++) {
            if (!header(frame.linkType, i)) {
                return false;
            }
        }
        checksums.fill(copy.octets(), copy.length());
        int leftOut = copy.from() - frame.offset - copy.length();
        result.copyFrom(frame);
        result.linkType = LinkHeaders.linkTypeOfCopy(frame.linkType);
        result.buffer = copy.octets();
        result.offset = 0;
        result.capturedLength = copy.length();
        result.wireLength = Math.max(frame.wireLength - leftOut, copy.length());
        return trailOfCopy.follow(result) && meansTheSame();
    }

    private static boolean isIp(Kind kind) {
        return kind == Kind.IPV4 || kind == Kind.IPV6;
    }

    /** Copies a header; returns whether that was possible. */
    private boolean header(int linkType, int header) {
        int end = trail.end(header);
        copy.header(end);
        switch (trail.kind(header)) {
            case LINK -> LinkHeaders.link(copy, linkType, end);
            case ETHERNET -> LinkHeaders.ethernet(copy, end);
            case WLAN -> LinkHeaders.wlan(copy, end);
            case TAG, ETHER_IP -> copy.copyTo(end);
            case IPV4 -> IpHeaders.v4(copy, end);
            case IPV6 -> {
                if (!IpHeaders.hasV6(copy, end)) {
                    return false;
                }
                IpHeaders.v6(copy);
            }
            case IPV6_EXTENSION -> IpHeaders.extension(copy, trail.extension(header), end);
            case AUTHENTICATION -> IpHeaders.authentication(copy, end);
            case GRE -> TunnelHeaders.gre(copy, checksums, end);
            case UDP -> TunnelHeaders.udp(copy, checksums, end);
            case ICMP -> IcmpHeaders.v4(copy, checksums, trail, end);
            case ICMP_V6 -> {
                return IcmpHeaders.v6(copy, checksums, trail, end);
            }
            case TCP -> TcpHeaders.tcp(copy, checksums, trail.lengthFromLast(), end);
        }
        return true;
    }

    /** Whether the copy has the same IP headers, with as much behind the last. */
    private boolean meansTheSame() {
        return ipHeaders(trail) == ipHeaders(trailOfCopy)
                && trail.kind(trail.size() - 1) == trailOfCopy.kind(trailOfCopy.size() - 1)
                && trail.lengthFromLast() == trailOfCopy.lengthFromLast();
    }

    private static int ipHeaders(HeaderTrail trail) {
        int count = 0;
        for (int i = 0; i < trail.size(); i++) {
            count += isIp(trail.kind(i)) ? 1 : 0;
        }
        return count;
    }

    /** The copy; valid until the next one is made. */
    public Frame result() {
        return result;
    }
}
