package io.finwait.finding;

import java.util.List;

/** All findings there are. */
public final class Catalog {
    private Catalog() {}

    /** Rules about one connection, in the order of {@link #kinds}. */
    static List<ConnectionRule> connectionRules() {
        return List.of();
    }

    /** Rules across connections that find anything wanted; new ones, since they remember. */
    static List<CaptureRule> captureRules(FindingChoice choice) {
        return List.of();
    }

    /** Every kind of finding, as {@code finwait explain} lists them. */
    public static List<FindingKind> kinds() {
        return List.of();
    }
}
