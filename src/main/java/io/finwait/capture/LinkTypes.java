package io.finwait.capture;

import java.util.Map;

/** What LINKTYPE_ numbers mean (tcpdump.org/linktypes.html). */
public final class LinkTypes {
    /** LINKTYPE_RAW: the frame is an IPv4 or IPv6 packet. */
    public static final int RAW = 101;

    private static final int DLT_RAW = 12;
    private static final int DLT_RAW_OPENBSD = 14;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0, "BSD loopback"),
            Map.entry(1, "Ethernet"),
            Map.entry(6, "Token Ring"),
            Map.entry(7, "ARCNET"),
            Map.entry(8, "SLIP"),
            Map.entry(9, "PPP"),
            Map.entry(10, "FDDI"),
            Map.entry(50, "PPP in HDLC-like framing"),
            Map.entry(51, "PPPoE"),
            Map.entry(100, "LLC/SNAP over ATM"),
            Map.entry(RAW, "raw IP"),
            Map.entry(104, "Cisco HDLC"),
            Map.entry(105, "IEEE 802.11"),
            Map.entry(107, "Frame Relay"),
            Map.entry(108, "OpenBSD loopback"),
            Map.entry(113, "Linux cooked v1"),
            Map.entry(114, "LocalTalk"),
            Map.entry(117, "OpenBSD pflog"),
            Map.entry(119, "IEEE 802.11 with Prism header"),
            Map.entry(122, "IP over Fibre Channel"),
            Map.entry(127, "IEEE 802.11 with radiotap"),
            Map.entry(129, "ARCNET for Linux"),
            Map.entry(138, "Apple IP over IEEE 1394"),
            Map.entry(140, "MTP2"),
            Map.entry(141, "MTP3"),
            Map.entry(143, "DOCSIS"),
            Map.entry(144, "Linux IrDA"),
            Map.entry(163, "IEEE 802.11 with AVS header"),
            Map.entry(166, "PPP with direction"),
            Map.entry(187, "Bluetooth HCI"),
            Map.entry(189, "Linux USB"),
            Map.entry(192, "PPI"),
            Map.entry(195, "IEEE 802.15.4"),
            Map.entry(197, "Endace ERF"),
            Map.entry(201, "Bluetooth HCI with direction"),
            Map.entry(203, "LAPD"),
            Map.entry(204, "PPP with direction octet"),
            Map.entry(220, "Linux USB (memory-mapped)"),
            Map.entry(226, "Solaris IPNET"),
            Map.entry(227, "CAN"),
            Map.entry(228, "raw IPv4"),
            Map.entry(229, "raw IPv6"),
            Map.entry(231, "D-Bus"),
            Map.entry(239, "Linux netfilter log"),
            Map.entry(240, "Hilscher netANALYZER"),
            Map.entry(242, "IP over InfiniBand"),
            Map.entry(247, "InfiniBand"),
            Map.entry(249, "USBPcap"),
            Map.entry(251, "Bluetooth Low Energy"),
            Map.entry(252, "Wireshark upper PDU"),
            Map.entry(253, "Linux netlink"),
            Map.entry(258, "Apple pktap"),
            Map.entry(272, "nRF sniffer"),
            Map.entry(274, "Ethernet with MPacket preamble"),
            Map.entry(276, "Linux cooked v2"),
            Map.entry(279, "Elektrobit capture module"));

    private LinkTypes() {}

    /** The name people know it by, for example {@code Ethernet}; {@code link type 147} where we know none. */
    public static String name(int linkType) {
        String name = NAMES.get(linkType);
        return name == null ? "link type " + linkType : name;
    }

    /** The LINKTYPE_ value meant: some writers put the operating system's own number for raw IP into the file. */
    static int canonical(int linkType) {
        return linkType == DLT_RAW || linkType == DLT_RAW_OPENBSD ? RAW : linkType;
    }

    /**
     * The longest frame that can be meant, octets: beyond it the length field is wrong. As libpcap 1.10 has it
     * (pcap-common.c, max_snaplen_for_dlt).
     */
    static int longestFrameBytes(int linkType) {
        return switch (linkType) {
            case 189, 220, 231, 249, 266 -> 128 << 20;
            case 279 -> 8 << 20;
            default -> 256 << 10;
        };
    }
}
