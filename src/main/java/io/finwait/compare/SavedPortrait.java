package io.finwait.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.finwait.analysis.DurationDistributions;
import io.finwait.analysis.Sight;
import io.finwait.analysis.Summary.Measure;
import io.finwait.compare.ConnectionFacts.Seen;
import io.finwait.compare.ConnectionFacts.Stay;
import io.finwait.compare.Portrait.TimeWaitPeaks;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateEnd;
import io.finwait.lifecycle.TcpState;
import io.finwait.words.CountText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the portrait of a capture from a report that was saved. */
public final class SavedPortrait {
    private static final int NANOS_PER_MILLI_DIGITS = 6;

    private final PortraitMaker maker = new PortraitMaker();
    private @Nullable JsonNode capture;
    private @Nullable JsonNode summary;

    private SavedPortrait() {}

    /**
     * Reads a JSON or NDJSON report.
     *
     * @param name of the file, as the user gave it
     * @throws IllegalArgumentException if it is none, or lacks connections
     */
    public static Portrait read(Path file, String name) throws IOException {
        var saved = new SavedPortrait();
        SavedReport.read(file, saved::take);
        return saved.portrait(name);
    }

    private void take(JsonNode object) {
        switch (object.path("type").asText()) {
            case "capture" -> capture = object;
            case "connection" -> maker.connection(connection(object));
            case "host_finding" ->
                maker.hostFinding(
                        SavedReport.about(object),
                        severity(object),
                        object.path("connection_count").asLong(),
                        object.path("message").asText());
            case "summary" -> takeSummary(object);
            default -> {
                // Of a later version: nothing that is compared.
            }
        }
    }

    private void takeSummary(JsonNode object) {
        summary = object;
        for (JsonNode service : object.path("services")) {
            JsonNode peak = service.path("time_wait_peak");
            maker.timeWaitPeaks(
                    SavedReport.end(service.path("server")),
                    new TimeWaitPeaks(
                            peak.path("server").asLong(-1), peak.path("client").asLong(-1)));
        }
    }

    private static ConnectionFacts connection(JsonNode c) {
        JsonNode close = c.path("close");
        JsonNode handshake = c.path("handshake");
        long there = millis(handshake.path("syn_to_syn_ack_ms"));
        long back = millis(handshake.path("syn_ack_to_ack_ms"));
        var stays = new ArrayList<Stay>();
        for (Role side : Role.values()) {
            addStays(side, c.path("states").path(name(side)), stays);
        }
        long timeWait = 0;
        for (JsonNode wait : c.path("time_wait")) {
            timeWait = Math.max(timeWait, millis(wait.path("assumed_ms")));
        }
        var pair = SavedReport.pair(c);
        return new ConnectionFacts(
                c.path("id").asInt(),
                SavedReport.end(c.path("client")),
                pair.server(),
                constant(CloseKind.class, close.path("kind")),
                constant(ActiveCloser.class, close.path("active_closer")),
                close.path("completed").asBoolean(),
                hasValue(c.path("visibility"), "no_handshake"),
                there < 0 || back < 0 ? -1 : there + back,
                millis(close.path("teardown_ms")),
                stays,
                timeWait,
                ofBoth(c.path("packets")),
                ofBoth(c.path("payload_bytes")),
                c.path("exchanges").asInt(-1),
                findings(c.path("findings")));
    }

    private static void addStays(Role side, JsonNode states, List<Stay> stays) {
        for (JsonNode interval : states) {
            Measure state = DurationDistributions.measureOf(constant(TcpState.class, interval.path("state")));
            long nanos = millis(interval.path("duration_ms"));
            if (state != null && nanos >= 0 && interval.path("end").asText().equals(name(StateEnd.OBSERVED))) {
                stays.add(new Stay(side, state, nanos));
            }
        }
    }

    private static List<Seen> findings(JsonNode all) {
        var findings = new ArrayList<Seen>();
        for (JsonNode one : all) {
            findings.add(new Seen(one.path("id").asText(), severity(one), () -> one.path("message")
                    .asText()));
        }
        return findings;
    }

    private Portrait portrait(String name) {
        JsonNode of = capture;
        JsonNode sums = summary;
        if (of == null || sums == null) {
            throw new IllegalArgumentException("a report without its end: it has no summary");
        }
        long connections = sums.path("connections").asLong();
        if (maker.connections() != connections) {
            throw new IllegalArgumentException("it lists " + CountText.of(maker.connections()) + " of "
                    + CountText.of(connections) + " connections; make it anew without --where");
        }
        var files = new ArrayList<String>();
        of.path("files").forEach(file -> files.add(file.path("name").asText()));
        return new Portrait(
                new Portrait.Origin(
                        files,
                        name,
                        of.has("filter") ? of.path("filter").asText() : null,
                        of.path("version").asText()),
                instant(sums.path("first_seen")),
                instant(sums.path("last_seen")),
                sums.path("packets").asLong(),
                connections,
                gaps(sums),
                maker.services(),
                maker.servicesNotListed(),
                maker.findings(),
                scope(sums));
    }

    private static Portrait.Gaps gaps(JsonNode sums) {
        JsonNode seen = sums.path("visibility");
        JsonNode repeated = sums.path("repeated");
        long dropped = 0;
        boolean damaged = false;
        for (JsonNode file : sums.path("files")) {
            dropped += file.path("dropped_by_capture").asLong();
            damaged |= file.has("damage") && !file.at("/damage/cut_short").asBoolean();
        }
        var sight = new Sight(
                seen.path("lost_by_capture").asLong(),
                seen.path("one_direction").asLong(),
                seen.path("header_cut").asLong(),
                seen.path("no_handshake").asLong(),
                repeated.path("syn").asLong(),
                repeated.path("fin").asLong());
        return new Portrait.Gaps(sight, dropped, sums.path("evicted").asLong(), damaged);
    }

    private Portrait.Scope scope(JsonNode sums) {
        JsonNode choice = sums.path("finding_choice");
        Set<String> off = new HashSet<>();
        choice.path("off").forEach(id -> off.add(id.asText()));
        Severity least =
                choice.has("least_severity") ? constant(Severity.class, choice.path("least_severity")) : Severity.INFO;
        return new Portrait.Scope(least, off, maker.lacksFindings() || sums.has("findings_muted"));
    }

    private static Severity severity(JsonNode finding) {
        return constant(Severity.class, finding.path("severity"));
    }

    /** A number of milliseconds in nanoseconds; -1 where there is none. */
    private static long millis(JsonNode number) {
        return number.isNumber()
                ? new BigDecimal(number.asText())
                        .movePointRight(NANOS_PER_MILLI_DIGITS)
                        .longValue()
                : -1;
    }

    private static long instant(JsonNode text) {
        if (!text.isTextual()) {
            return 0;
        }
        try {
            Instant instant = Instant.parse(text.asText());
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text.asText() + "' is not an instant", e);
        }
    }

    private static long ofBoth(JsonNode sides) {
        return sides.path("client").asLong() + sides.path("server").asLong();
    }

    private static boolean hasValue(JsonNode array, String value) {
        for (JsonNode element : array) {
            if (element.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode name) {
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equals(name.asText().toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + name.asText() + "' is none that this finwait knows");
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
