package io.finwait.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the rules for a connection by its traits, once for each combination that comes often. Not thread-safe. */
final class RulesByTraits {
    /** A power of two; a capture holds few combinations, and those that meet here only take turns. */
    private static final int REMEMBERED = 256;

    private static final int SPREAD = 0x9E37_79B9;

    private final List<ConnectionRule> rules;
    private final int any;
    private final int[] traits = new int[REMEMBERED];
    private final ConnectionRule[] @Nullable [] chosen = new ConnectionRule[REMEMBERED][];

    RulesByTraits(List<ConnectionRule> rules) {
        this.rules = rules;
        any = rules.stream().mapToInt(ConnectionRule::traits).reduce(0, (a, b) -> a | b);
    }

    /** The traits that some rule is about. */
    int any() {
        return any;
    }

    /** The rules about any of these traits. */
    ConnectionRule[] of(int ofConnection) {
        int slot = ofConnection * SPREAD >>> Integer.SIZE - Integer.numberOfTrailingZeros(REMEMBERED);
        ConnectionRule[] known = chosen[slot];
        if (known != null && traits[slot] == ofConnection) {
            return known;
        }
        ConnectionRule[] made = rules.stream()
                .filter(rule -> (rule.traits() & ofConnection) != 0)
                .toArray(ConnectionRule[]::new);
        traits[slot] = ofConnection;
        chosen[slot] = made;
        return made;
    }
}
