package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * A conn.log as Zeek writes it, in order of completion: tab-separated, with the header lines that zeek-cut reads. What finwait does not
 * know is unset: the service, whether an address is local, octets that were missed, octets with IP headers. {@code #open} and
 * {@code #close} are times of the capture, so that the same capture gives the same log. Not thread-safe; does not close its stream.
 */
public final class ZeekReport implements AnalysisListener {
    private static final List<String> FIRST_LINES =
            List.of("#separator \\x09", "#set_separator\t,", "#empty_field\t(empty)", "#unset_field\t-", "#path\tconn");

    /** Name and type of each column (base/protocols/conn/main.zeek). */
    private static final String[][] COLUMNS = {
        {"ts", "time"},
        {"uid", "string"},
        {"id.orig_h", "addr"},
        {"id.orig_p", "port"},
        {"id.resp_h", "addr"},
        {"id.resp_p", "port"},
        {"proto", "enum"},
        {"service", "string"},
        {"duration", "interval"},
        {"orig_bytes", "count"},
        {"resp_bytes", "count"},
        {"conn_state", "string"},
        {"local_orig", "bool"},
        {"local_resp", "bool"},
        {"missed_bytes", "count"},
        {"history", "string"},
        {"orig_pkts", "count"},
        {"orig_ip_bytes", "count"},
        {"resp_pkts", "count"},
        {"resp_ip_bytes", "count"},
        {"tunnel_parents", "set[string]"}
    };

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Zeek's time has microseconds: what takes no time in them has no duration, and then no octets either. */
    private static final long SHORTEST_NANOS = 1_000;

    private final OutputStream out;
    private final Predicate<ConnectionRecord> chosen;
    private final FieldText text = new FieldText();
    private boolean begun;

    /**
     * @param out best buffered: octets come in rows
     * @param chosen which connections are written
     */
    public ZeekReport(OutputStream out, Predicate<ConnectionRecord> chosen) {
        this.out = out;
        this.chosen = chosen;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        // The header has a time in it, which is not known yet.
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        if (chosen.test(connection)) {
            writeHeader(connection.firstSeenNanos());
            text.clear();
            appendRow(connection);
            text.append('\n').writeTo(out);
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        writeHeader(result.firstNanos());
        text.clear()
                .append("#close\t")
                .append(dayAndTime(result.lastNanos()))
                .append('\n')
                .writeTo(out);
        out.flush();
    }

    private void writeHeader(long openNanos) throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        text.clear();
        for (String line : FIRST_LINES) {
            text.append(line).append('\n');
        }
        text.append("#open\t").append(dayAndTime(openNanos));
        appendColumns("\n#fields", 0);
        appendColumns("\n#types", 1);
        text.append('\n').writeTo(out);
    }

    private void appendColumns(String begin, int which) {
        text.append(begin);
        for (String[] column : COLUMNS) {
            text.append('\t').append(column[which]);
        }
    }

    private static String dayAndTime(long nanos) {
        return DAY_AND_TIME.format(Instant.ofEpochSecond(0, nanos));
    }

    private void appendRow(ConnectionRecord c) {
        ConnectionRecord.Zeek zeek = c.zeek();
        Role orig = zeek.originator();
        ConnectionRecord.Traffic sent = c.traffic(orig);
        ConnectionRecord.Traffic answered = c.traffic(orig.peer());
        text.appendSeconds(c.firstSeenNanos()).append('\t');
        ZeekUid.append(c, text);
        for (Role role : List.of(orig, orig.peer())) {
            text.append('\t').append(c.end(role).ip());
            text.append('\t').append(c.end(role).port());
        }
        text.append("\ttcp\t-\t");
        if (c.durationNanos() >= SHORTEST_NANOS) {
            text.appendSeconds(c.durationNanos());
            text.append('\t').append(sent.payloadBytes());
            text.append('\t').append(answered.payloadBytes());
        } else {
            text.append("-\t-\t-");
        }
        text.append('\t').append(zeek.connState()).append("\t-\t-\t-\t");
        text.append(zeek.history().isEmpty() ? "-" : zeek.history());
        text.append('\t').append(sent.packets()).append("\t-\t");
        text.append(answered.packets()).append("\t-\t-");
    }
}
