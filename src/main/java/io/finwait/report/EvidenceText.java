package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.CloserLook;
import io.finwait.capture.FrameLocator;
import io.finwait.finding.Subject;
import io.finwait.words.CountText;
import io.finwait.words.InstantText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In words, where in one capture to look for what a finding says. */
final class EvidenceText {
    /**
     * A frame.
     *
     * @param number its number in its file
     * @param file the file's name as it was given; null where there is one file
     * @param time when it was captured; null where that is not known
     */
    record FramePlace(
            long number, @Nullable String file, @Nullable String time) {}

    /**
     * What to paste into Wireshark.
     *
     * @param frames shows the frames; null where there are none, or of several files
     * @param whole shows the connection, or everything of whom it is about; null where that is the capture
     */
    record Filters(@Nullable String frames, @Nullable String whole) {}

    private final AnalysisContext context;
    private final AnalysisResult result;
    private final CloserLook look;

    EvidenceText(AnalysisContext context, AnalysisResult result, CloserLook look) {
        this.context = context;
        this.result = result;
        this.look = look;
    }

    /** {@code Connection 3; also 7, 9 and 2 more}. */
    static String connections(FindingEvidence evidence) {
        String line = (evidence.connectionCount() == 1 ? "Connection " : "Connections ")
                + FindingEvidence.ids("", evidence.connections(), evidence.connectionCount());
        if (!evidence.others().isEmpty()) {
            return line + "; also " + FindingEvidence.ids("", evidence.others(), evidence.otherCount());
        }
        return evidence.otherCount() > 0 ? line + "; " + CountText.of(evidence.otherCount()) + " more" : line;
    }

    /** {@code From 15:39:17.342610Z to 15:39:24.651234Z}. */
    String period(FindingEvidence evidence) {
        return "From " + instant(evidence.firstSeenNanos()) + " to " + instant(evidence.lastSeenNanos());
    }

    FramePlace frame(long frame) {
        Long nanos = look.frameNanos().get(frame);
        FrameLocator locator = context.locator();
        FrameLocator.Place place = locator == null ? null : locator.locate(frame);
        return new FramePlace(
                place == null ? frame : place.number(),
                place == null ? null : result.files().get(place.fileIndex()).name(),
                nanos == null ? null : instant(nanos));
    }

    /** A time of day; with its date where the capture holds several. */
    private String instant(long nanos) {
        boolean oneDay = InstantText.date(result.firstNanos()).equals(InstantText.date(result.lastNanos()));
        return (oneDay ? "" : InstantText.date(nanos) + " ") + InstantText.micro(nanos) + "Z";
    }

    /** @param frames those of the evidence to show */
    Filters filters(FindingEvidence evidence, List<Long> frames) {
        boolean oneFile = context.locator() == null;
        boolean oneConnection =
                evidence.connectionCount() == 1 && !evidence.connections().isEmpty();
        Subject subject = evidence.subject();
        String whole = subject == null ? null : WiresharkFilter.of(subject);
        if (oneConnection && result.idsEqualTcpStream()) {
            whole = WiresharkFilter.ofStream(evidence.connections().get(0));
        }
        return new Filters(oneFile && !frames.isEmpty() ? WiresharkFilter.of(frames) : null, whole);
    }
}
