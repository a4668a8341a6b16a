package io.finwait.extract;

import io.finwait.capture.CaptureFile;
import java.io.OutputStream;
import java.util.List;

/** Formats that an extract can have. */
public enum ExtractFormat {
    /** One link type, no comments; every tool reads it. */
    PCAP,
    /** Any link types, and comments. */
    PCAPNG;

    /**
     * A writer for this format. It buffers, and closes {@code out} when it is closed itself.
     *
     * @param files the inputs, in the order of {@link io.finwait.capture.Frame#fileIndex}
     */
    public CaptureWriter writer(OutputStream out, List<CaptureFile> files, Provenance provenance) {
        return this == PCAP ? new PcapWriter(out, files) : new PcapngWriter(out, files, provenance);
    }
}
