package io.finwait.capture;

/** Where frames come from: file formats by magic number, or a device. */
public enum CaptureFormat {
    /** Classic libpcap file, microsecond timestamps (magic a1b2c3d4). */
    PCAP("pcap"),
    /** Classic libpcap file, nanosecond timestamps (magic a1b23c4d). */
    PCAP_NANOSECOND("pcap (nanosecond)"),
    /** Kuznetsov's modified libpcap file with longer record headers (magic a1b2cd34). */
    PCAP_MODIFIED("pcap (modified)"),
    /** pcapng (draft-ietf-opsawg-pcapng). */
    PCAPNG("pcapng"),
    /** No file: captured on a device while it was read. */
    LIVE("live");

    private final String label;

    CaptureFormat(String label) {
        this.label = label;
    }

    /** The name people know it by. */
    public String label() {
        return label;
    }
}
