package io.finwait.pair;

import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Life;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/** Which connections of one capture meet each of some conditions. */
final class Choice {
    private final List<Predicate<ConnectionRecord>> conditions;
    private final List<BitSet> met;

    Choice(List<Predicate<ConnectionRecord>> conditions) {
        this.conditions = List.copyOf(conditions);
        met = conditions.stream().map(condition -> new BitSet()).toList();
    }

    /** Holds a connection that is over against the conditions. */
    void judge(Life life) {
        for (int i = 0; i < conditions.size(); i++) {
            met.get(i).set(life.id(), conditions.get(i).test(life.record()));
        }
    }

    /** Whether there is no condition. */
    boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** Whether that connection meets all of them. */
    boolean has(int id) {
        return met.stream().allMatch(one -> one.get(id));
    }

    /** Whether each is met by that connection or by one of another capture, which has the same conditions. */
    boolean hasEither(int id, Choice other, int otherId) {
        for (int i = 0; i < met.size(); i++) {
            if (!met.get(i).get(id) && !other.met.get(i).get(otherId)) {
                return false;
            }
        }
        return true;
    }
}
