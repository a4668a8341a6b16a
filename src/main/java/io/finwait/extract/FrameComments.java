package io.finwait.extract;

import io.finwait.capture.Frame;
import io.finwait.finding.Finding;
import io.finwait.finding.HostFinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is to be said of which frame: the findings that cite it. Bounded: of further frames nothing is said. */
final class FrameComments {
    /** Some 20 MB; who wants to read comments reads fewer. */
    private static final int MOST_FRAMES = 100_000;

    private static final int MOST_OF_A_FRAME = 8;

    private final Map<Long, List<String>> comments = new HashMap<>();
    private final int mostFrames;

    FrameComments() {
        this(MOST_FRAMES);
    }

    FrameComments(int mostFrames) {
        this.mostFrames = mostFrames;
    }

    void add(int connection, Finding finding) {
        String text = "finwait: " + finding.kind().id() + " #" + connection + ": "
                + finding.kind().title();
        for (long frame : finding.frames()) {
            add(frame, text);
        }
    }

    void add(HostFinding finding) {
        String text = "finwait: " + finding.kind().id() + ": " + finding.kind().title();
        for (long frame : finding.frames()) {
            add(frame, text);
        }
    }

    private void add(long frame, String text) {
        List<String> known = comments.get(frame);
        if (known == null) {
            if (comments.size() < mostFrames) {
                comments.put(frame, List.of(text));
            }
        } else if (known.size() < MOST_OF_A_FRAME && !known.contains(text)) {
            var longer = new ArrayList<>(known);
            longer.add(text);
            comments.put(frame, List.copyOf(longer));
        }
    }

    /** Lines about a frame, with its number in its own file; none for most. */
    List<String> of(Frame frame) {
        List<String> lines = comments.get(frame.number);
        if (lines == null) {
            return List.of();
        }
        return lines.stream()
                .map(line -> line + " (frame " + frame.numberInFile + ")")
                .toList();
    }
}
