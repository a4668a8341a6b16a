package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.capture.CaptureFile;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.Role;
import io.finwait.pair.Absence;
import io.finwait.pair.Alone;
import io.finwait.pair.Basis;
import io.finwait.pair.Change;
import io.finwait.pair.Clock;
import io.finwait.pair.Pair;
import io.finwait.pair.PairResult;
import io.finwait.pair.PairStory;
import io.finwait.pair.Passage;
import io.finwait.pair.Side;
import io.finwait.pair.Sighting;
import io.finwait.pair.Survey;
import io.finwait.pair.Unheard;
import io.finwait.pair.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two captures of the same traffic as one JSON document, {@code docs/pair.schema.json}. Not thread-safe. */
public final class PairJson {
    static final String SCHEMA = "finwait-pair/1";

    private final PairResult result;
    private final JsonGenerator json;
    private final FieldText text = new FieldText();

    private PairJson(PairResult result, OutputStream out) throws IOException {
        this.result = result;
        json = JsonOutput.to(out, "");
        for (Side side : Side.values()) {
            if (CaptureJson.hasNanoseconds(result.survey(side).files())) {
                text.nanosecondInstants();
            }
        }
    }

    /**
     * Writes the document; does not close the stream.
     *
     * @param version finwait's
     */
    public static void write(PairResult result, String version, OutputStream out) throws IOException {
        var report = new PairJson(result, out);
        report.write(version);
        report.json.writeRaw('\n');
        report.json.flush();
        out.flush();
    }

    private void write(String version) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "pair");
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("version", version);
        for (Side side : Side.values()) {
            survey(side);
        }
        json.writeBooleanField("swapped", result.swapped());
        clock();
        summary();
        array("changes", result.changes(), this::change);
        array("absences", result.absences(), this::absence);
        array("unheard", result.unheard(), this::unheard);
        Map<Pair, Integer> lost = new HashMap<>();
        result.absences(Verdict.LOST).forEach(each -> lost.merge(each.pair(), 1, Integer::sum));
        array("connections", result.pairs(), pair -> connection(pair, lost.getOrDefault(pair, 0)));
        array("alone", result.alone(), this::alone);
        PairStory story = result.story();
        if (story != null) {
            array("passages", story.passages(), this::passage);
        }
        json.writeEndObject();
    }

    /** Writes the fields of one element. */
    private interface Element<T> {
        void write(T element) throws IOException;
    }

    private <T> void array(String name, List<T> elements, Element<T> writer) throws IOException {
        json.writeArrayFieldStart(name);
        for (T each : elements) {
            json.writeStartObject();
            writer.write(each);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String name(Side side) {
        return Lowercase.of(side) + "_side";
    }

    private void survey(Side side) throws IOException {
        Survey survey = result.survey(side);
        json.writeObjectFieldStart(name(side));
        json.writeArrayFieldStart("files");
        for (CaptureFile file : survey.files()) {
            json.writeString(file.name());
        }
        json.writeEndArray();
        json.writeNumberField(
                "packets",
                survey.files().stream().mapToLong(CaptureFile::frames).sum());
        json.writeNumberField("connections", survey.sightings().size());
        if (survey.sawFrames()) {
            instant("first_seen", survey.firstNanos());
            instant("last_seen", survey.lastNanos());
        }
        json.writeNumberField("dropped_by_capture", survey.dropped());
        json.writeNumberField("evicted", survey.evicted());
        json.writeBooleanField("no_sign_of_loss", result.trusted().get(side.ordinal()));
        json.writeEndObject();
    }

    private void clock() throws IOException {
        Clock clock = result.clock();
        json.writeObjectFieldStart("clock");
        json.writeStringField("model", Lowercase.of(clock.model()));
        if (clock.isKnown()) {
            long at = result.serverSide().firstNanos();
            millis("server_side_ahead_ms", clock.offsetAt(at));
            millis("uncertainty_ms", clock.uncertaintyNanos());
            json.writeNumberField("segments", clock.samples());
        }
        if (clock.model() == Clock.Model.LINEAR) {
            json.writeNumberField("drift_ppm", Math.round(clock.drift() * 1e9) / 1e3);
        }
        json.writeEndObject();
    }

    private void summary() throws IOException {
        json.writeObjectFieldStart("summary");
        json.writeNumberField("connections", result.allPairs());
        PairResult.ChosenOf chosenOf = result.chosenOf();
        if (chosenOf != null) {
            json.writeObjectFieldStart("chosen");
            json.writeNumberField("connections", result.pairs().size());
            json.writeNumberField("alone", result.alone().size());
            json.writeNumberField("alone_of", chosenOf.alone());
            json.writeEndObject();
        }
        json.writeObjectFieldStart("by_basis");
        for (Map.Entry<Basis, Long> each : PairReport.bases(result).entrySet()) {
            json.writeNumberField(Lowercase.of(each.getKey()), each.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("absences");
        for (Verdict verdict : Verdict.values()) {
            json.writeNumberField(
                    Lowercase.of(verdict), result.absences(verdict).size());
        }
        json.writeEndObject();
        json.writeNumberField("absences_not_listed", result.notListed());
        json.writeObjectFieldStart("plain_acks_missing");
        for (Side side : Side.values()) {
            json.writeNumberField(name(side), result.plainAcksMissing().get(side.ordinal()));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void change(Change change) throws IOException {
        json.writeStringField("what", Lowercase.of(change.what()));
        json.writeStringField("of", Lowercase.of(change.of()));
        json.writeStringField("before", change.before());
        json.writeStringField("after", change.after());
        json.writeNumberField("connections", change.count());
        json.writeNumberField("compared", change.compared());
        json.writeNumberField("id", change.example().id());
        for (Side side : Side.values()) {
            frame(name(side) + "_frame", change.frame(side));
        }
    }

    private void absence(Absence absence) throws IOException {
        json.writeStringField("verdict", Lowercase.of(absence.verdict()));
        json.writeBooleanField("certain", absence.certain());
        json.writeStringField("evidence", Lowercase.of(absence.evidence()));
        ids(absence.pair());
        Passage passage = absence.passage();
        segment(passage);
        json.writeStringField("seen_at", name(passage.seenAt()));
        json.writeNumberField("frame", passage.frame());
        instant("time", passage.nanos());
        if (passage.missing() > 0) {
            json.writeNumberField("missing_octets", passage.missing());
        }
        if (passage.alike() > 1) {
            json.writeNumberField("one_of", passage.alike());
        }
        if (absence.evidenceFrame() >= 0) {
            frame("evidence_frame", absence.evidenceFrame());
            millis("evidence_after_ms", absence.evidenceAfterNanos());
        }
        json.writeStringField("message", PairWords.absent(List.of(absence)));
    }

    private void segment(Passage passage) throws IOException {
        json.writeStringField("kind", Lowercase.of(passage.kind()));
        json.writeStringField("from", Lowercase.of(passage.from()));
        json.writeBooleanField("repeated", passage.isRepeat());
        json.writeNumberField("payload_bytes", passage.payloadLength());
    }

    private void unheard(Unheard unheard) throws IOException {
        json.writeStringField("kind", Lowercase.of(unheard.kind()));
        json.writeStringField("from", Lowercase.of(unheard.from()));
        ids(unheard.pair());
        json.writeStringField("arrived_at", name(unheard.side()));
        frame(name(unheard.side().other()) + "_frame", unheard.leftFrame());
        frame(name(unheard.side()) + "_frame", unheard.arrivedFrame());
        frame("reply_frame", unheard.replyFrame());
        millis(unheard.replyFrame() < 0 ? "silent_ms" : "reply_after_ms", unheard.replyNanos());
        json.writeStringField("message", PairWords.unheard(List.of(unheard)));
    }

    private void ids(Pair pair) throws IOException {
        json.writeNumberField("id", pair.id());
        json.writeNumberField("server_side_id", pair.at(Side.SERVER).id());
    }

    private void connection(Pair pair, int lost) throws IOException {
        ids(pair);
        json.writeStringField("basis", Lowercase.of(pair.basis()));
        json.writeStringField("client_beyond", name(pair.near(Role.CLIENT)));
        for (Side side : Side.values()) {
            Sighting sighting = pair.at(side);
            json.writeObjectFieldStart(name(side));
            ends(sighting);
            optionalMillis("syn_to_syn_ack_ms", sighting.synToSynAckNanos());
            optionalMillis("syn_ack_to_ack_ms", sighting.synAckToAckNanos());
            json.writeEndObject();
        }
        optionalMillis("between_ms", pair.betweenNanos());
        json.writeNumberField("lost", lost);
    }

    private void ends(Sighting sighting) throws IOException {
        end("client", sighting.client());
        end("server", sighting.server());
        json.writeNumberField("first_frame", sighting.firstFrame());
        json.writeStringField("kind", Lowercase.of(sighting.kind()));
    }

    private void end(String name, HostPort end) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("ip", end.ip().toString());
        json.writeNumberField("port", end.port());
        json.writeEndObject();
    }

    private void alone(Alone alone) throws IOException {
        json.writeStringField("side", name(alone.side()));
        json.writeNumberField("id", alone.sighting().id());
        ends(alone.sighting());
        json.writeStringField("reason", Lowercase.of(alone.reason()));
    }

    private void passage(Passage passage) throws IOException {
        instant("time", passage.alignedNanos());
        segment(passage);
        for (Side side : Side.values()) {
            frame(name(side) + "_frame", passage.seenAt() == side ? passage.frame() : passage.otherFrame());
        }
        Absence absence = result.absenceOf(passage);
        if (absence != null) {
            json.writeStringField("verdict", Lowercase.of(absence.verdict()));
        }
    }

    /** Leaves out one that there is not. */
    private void frame(String name, long frame) throws IOException {
        if (frame >= 0) {
            json.writeNumberField(name, frame);
        }
    }

    private void instant(String name, long epochNanos) throws IOException {
        json.writeFieldName(name);
        json.writeString(text.clear().appendInstant(epochNanos).toString());
    }

    private void millis(String name, long nanos) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(text.clear().appendMillis(nanos).toString());
    }

    private void optionalMillis(String name, long nanos) throws IOException {
        if (nanos >= 0) {
            millis(name, nanos);
        }
    }
}
