package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Names;
import io.finwait.analysis.group.Group;
import io.finwait.analysis.group.Groups;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * One row per group, those with the most connections first; columns as {@code docs/csv.md} documents them. A value that is not known is
 * empty; nothing in it comes from packets but addresses. With {@code --names} there is a last column {@code name}. Not thread-safe; does
 * not close its stream.
 */
public final class GroupCsvReport implements AnalysisListener {
    static final String HEADER = "group_by,group,connections,fin,rst,half_closed,refused,unanswered,open,"
            + "closer_client,closer_server,closer_simultaneous,closer_none,closer_unknown,reset_by_client,reset_by_server,"
            + "handshakes,handshake_median_ms,handshake_p95_ms,handshake_max_ms,"
            + "teardowns,teardown_median_ms,teardown_p95_ms,teardown_max_ms,"
            + "client_time_waits,client_time_wait_peak,client_time_wait_held_ms,"
            + "server_time_waits,server_time_wait_peak,server_time_wait_held_ms,"
            + "client_packets,server_packets,client_payload_bytes,server_payload_bytes,"
            + "client_retransmissions,server_retransmissions,client_fin_retransmissions,server_fin_retransmissions,"
            + "syn_retransmissions,first_seen,last_seen,with_findings,findings\n";

    private static final Role[] ROLES = Role.values();

    private final OutputStream out;
    private final Supplier<Groups> groups;
    private final FieldText row = new FieldText();
    private Names names = Names.NONE;

    /**
     * @param out best buffered
     * @param groups asked at the end
     */
    public GroupCsvReport(OutputStream out, Supplier<Groups> groups) {
        this.out = out;
        this.groups = groups;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        names = context.names();
        if (CaptureJson.hasNanoseconds(files)) {
            row.nanosecondInstants();
        }
    }

    @Override
    public boolean wantsConnections() {
        return false;
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {}

    @Override
    public void end(AnalysisResult result) throws IOException {
        row.clear()
                .append(names.isEmpty() ? HEADER : HEADER.stripTrailing() + ",name\n")
                .writeTo(out);
        Groups found = groups.get();
        for (Group group : found.groups()) {
            write(found, group);
        }
        Group others = found.others();
        if (others != null) {
            write(found, others);
        }
        out.flush();
    }

    private void write(Groups found, Group group) throws IOException {
        row.clear().append(found.grouping().toString()).append(',').append(group.name());
        row.append(',').append(group.connections());
        for (CloseKind kind : CloseKind.values()) {
            row.append(',').append(group.byKind().getOrDefault(kind, 0L));
        }
        for (ActiveCloser closer : ActiveCloser.values()) {
            row.append(',').append(group.byCloser().getOrDefault(closer, 0L));
        }
        for (Role role : ROLES) {
            row.append(',').append(group.resetBy().getOrDefault(role, 0L));
        }
        appendSpread(group.handshake());
        appendSpread(group.teardown());
        for (Role role : ROLES) {
            Group.TimeWaits waits = group.timeWaits(role);
            row.append(',').append(waits.stays()).append(',').append(waits.peak());
            row.append(',').appendMillis(waits.heldNanos());
        }
        appendSent(group, Group.Sent::packets);
        appendSent(group, Group.Sent::payloadBytes);
        appendSent(group, Group.Sent::retransmissions);
        appendSent(group, Group.Sent::finRetransmissions);
        row.append(',').append(group.synRetransmissions());
        row.append(',').appendInstant(group.firstSeenNanos());
        row.append(',').appendInstant(group.lastSeenNanos());
        row.append(',').append(group.withFindings()).append(',');
        appendFindings(group);
        appendName(group);
        row.append('\n').writeTo(out);
    }

    private void appendName(Group group) {
        if (!names.isEmpty()) {
            String name = names.ofWritten(group.name());
            row.append(',').appendUtf8(name == null ? "" : CsvText.escape(name));
        }
    }

    private void appendSpread(Group.Spread spread) {
        row.append(',').append(spread.count());
        if (spread.count() == 0) {
            row.append(",,,");
            return;
        }
        row.append(',').appendMillis(spread.medianNanos());
        row.append(',').appendMillis(spread.p95Nanos());
        row.append(',').appendMillis(spread.maxNanos());
    }

    private void appendSent(Group group, ToLongFunction<Group.Sent> value) {
        for (Role role : ROLES) {
            row.append(',').append(value.applyAsLong(group.sent(role)));
        }
    }

    private void appendFindings(Group group) {
        String separator = "";
        for (Map.Entry<FindingKind, Long> found : group.found().entrySet()) {
            row.append(separator).append(found.getKey().id()).append(':').append(found.getValue());
            separator = " ";
        }
    }
}
