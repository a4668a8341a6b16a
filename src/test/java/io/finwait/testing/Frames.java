package io.finwait.testing;

import io.finwait.flow.IpAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Builds packets from the inside out with right lengths and checksums:
 * {@code ethernet(ipv4("10.0.0.1", "10.0.0.2", 6, tcp(…)))}.
 */
public final class Frames {
    public static final int ETHER_IPV4 = 0x0800;
    public static final int ETHER_IPV6 = 0x86DD;
    public static final int TCP = 6;
    public static final int UDP = 17;
    private static final byte[] MACS = hex("020000000002 020000000001");

    private Frames() {}

    /** Octets from hexadecimal digits; spaces are free. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    public static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    /** A 16-bit number in network byte order. */
    public static byte[] u16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    /** Ethernet II around an IP packet; the EtherType follows from its version. */
    public static byte[] ethernet(byte[] ip) {
        return ethernet(etherType(ip), ip);
    }

    public static byte[] ethernet(int etherType, byte[] payload) {
        return concat(MACS, u16(etherType), payload);
    }

    /** Ethernet II with one 802.1Q tag. */
    public static byte[] vlan(int id, byte[] ip) {
        return ethernet(0x8100, tag(id, etherType(ip), ip));
    }

    /** What follows a VLAN tag's own EtherType. */
    public static byte[] tag(int id, int etherType, byte[] payload) {
        return concat(u16(id), u16(etherType), payload);
    }

    /** LLC and SNAP header in front of an IP packet. */
    public static byte[] snap(byte[] ip) {
        return concat(hex("AAAA03 000000"), u16(etherType(ip)), ip);
    }

    /** Linux cooked capture v1 (LINKTYPE_LINUX_SLL). */
    public static byte[] linuxCooked(byte[] ip) {
        return concat(hex("0000 0001 0006 020000000001 0000"), u16(etherType(ip)), ip);
    }

    /** Linux cooked capture v2 (LINKTYPE_LINUX_SLL2). */
    public static byte[] linuxCooked2(byte[] ip) {
        return concat(u16(etherType(ip)), hex("0000 00000003 0001 00 06 0200000000010000"), ip);
    }

    public static int etherType(byte[] ip) {
        return ip.length > 0 && (ip[0] >> 4 & 0xF) == 6 ? ETHER_IPV6 : ETHER_IPV4;
    }

    /** IPv4 or IPv6 by the form of the addresses; TTL 64, identification 1. */
    public static byte[] ip(String src, String dst, int protocol, byte[] payload) {
        return ip(IpAddress.parse(src), IpAddress.parse(dst), protocol, 64, 1, payload);
    }

    public static byte[] ip(IpAddress src, IpAddress dst, int protocol, int ttl, int ipId, byte[] payload) {
        return src.isV4()
                ? ipv4(src, dst, protocol, ttl, ipId, 0x4000, new byte[0], payload)
                : ipv6(src, dst, protocol, ttl, payload);
    }

    /**
     * An IPv4 packet.
     *
     * @param fragment the 16 bits of flags and fragment offset
     * @param options a multiple of four octets
     */
    public static byte[] ipv4(
            IpAddress src,
            IpAddress dst,
            int protocol,
            int ttl,
            int ipId,
            int fragment,
            byte[] options,
            byte[] payload) {
        int headerLength = 20 + options.length;
        ByteBuffer packet = ByteBuffer.allocate(headerLength + payload.length);
        packet.put((byte) (0x40 | headerLength / 4)).put((byte) 0).putShort((short) (headerLength + payload.length));
        packet.putShort((short) ipId).putShort((short) fragment);
        packet.put((byte) ttl).put((byte) protocol).putShort((short) 0);
        packet.putInt((int) src.low()).putInt((int) dst.low()).put(options);
        packet.putShort(10, (short) checksum(packet.array(), headerLength, 0));
        return packet.put(payload).array();
    }

    public static byte[] ipv6(IpAddress src, IpAddress dst, int nextHeader, int hopLimit, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(40 + payload.length);
        packet.putInt(0x6000_0000)
                .putShort((short) payload.length)
                .put((byte) nextHeader)
                .put((byte) hopLimit);
        packet.putLong(src.high()).putLong(src.low()).putLong(dst.high()).putLong(dst.low());
        return packet.put(payload).array();
    }

    /** A TCP segment inside its IP packet, checksums right. */
    public static byte[] tcpPacket(
            String src,
            int srcPort,
            String dst,
            int dstPort,
            int seq,
            int ack,
            int flags,
            byte[] options,
            byte[] data) {
        IpAddress from = IpAddress.parse(src);
        IpAddress to = IpAddress.parse(dst);
        byte[] tcp = tcp(from, srcPort, to, dstPort, seq, ack, flags, 64240, options, data);
        return ip(from, to, TCP, 64, 1, tcp);
    }

    /**
     * A TCP header and its data; the addresses are for the checksum.
     *
     * @param flags nine bits, NS/AE included
     * @param options a multiple of four octets, at most 40
     */
    public static byte[] tcp(
            IpAddress src,
            int srcPort,
            IpAddress dst,
            int dstPort,
            int seq,
            int ack,
            int flags,
            int window,
            byte[] options,
            byte[] data) {
        ByteBuffer segment = ByteBuffer.allocate(20 + options.length + data.length);
        segment.putShort((short) srcPort).putShort((short) dstPort).putInt(seq).putInt(ack);
        segment.putShort((short) ((20 + options.length) / 4 << 12 | flags)).putShort((short) window);
        segment.putInt(0).put(options).put(data);
        segment.putShort(16, (short) transportChecksum(src, dst, TCP, segment.array()));
        return segment.array();
    }

    /** A UDP header and its data, without a checksum as tunnels send it. */
    public static byte[] udp(int srcPort, int dstPort, byte[] data) {
        return concat(u16(srcPort), u16(dstPort), u16(8 + data.length), u16(0), data);
    }

    /** ICMP destination unreachable (port) that quotes a packet. */
    public static byte[] icmpUnreachable(byte[] quoted) {
        ByteBuffer message = ByteBuffer.allocate(8 + quoted.length);
        message.put((byte) 3).put((byte) 3).putShort((short) 0).putInt(0).put(quoted);
        return message.putShort(2, (short) checksum(message.array(), message.capacity(), 0))
                .array();
    }

    private static int transportChecksum(IpAddress src, IpAddress dst, int protocol, byte[] segment) {
        ByteBuffer pseudo = ByteBuffer.allocate(40);
        if (src.isV4()) {
            pseudo.putInt((int) src.low()).putInt((int) dst.low());
        } else {
            pseudo.putLong(src.high()).putLong(src.low()).putLong(dst.high()).putLong(dst.low());
        }
        pseudo.putInt(segment.length).putInt(protocol);
        return checksum(segment, segment.length, ~checksum(pseudo.array(), 40, 0) & 0xFFFF);
    }

    /** RFC 1071, written the plain way: the decoder has its own. */
    private static int checksum(byte[] octets, int length, int start) {
        int sum = start;
        for (int i = 0; i < length; i++) {
            sum += (octets[i] & 0xFF) << (i % 2 == 0 ? 8 : 0);
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return ~sum & 0xFFFF;
    }
}
