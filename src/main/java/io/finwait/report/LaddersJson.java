package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.LadderStep;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateInterval;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ladders as the page's script reads them: an object each, by connection id. */
final class LaddersJson {
    private static final double MILLI = 1e6;

    private static final int[] BITS = {
        TcpSegment.SYN,
        TcpSegment.FIN,
        TcpSegment.RST,
        TcpSegment.PSH,
        TcpSegment.ACK_FLAG,
        TcpSegment.URG,
        TcpSegment.ECE,
        TcpSegment.CWR
    };
    private static final String[] NAMES = {"SYN", "FIN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};

    private LaddersJson() {}

    /** The ladder of one connection, as an object in UTF-8. */
    static byte[] of(ConnectionStory story, TextStyle style) throws IOException {
        var octets = new ByteArrayOutputStream();
        JsonGenerator json = JsonOutput.to(octets, "");
        write(story, style, json);
        json.flush();
        return octets.toByteArray();
    }

    private static void write(ConnectionStory story, TextStyle style, JsonGenerator json) throws IOException {
        ConnectionRecord connection = story.connection();
        json.writeStartObject();
        json.writeStringField("client", style.named(connection.client()));
        json.writeStringField("server", style.named(connection.server()));
        json.writeStringField("outcome", LadderReport.outcome(connection));
        json.writeStringField("filter", WiresharkFilter.of(connection));
        json.writeArrayFieldStart("rows");
        new LadderRows(story).draw(new Rows(story, json));
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        for (Finding finding : story.findings()) {
            json.writeStartObject();
            json.writeStringField("id", finding.kind().id());
            json.writeStringField("severity", Lowercase.of(finding.severity()));
            json.writeStringField("message", style.named(style.safe(finding.message())));
            json.writeArrayFieldStart("frames");
            for (long frame : finding.frames()) {
                json.writeNumber(frame);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notes");
        for (String note : notes(connection)) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeStringField("text", LadderReport.of(story, style, false));
        json.writeEndObject();
    }

    private static List<String> notes(ConnectionRecord connection) {
        var notes = new ArrayList<String>();
        connection.timeWaits().forEach(wait -> notes.add(LadderReport.timeWait(wait)));
        boolean inferred = Stream.of(Role.values())
                .flatMap(role -> connection.states(role).stream())
                .anyMatch(StateInterval::inferred);
        if (inferred) {
            notes.add("* " + LadderReport.whyInferred(connection) + ".");
        }
        notes.add(Vantage.sentence(connection));
        return notes;
    }

    /** Writes each row as an object. */
    private static final class Rows implements LadderRows.Drawing {
        private final long firstNanos;
        private final JsonGenerator json;

        Rows(ConnectionStory story, JsonGenerator json) {
            firstNanos = story.connection().firstSeenNanos();
            this.json = json;
        }

        private interface Fields {
            void write() throws IOException;
        }

        private void row(Fields fields) {
            try {
                json.writeStartObject();
                fields.write();
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void time(long nanos) throws IOException {
            json.writeNumberField("ms", (nanos - firstNanos) / MILLI);
        }

        private void states(Role role, List<StateInterval> states) throws IOException {
            if (!states.isEmpty()) {
                json.writeArrayFieldStart(Lowercase.of(role));
                for (StateInterval state : states) {
                    json.writeString(LadderReport.name(state));
                }
                json.writeEndArray();
            }
        }

        @Override
        public void segment(LadderStep step, String label, List<StateInterval> client, List<StateInterval> server) {
            row(() -> {
                time(step.timeNanos());
                json.writeNumberField("frame", step.frame());
                json.writeStringField("from", Lowercase.of(step.from()));
                json.writeStringField("label", label);
                json.writeStringField("flags", flags(step.flags()));
                json.writeNumberField("seq", step.relativeSeq());
                if (step.relativeAck() >= 0) {
                    json.writeNumberField("ack", step.relativeAck());
                }
                json.writeNumberField("length", step.payloadLength());
                json.writeNumberField("window", step.window());
                states(Role.CLIENT, client);
                states(Role.SERVER, server);
            });
        }

        private static String flags(int flags) {
            var text = new StringBuilder();
            for (int i = 0; i < BITS.length; i++) {
                if ((flags & BITS[i]) != 0) {
                    text.append(text.isEmpty() ? "" : " ").append(NAMES[i]);
                }
            }
            return text.isEmpty() ? "none" : text.toString();
        }

        @Override
        public void loose(Role role, StateInterval state) {
            row(() -> {
                time(state.enterNanos());
                states(role, List.of(state));
            });
        }

        @Override
        public void leftOut(String words) {
            row(() -> json.writeStringField("leftOut", words));
        }
    }
}
