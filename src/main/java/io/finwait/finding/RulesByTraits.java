package io.finwait.finding;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Chooses the rules for a connection by its traits, once for each combination that comes often. Not thread-safe. */
final class RulesByTraits<R> {
    /** The traits of a rule about every connection, whatever it has. */
    static final int EVERY = -1;

    /** A power of two; a capture holds few combinations, and those that meet here only take turns. */
    private static final int REMEMBERED = 256;

    private static final int SPREAD = 0x9E37_79B9;

    private final List<R> rules;
    private final ToIntFunction<R> traitsOf;
    private final IntFunction<R[]> array;
    private final int any;
    private final int[] traits = new int[REMEMBERED];
    private final R[] @Nullable [] chosen;

    /**
     * @param traitsOf which traits a rule is about, or {@link #EVERY}
     * @param array makes an array of rules
     */
    @SuppressWarnings("unchecked") // of arrays that nobody else gets hold of
    RulesByTraits(List<R> rules, ToIntFunction<R> traitsOf, IntFunction<R[]> array) {
        this.rules = rules;
        this.traitsOf = traitsOf;
        this.array = array;
        any = rules.stream().mapToInt(traitsOf).reduce(0, (a, b) -> a | b);
        chosen = (R[][]) new Object[REMEMBERED][];
    }

    /** The traits that some rule is about. */
    int any() {
        return any;
    }

    /** The rules about any of these traits, in their order. */
    R[] of(int ofConnection) {
        int slot = ofConnection * SPREAD >>> Integer.SIZE - Integer.numberOfTrailingZeros(REMEMBERED);
        R[] known = chosen[slot];
        if (known != null && traits[slot] == ofConnection) {
            return known;
        }
        R[] made = rules.stream().filter(rule -> isAbout(rule, ofConnection)).toArray(array);
        traits[slot] = ofConnection;
        chosen[slot] = made;
        return made;
    }

    private boolean isAbout(R rule, int ofConnection) {
        int wanted = traitsOf.applyAsInt(rule);
        return wanted == EVERY || (wanted & ofConnection) != 0;
    }
}
