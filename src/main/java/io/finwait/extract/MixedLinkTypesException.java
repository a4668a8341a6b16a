package io.finwait.extract;

import io.finwait.capture.LinkTypes;
import java.io.IOException;

/** Frames of two link types cannot go into one pcap file. */
public final class MixedLinkTypesException extends IOException {
    private static final long serialVersionUID = 1L;

    MixedLinkTypesException(int first, int second) {
        super("the packets are of two link types, " + LinkTypes.name(first) + " and " + LinkTypes.name(second)
                + "; a pcap file can hold only one");
    }
}
