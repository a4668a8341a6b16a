package io.finwait.finding.tally;

import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A finding across connections while it is put together. */
public final class Draft {
    private final FindingKind kind;
    private final Subject subject;
    private Severity severity;
    private Confidence confidence = Confidence.LIKELY;
    private boolean modelled;
    private List<Integer> connections = List.of();
    private long connectionCount;
    private List<Long> frames = List.of();
    private long firstSeenNanos;
    private long lastSeenNanos;
    private final Map<String, Double> measurements = new LinkedHashMap<>();

    public Draft(FindingKind kind, Subject subject) {
        this.kind = kind;
        this.subject = subject;
        severity = kind.severity();
    }

    public Draft severity(Severity other) {
        severity = other;
        return this;
    }

    public Draft confidence(Confidence other) {
        confidence = other;
        return this;
    }

    /** It rests on a model, not on packets alone. */
    public Draft modelled() {
        modelled = true;
        return this;
    }

    public Draft concerns(Examples examples) {
        connections = examples.ids();
        connectionCount = examples.count();
        frames = examples.frames();
        return this;
    }

    /** How many connections it concerns, where that is more than there are examples. */
    public Draft concerns(Examples examples, long count) {
        concerns(examples);
        connectionCount = count;
        return this;
    }

    public Draft frames(List<Long> proof) {
        frames = proof;
        return this;
    }

    public Draft seen(long firstNanos, long lastNanos) {
        firstSeenNanos = firstNanos;
        lastSeenNanos = lastNanos;
        return this;
    }

    /** A number behind it; {@code name} in snake_case with the unit at its end. */
    public Draft measured(String name, double value) {
        measurements.put(name, value);
        return this;
    }

    /** A count behind it, likewise. */
    public Draft measured(String name, long count) {
        return measured(name, (double) count);
    }

    /** The finding, in one or two sentences. */
    public HostFinding says(String message) {
        return new HostFinding(
                kind,
                severity,
                confidence,
                modelled,
                message,
                subject,
                connections,
                connectionCount,
                frames,
                firstSeenNanos,
                lastSeenNanos,
                Collections.unmodifiableMap(measurements));
    }
}
