package io.finwait.report;

import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.LadderStep;
import io.finwait.analysis.Names;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateInterval;
import java.util.List;

/**
 * A ladder as a Mermaid sequence diagram (mermaid.js.org/syntax/sequenceDiagram). Nothing in it comes from outside but addresses and plain
 * names, and no word of it has a semicolon or a number sign, which end a line there.
 */
final class MermaidLadder implements LadderRows.Drawing {
    private final LadderRows rows;
    private final StringBuilder diagram = new StringBuilder("sequenceDiagram\n");

    private MermaidLadder(LadderRows rows) {
        this.rows = rows;
    }

    static String of(ConnectionStory story, Names names) {
        var rows = new LadderRows(story);
        var ladder = new MermaidLadder(rows);
        ConnectionRecord connection = story.connection();
        ladder.line(names.in("participant c as client " + connection.client(), MermaidLadder::plain));
        ladder.line(names.in("participant s as server " + connection.server(), MermaidLadder::plain));
        rows.draw(ladder);
        return ladder.diagram.toString();
    }

    @Override
    public void segment(LadderStep step, String label, List<StateInterval> client, List<StateInterval> server) {
        line((step.from() == Role.CLIENT ? "c->>s: " : "s->>c: ") + label + ", frame " + step.frame() + ", "
                + rows.time(step.timeNanos()) + " ms");
        client.forEach(state -> note(Role.CLIENT, LadderReport.name(state)));
        server.forEach(state -> note(Role.SERVER, LadderReport.name(state)));
    }

    @Override
    public void loose(Role role, StateInterval state) {
        note(role, LadderReport.name(state) + ", " + rows.time(state.enterNanos()) + " ms");
    }

    @Override
    public void leftOut(String words) {
        line("Note over c,s: " + words);
    }

    /** What may stand in the name of a host; whatever else a file of names has could mean something to Mermaid. */
    private static String plain(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}._-]", "?");
    }

    private void note(Role role, String words) {
        line((role == Role.CLIENT ? "Note left of c: " : "Note right of s: ") + words);
    }

    private void line(String line) {
        diagram.append("    ").append(line).append('\n');
    }
}
