package io.finwait.report;

import io.finwait.words.CountText;
import java.util.ArrayList;
import java.util.List;

/** Cells of tables that sum connections up: of services, of groups. */
final class TallyCells {
    static final String NOTHING = "-";

    private TallyCells() {}

    /** How often per second from the first to the last packet; nothing where that is less than 1 s or one connection. */
    static String perSecond(long connections, long firstNanos, long lastNanos) {
        double seconds = (lastNanos - firstNanos) / 1e9;
        if (connections < 2 || seconds < 1) {
            return NOTHING;
        }
        double rate = connections / seconds;
        long hundredths = Math.round(rate * 100);
        if (rate >= 100) {
            return CountText.of(Math.round(rate));
        }
        return rate >= 10
                ? Math.round(rate * 10) / 10 + "." + Math.round(rate * 10) % 10
                : hundredths / 100 + "." + Long.toString(100 + hundredths % 100).substring(1);
    }

    /** The side that closed first most often, and its share of those that somebody closed. */
    static String closedFirstBy(long server, long client, long simultaneous) {
        long closed = server + client + simultaneous;
        if (closed == 0) {
            return NOTHING;
        }
        long most = Math.max(server, Math.max(client, simultaneous));
        String who = most == server ? "server " : most == client ? "client " : "both ";
        return who + CountText.percent(most, closed);
    }

    /** {@code server 96, client 3}, as far as there are any. */
    static String perSide(long server, long client) {
        return perSide(server, client, CountText.of(server), CountText.of(client));
    }

    /** The same in other words. */
    static String perSide(long server, long client, String serverWords, String clientWords) {
        List<String> held = new ArrayList<>();
        if (server > 0) {
            held.add("server " + serverWords);
        }
        if (client > 0) {
            held.add("client " + clientWords);
        }
        return held.isEmpty() ? NOTHING : String.join(", ", held);
    }
}
