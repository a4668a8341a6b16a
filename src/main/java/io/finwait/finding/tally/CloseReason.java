package io.finwait.finding.tally;

import io.finwait.decode.PayloadHint;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;

/** Why a server closed first, as far as the packets show. */
public enum CloseReason {
    REQUEST_ASKED("the request said Connection: close"),
    RESPONSE_SAID("the response said Connection: close"),
    HTTP_1_0("HTTP/1.0 without keep-alive"),
    QUIT("the client sent QUIT"),
    TLS_CLOSE_NOTIFY("a TLS alert (close_notify) came right before"),
    IDLE("an idle timeout"),
    AFTER_RESPONSE("right after a response, without a reason in its header"),
    NOT_CAPTURED("not known: the capture does not hold the header"),
    WITHOUT_DATA("before anybody had sent data"),
    OTHER("no reason seen");

    /** Whoever waits so long before closing waits for a timer: responses end in less. */
    static final long IDLE_NANOS = 900_000_000;

    /** What a program that closes after its response needs at most to do so. */
    private static final long AT_ONCE_NANOS = 100_000_000;

    private static final int HTTP = PayloadHint.HTTP_REQUEST | PayloadHint.HTTP_RESPONSE;

    private final String words;

    CloseReason(String words) {
        this.words = words;
    }

    /** What it is, to be put into a sentence. */
    public String words() {
        return words;
    }

    /** Why the server of {@code life}, which closed first with a FIN, did so. */
    static CloseReason ofServer(Life life) {
        Life.Side client = life.side(Role.CLIENT);
        Life.Side server = life.side(Role.SERVER);
        if (client.payloadBytes() + server.payloadBytes() == 0) {
            return idleNanos(life) >= IDLE_NANOS ? IDLE : WITHOUT_DATA;
        }
        if (idleNanos(life) >= IDLE_NANOS) {
            return IDLE;
        }
        int both = client.hints() | server.hints();
        if ((client.hints() & PayloadHint.CONNECTION_CLOSE) != 0) {
            return REQUEST_ASKED;
        }
        if ((server.hints() & PayloadHint.CONNECTION_CLOSE) != 0) {
            return RESPONSE_SAID;
        }
        if ((both & PayloadHint.HTTP_1_0) != 0 && (server.hints() & PayloadHint.CONNECTION_KEEP_ALIVE) == 0) {
            return HTTP_1_0;
        }
        if ((client.hints() & PayloadHint.QUIT) != 0) {
            return QUIT;
        }
        if (((client.lastHints() | server.lastHints()) & PayloadHint.TLS_ALERT) != 0) {
            return TLS_CLOSE_NOTIFY;
        }
        if ((both & PayloadHint.HEADER_CUT) != 0) {
            return NOT_CAPTURED;
        }
        boolean answered = life.lastSpeaker() == Role.SERVER && life.exchanges() > 0;
        return answered && ((both & HTTP) != 0 || idleNanos(life) <= AT_ONCE_NANOS) ? AFTER_RESPONSE : OTHER;
    }

    /** How long nobody had sent data when the server closed, nanoseconds. */
    static long idleNanos(Life life) {
        Life.Side client = life.side(Role.CLIENT);
        Life.Side server = life.side(Role.SERVER);
        long last = Math.max(client.lastDataNanos(), server.lastDataNanos());
        long since = Math.max(last, client.establishedNanos());
        return since == Life.NEVER ? 0 : server.finNanos() - since;
    }
}
