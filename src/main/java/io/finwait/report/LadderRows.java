package io.finwait.report;

import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.LadderStep;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateInterval;
import io.finwait.words.CountText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What a ladder shows, row by row, however it is drawn. */
final class LadderRows {
    private static final long MILLI = 1_000_000;

    /** Draws the rows, which come in order of time. */
    interface Drawing {
        /**
         * A segment.
         *
         * @param label what it is, in words
         * @param client states that the client entered by it; {@code server} likewise
         */
        void segment(LadderStep step, String label, List<StateInterval> client, List<StateInterval> server);

        /** A state that began without a segment that is shown. */
        void loose(Role role, StateInterval state);

        /** Some segments are not shown; {@code words} says how many. */
        void leftOut(String words);
    }

    private final ConnectionStory story;
    private final StateLanes lanes;
    private final BitSet probes;
    private final boolean nanoseconds;

    LadderRows(ConnectionStory story) {
        this.story = story;
        lanes = new StateLanes(story);
        probes = Probes.among(story.steps());
        nanoseconds = story.steps().stream().anyMatch(s -> s.timeNanos() % 1000 != 0);
    }

    void draw(Drawing drawing) {
        List<StateLanes.Loose> loose = new ArrayList<>(lanes.loose());
        List<LadderStep> steps = story.steps();
        for (int i = 0; i < steps.size(); i++) {
            if (story.leftOut() > 0 && i == story.leftOutAfter()) {
                drawing.leftOut(leftOut());
            }
            while (!loose.isEmpty()
                    && loose.get(0).state().enterNanos() < steps.get(i).timeNanos()) {
                draw(loose.remove(0), drawing);
            }
            LadderStep step = steps.get(i);
            String label = SegmentText.of(step) + (probes.get(i) ? " (probe)" : "");
            drawing.segment(step, label, lanes.at(Role.CLIENT, i), lanes.at(Role.SERVER, i));
        }
        if (story.leftOut() > 0 && story.leftOutAfter() >= steps.size()) {
            drawing.leftOut(leftOut());
        }
        loose.forEach(last -> draw(last, drawing));
    }

    private static void draw(StateLanes.Loose loose, Drawing drawing) {
        drawing.loose(loose.role(), loose.state());
    }

    private String leftOut() {
        return CountText.of(story.leftOut(), "more segment") + " not shown";
    }

    /** When the loose states began, instants. */
    List<Long> looseNanos() {
        return lanes.loose().stream().map(l -> l.state().enterNanos()).toList();
    }

    /** Milliseconds since the first segment, as exact as the capture. */
    String time(long epochNanos) {
        long nanos = epochNanos - story.connection().firstSeenNanos();
        long abs = Math.abs(nanos);
        String fraction = Long.toString(MILLI + abs % MILLI).substring(1, nanoseconds ? 7 : 4);
        return (nanos < 0 ? "-" : "") + CountText.of(abs / MILLI) + "." + fraction;
    }
}
