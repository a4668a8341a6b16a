package io.finwait.finding;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a rule found in one connection. Immutable. The message is put into words only when somebody reads it, since a capture
 * may hold half a million alike.
 */
public final class Finding {
    private final FindingKind kind;
    private final Severity severity;
    private final Confidence confidence;
    private final boolean modelled;
    private final long[] frames;
    private final Supplier<String> message;

    private Finding(
            FindingKind kind,
            Severity severity,
            Confidence confidence,
            boolean modelled,
            long[] frames,
            Supplier<String> message) {
        this.kind = kind;
        this.severity = severity;
        this.confidence = confidence;
        this.modelled = modelled;
        this.frames = frames;
        this.message = message;
    }

    /**
     * A finding of its kind's usual severity.
     *
     * @param frames the frames that prove it, in order; the array is kept
     * @param message one sentence with the numbers in it; must not hold on to the {@code Life}
     */
    public static Finding of(FindingKind kind, Confidence confidence, long[] frames, Supplier<String> message) {
        return new Finding(kind, kind.severity(), confidence, false, frames, message);
    }

    public Finding withSeverity(Severity other) {
        return new Finding(kind, other, confidence, modelled, frames, message);
    }

    public Finding withConfidence(Confidence other) {
        return new Finding(kind, severity, other, modelled, frames, message);
    }

    /** Says that it rests on a model (a timer's assumed length), not on packets alone. */
    public Finding asModelled() {
        return new Finding(kind, severity, confidence, true, frames, message);
    }

    /** The same with other words in its message, once somebody reads it. */
    public Finding reworded(UnaryOperator<String> words) {
        return new Finding(kind, severity, confidence, modelled, frames, () -> words.apply(message.get()));
    }

    public FindingKind kind() {
        return kind;
    }

    public Severity severity() {
        return severity;
    }

    public Confidence confidence() {
        return confidence;
    }

    public boolean modelled() {
        return modelled;
    }

    /** The frames that prove it; a view. */
    public List<Long> frames() {
        return new Frames(frames);
    }

    /** Numbers as a list without a box for each. */
    private static final class Frames extends AbstractList<Long> implements RandomAccess {
        private final long[] numbers;

        Frames(long[] numbers) {
            this.numbers = numbers;
        }

        @Override
        public Long get(int index) {
            return numbers[index];
        }

        @Override
        public int size() {
            return numbers.length;
        }
    }

    public String message() {
        return message.get();
    }
}
