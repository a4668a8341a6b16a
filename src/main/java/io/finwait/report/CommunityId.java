package io.finwait.report;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Community ID, version 1, of a TCP connection with seed 0: the name that Zeek, Suricata and others give the same 4-tuple, whichever end
 * sent first (github.com/corelight/community-id-spec). Incarnations of a 4-tuple have the same one. Not thread-safe.
 */
final class CommunityId {
    private static final byte TCP = 6;
    private static final int IPV6_BYTES = 16;
    private static final byte NO_PADDING = 0;

    /** Seed, two addresses, protocol and a zero, two ports. */
    private final ByteBuffer input = ByteBuffer.allocate(2 + 2 * IPV6_BYTES + 2 + 2 * 2);

    private final MessageDigest sha1;

    CommunityId() {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    String of(HostPort one, HostPort other) {
        int order = one.ip().compareTo(other.ip());
        boolean swapped = order > 0 || order == 0 && one.port() > other.port();
        HostPort first = swapped ? other : one;
        HostPort second = swapped ? one : other;
        input.clear().putShort((short) 0);
        put(first.ip());
        put(second.ip());
        input.put(TCP).put(NO_PADDING).putShort((short) first.port()).putShort((short) second.port());
        sha1.update(input.array(), 0, input.position());
        return "1:" + Base64.getEncoder().encodeToString(sha1.digest());
    }

    private void put(IpAddress ip) {
        if (ip.isV4()) {
            input.putInt((int) ip.low());
        } else {
            input.putLong(ip.high()).putLong(ip.low());
        }
    }
}
