package io.finwait.pipeline;

import io.finwait.capture.CaptureException;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.FrameSource;
import io.finwait.capture.LinkTypes;
import io.finwait.capture.TimeWindow;
import io.finwait.capture.filter.FilteredSource;
import io.finwait.capture.libpcap.LibpcapFilterCompiler;
import io.finwait.decode.FrameDecoder;
import java.io.IOException;
import java.util.OptionalLong;

/** The frames of a request: its inputs, cut to its span of time and filtered. */
final class Sources {
    private final FrameSource source;
    private final boolean wholeSingleFile;

    Sources(AnalysisRequest request, CaptureInput input) throws IOException {
        requireKnownLinkType(input);
        FrameSource wanted = input;
        boolean bounded = request.isPartOfTime();
        if (bounded) {
            OptionalLong first = input.firstNanos();
            if (first.isPresent()) {
                long from = request.from().resolve(first.getAsLong(), Long.MIN_VALUE);
                long to = request.to().resolve(first.getAsLong(), Long.MAX_VALUE);
                wanted = new TimeWindow(wanted, from, to);
            }
        }
        String filter = request.filter();
        if (filter != null && !input.isOfDevices()) { // those have filters of their own
            wanted = new FilteredSource(wanted, new LibpcapFilterCompiler(filter));
        }
        source = wanted;
        wholeSingleFile = !bounded && filter == null && input.files().size() == 1 && !input.isOfDevices();
    }

    /** A file all of whose frames would be skipped is an input nobody here can read. */
    private static void requireKnownLinkType(CaptureInput input) throws CaptureException {
        for (CaptureFile file : input.files()) {
            if (!file.linkTypes().isEmpty() && file.linkTypes().stream().noneMatch(FrameDecoder::supports)) {
                int linkType = file.linkTypes().get(0);
                throw new CaptureException(file.name() + ": LINKTYPE " + linkType + " (" + LinkTypes.name(linkType)
                        + ") is not one that finwait can look into for TCP");
            }
        }
    }

    FrameSource source() {
        return source;
    }

    /** Whether every frame of one file is read, so that ids can be Wireshark's. */
    boolean isWholeSingleFile() {
        return wholeSingleFile;
    }
}
