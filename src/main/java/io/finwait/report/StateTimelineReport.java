package io.finwait.report;

import io.finwait.analysis.ConnectionStory;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.TimeWait;
import io.finwait.report.TextTable.Column;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.List;

/** The states of each end of one connection: when each was entered, how long it lasted, what ended it. */
public final class StateTimelineReport {
    private StateTimelineReport() {}

    /** Lays the timelines out. */
    public static String of(ConnectionStory story, TextStyle style) {
        ConnectionRecord connection = story.connection();
        var page = new TextPage(style);
        LadderReport.writeTitle(page, connection, style);
        page.line("  first packet " + InstantText.dateTime(connection.firstSeenNanos()));
        boolean inferred = false;
        for (Role role : Role.values()) {
            page.heading(role.name(), style.named(connection.end(role)));
            if (connection.states(role).isEmpty()) {
                page.line("  nothing is known of its state");
                continue;
            }
            writeStates(page, connection.states(role), style);
            inferred |= connection.states(role).stream().anyMatch(StateInterval::inferred);
        }
        page.blank();
        for (TimeWait wait : connection.timeWaits()) {
            page.wrap("", "", LadderReport.timeWait(wait));
        }
        if (inferred) {
            page.wrap("", "", LadderReport.whyInferred(connection));
        }
        page.wrap("", "", Vantage.sentence(connection));
        if (!story.findings().isEmpty()) {
            page.heading("FINDINGS", "");
            new FindingsSection(style).writeTo(page, story.findings());
        }
        return page.toString();
    }

    private static void writeStates(TextPage page, List<StateInterval> states, TextStyle style) {
        var table = new TextTable(
                style,
                List.of(new Column("state", false, 0)),
                List.of(
                        new Column("entered", false, 0),
                        new Column("", false, 1),
                        new Column("lasted", true, 0),
                        new Column("ended by", false, 0)));
        for (StateInterval state : states) {
            table.row(
                    List.of(state.state().name()),
                    List.of(
                            InstantText.micro(state.enterNanos()),
                            state.inferred() ? "inferred" : "",
                            state.state() == TcpState.CLOSED ? "" : DurationText.of(state.durationNanos()),
                            endedBy(state)));
        }
        table.writeTo(page);
    }

    private static String endedBy(StateInterval state) {
        if (state.state() == TcpState.CLOSED) {
            return "";
        }
        return switch (state.end()) {
            case OBSERVED -> "a packet";
            case INFERRED -> "not seen: inferred";
            case CAPTURE_END -> "not seen: the capture ended";
        };
    }
}
