package io.finwait.pipeline;

import io.finwait.analysis.Moment;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns on their way from the tracker to those that judge and write: filled by one thread, looked at by others, used again. */
final class TurnBatch {
    static final int CAPACITY = 512;

    /** What was found in each connection that finished, in their order. */
    final List<List<Finding>> findings = new ArrayList<>();

    private final Turn[] turns;
    private int size;
    private boolean last;
    private @Nullable Moment moment;

    TurnBatch(int capacity) {
        turns = new Turn[capacity];
        for (int i = 0; i < capacity; i++) {
            turns[i] = new Turn();
        }
    }

    boolean isFull() {
        return size == turns.length;
    }

    /** One more, to be filled. */
    Turn next() {
        return turns[size++];
    }

    int size() {
        return size;
    }

    Turn get(int index) {
        return turns[index];
    }

    /** Says that no other one is on its way behind it by now. */
    void beLast() {
        last = true;
    }

    /** Whether there may be time until the next one comes. */
    boolean isLast() {
        return last;
    }

    /** How things stand behind its turns; null where nobody looked. */
    @Nullable
    Moment moment() {
        return moment;
    }

    void setMoment(@Nullable Moment moment) {
        this.moment = moment;
    }

    /** Makes it empty again. */
    void clear() {
        for (int i = 0; i < size; i++) {
            turns[i].clear();
        }
        findings.clear();
        size = 0;
        last = false;
        moment = null;
    }
}
