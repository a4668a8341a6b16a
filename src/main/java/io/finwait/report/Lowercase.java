package io.finwait.report;

import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;

/** Names of enum constants as machine-readable reports spell them: {@code half_closed}. */
public final class Lowercase {
    private Lowercase() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The names of {@code constants}, by ordinal. */
    static SerializedString[] all(Enum<?>[] constants) {
        var names = new SerializedString[constants.length];
        for (Enum<?> constant : constants) {
            names[constant.ordinal()] = new SerializedString(of(constant));
        }
        return names;
    }
}
