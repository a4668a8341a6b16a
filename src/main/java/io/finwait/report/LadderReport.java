package io.finwait.report;

import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.LadderStep;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TimeWait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.List;

/** One connection as a ladder: its segments as arrows between the two ends, and each end's state as it changes. */
public final class LadderReport {
    private static final int STATE = 13;
    private static final String INFERRED = "*";

    /** From this width of the arrows on, sequence numbers fit beside the flags. */
    private static final int ROOM_FOR_NUMBERS = 56;

    private final ConnectionStory story;
    private final TextStyle style;
    private final boolean numbers;
    private final LadderRows rows;
    private final int timeWidth;
    private final int frameWidth;
    private final int arrowWidth;
    private boolean inferred;

    private LadderReport(ConnectionStory story, TextStyle style, boolean numbers) {
        this.story = story;
        this.style = style;
        rows = new LadderRows(story);
        int widestTime = "time ms".length();
        int widestFrame = "frame".length();
        for (LadderStep step : story.steps()) {
            widestTime = Math.max(widestTime, rows.time(step.timeNanos()).length());
            widestFrame = Math.max(widestFrame, Long.toString(step.frame()).length());
        }
        for (long enterNanos : rows.looseNanos()) {
            widestTime = Math.max(widestTime, rows.time(enterNanos).length());
        }
        timeWidth = widestTime;
        frameWidth = widestFrame;
        int room = style.width() - 2 - timeWidth - 2 - frameWidth - 2 - STATE - 1 - 2 - STATE;
        int longest = 0;
        for (LadderStep step : story.steps()) {
            longest = Math.max(
                    longest,
                    SegmentText.of(step).length()
                            + 2
                            + SegmentText.numbers(step).length()
                            + 8);
        }
        this.numbers = numbers || (room >= ROOM_FOR_NUMBERS && room >= longest);
        arrowWidth = Math.max(20, Math.min(room, Math.max(ROOM_FOR_NUMBERS, longest)));
    }

    /**
     * Lays the ladder out.
     *
     * @param numbers whether relative sequence numbers are shown even where they make lines long
     */
    public static String of(ConnectionStory story, TextStyle style, boolean numbers) {
        var page = new TextPage(style);
        writeTitle(page, story.connection(), style);
        new LadderReport(story, style, numbers).writeTo(page);
        return page.toString();
    }

    static void writeTitle(TextPage page, ConnectionRecord connection, TextStyle style) {
        String id = "#" + connection.id() + "  ";
        String indent = " ".repeat(id.length());
        String ends = style.named(connection.client() + " " + style.arrow() + " " + connection.server());
        String title = ends + "  " + outcome(connection);
        String filter = WiresharkFilter.of(connection);
        boolean fits = id.length() + title.length() + 2 + filter.length() <= style.width();
        page.wrap(style.bold(id.strip()) + "  ", indent, fits ? title + "  " + filter : title);
        if (!fits) { // a filter is copied: it stays in one piece where there is room for it
            page.wrap(indent, indent, filter);
        }
    }

    /** {@code client closed first, FIN}. */
    static String outcome(ConnectionRecord connection) {
        String how = SummarySection.kind(connection.close().kind());
        return switch (connection.close().activeCloser()) {
            case CLIENT, SERVER -> Lowercase.of(connection.close().activeCloser()) + " closed first, " + how;
            case SIMULTANEOUS -> "both closed at once, " + how;
            case UNKNOWN -> "who closed first is not known, " + how;
            case NONE -> how;
        };
    }

    private void writeTo(TextPage page) {
        page.line(style.dim("  " + TextTable.pad("time ms", timeWidth, true) + "  "
                + TextTable.pad("frame", frameWidth, true) + "  "
                + TextTable.pad("client", STATE + 1 + arrowWidth + 2, false) + "server"));
        rows.draw(new Lines(page));
        for (TimeWait wait : story.connection().timeWaits()) {
            page.wrap("  ", "  ", timeWait(wait));
        }
        if (inferred) {
            page.wrap("  ", "  ", INFERRED + " " + whyInferred(story.connection()));
        }
        page.blank();
        new FindingsSection(style).writeTo(page, story.findings());
        page.blank();
        page.wrap("", "", Vantage.sentence(story.connection()));
    }

    static String whyInferred(ConnectionRecord connection) {
        return "inferred: the capture cannot show that the segment arrived, "
                + (connection.close().activeCloser() == ActiveCloser.UNKNOWN
                        ? "or that the other side's FIN did not come first, "
                        : "")
                + "or a timer must have run out by then";
    }

    /** Draws each row as a line, or several where a segment begins several states of one side. */
    private final class Lines implements LadderRows.Drawing {
        private final TextPage page;

        Lines(TextPage page) {
            this.page = page;
        }

        @Override
        public void segment(LadderStep step, String label, List<StateInterval> client, List<StateInterval> server) {
            int lines = Math.max(1, Math.max(client.size(), server.size()));
            for (int row = 0; row < lines; row++) {
                String time = row == 0 ? rows.time(step.timeNanos()) : "";
                String frame = row == 0 ? Long.toString(step.frame()) : "";
                String arrow = row == 0 ? arrow(step, label) : " ".repeat(arrowWidth);
                page.line(line(time, frame, client, server, row, arrow));
            }
        }

        @Override
        public void loose(Role role, StateInterval loose) {
            List<StateInterval> state = List.of(loose);
            List<StateInterval> client = role == Role.CLIENT ? state : List.of();
            List<StateInterval> server = role == Role.SERVER ? state : List.of();
            page.line(line(rows.time(loose.enterNanos()), "", client, server, 0, " ".repeat(arrowWidth)));
        }

        @Override
        public void leftOut(String words) {
            page.line(" ".repeat(2 + timeWidth + 2 + frameWidth + 2)
                    + style.dim((style.unicode() ? "⋮ " : ": ") + words));
        }
    }

    private String line(
            String time, String frame, List<StateInterval> client, List<StateInterval> server, int row, String arrow) {
        String left = row < client.size() ? state(client.get(row)) : "";
        String right = row < server.size() ? state(server.get(row)) : "";
        return "  " + TextTable.pad(time, timeWidth, true) + "  " + TextTable.pad(frame, frameWidth, true) + "  "
                + painted(left, TextTable.pad(left, STATE, false)) + " " + arrow + "  " + painted(right, right);
    }

    private String state(StateInterval interval) {
        inferred |= interval.inferred();
        return name(interval);
    }

    /** A state's name, marked where it is inferred. */
    static String name(StateInterval interval) {
        return interval.state().name() + (interval.inferred() ? INFERRED : "");
    }

    private String painted(String state, String padded) {
        return state.isEmpty() ? padded : style.paint(StateColor.of(state), padded);
    }

    private String arrow(LadderStep step, String words) {
        String label = words + (numbers ? "  " + SegmentText.numbers(step) : "");
        String dash = style.unicode() ? "─" : "-";
        String tail = dash.repeat(2);
        int shaft = Math.max(2, arrowWidth - label.length() - 5);
        return step.from() == Role.CLIENT
                ? tail + " " + label + " " + dash.repeat(shaft) + (style.unicode() ? "▶" : ">")
                : (style.unicode() ? "◀" : "<") + dash.repeat(shaft) + " " + label + " " + tail;
    }

    static String timeWait(TimeWait wait) {
        String holder = "The " + Lowercase.of(wait.holder());
        String held = DurationText.of(wait.observedNanos());
        String assumed = DurationText.of(wait.assumedNanos());
        String outcome =
                switch (wait.end()) {
                    case REUSED ->
                        "'s TIME_WAIT ended after " + held + ": a new SYN took the port over"
                                + (wait.nextId() < 0 ? "" : " (#" + wait.nextId() + ")");
                    case RESET -> "'s TIME_WAIT was over after " + held + ": a RST ended it, or answered in its place";
                    case EXPIRED -> "'s TIME_WAIT lasted " + assumed + ", as assumed; its end is not on the wire";
                    case CAPTURE_END ->
                        " was still in TIME_WAIT when the capture ended, after " + held + " of an assumed " + assumed;
                };
        String times = wait.rearmed() == 1 ? "once" : CountText.of(wait.rearmed(), "time");
        return holder + outcome + (wait.rearmed() == 0 ? "." : "; its timer started again " + times + ".");
    }
}
