package io.finwait.screen;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.CountedOnce;
import io.finwait.analysis.LiveListener;
import io.finwait.analysis.Moment;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.Subject;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Census;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Hears of a live capture and keeps how it stands. Counts each connection once, when its end can no longer look different. */
class StandingCollector implements LiveListener {
    /** How many rows of each sort may be shown. */
    private static final int MOST_ROWS = 200;

    /** How many services are told apart. */
    private static final int MOST_SERVICES = 20_000;

    private final @Nullable KernelWatch kernel;
    private final LongSupplier nanoClock;
    private final CountedOnce counted = new CountedOnce();
    private final Map<HostPort, ServiceCount> services = new HashMap<>();
    private final FoundKinds found = new FoundKinds();
    private final Trends<IpAddress> timeWaits = new Trends<>();
    private final Trends<Subject.Pair> portsInUse = new Trends<>();
    private long ended;
    private Standing.Counts before = Standing.NOTHING.counts();
    private long beforeNanos;
    private volatile Standing standing = Standing.NOTHING;

    /**
     * One that has heard nothing yet.
     *
     * @param kernel what this host has; null where that is not looked at
     * @param nanoClock only ever goes forward, as {@link System#nanoTime}
     */
    StandingCollector(@Nullable KernelWatch kernel, LongSupplier nanoClock) {
        this.kernel = kernel;
        this.nanoClock = nanoClock;
        beforeNanos = nanoClock.getAsLong();
    }

    /** How it stood at the latest moment; for any thread. */
    Standing standing() {
        return standing;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        beforeNanos = nanoClock.getAsLong();
    }

    @Override
    public void closed(ConnectionRecord connection, List<Finding> findings) {
        found.closed(connection, findings);
        if (counted.closed(connection)) {
            count(connection);
        }
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        found.over(connection, findings);
        if (counted.over(connection)) {
            count(connection);
        }
    }

    private void count(ConnectionRecord connection) {
        ended++;
        CloseKind kind = connection.close().kind();
        if (kind == CloseKind.REFUSED || kind == CloseKind.UNANSWERED) {
            return;
        }
        HostPort server = connection.end(Role.SERVER);
        ServiceCount service = services.get(server);
        if (service == null && services.size() < MOST_SERVICES) {
            service = new ServiceCount(server);
            services.put(server, service);
        }
        if (service != null) {
            service.add(connection);
        }
    }

    @Override
    public void moment(Moment moment) {
        long now = nanoClock.getAsLong();
        double seconds = Math.max(1, now - beforeNanos) / 1e9;
        Census census = moment.census();
        var counts = new Standing.Counts(moment.frames(), census.begun(), ended);
        timeWaits.look(
                census.hosts(), Census.Host::address, host -> host.sockets().count(TcpState.TIME_WAIT));
        portsInUse.look(census.ports(), PortTrend::pair, Census.Ports::inUse);
        standing = new Standing(
                counts,
                new Standing.Rates(
                        (counts.packets() - before.packets()) / seconds,
                        (counts.begun() - before.begun()) / seconds,
                        (counts.ended() - before.ended()) / seconds),
                moment.dropped(),
                hosts(census),
                services(seconds),
                ports(census, seconds),
                found.rows(moment.soFar()));
        before = counts;
        beforeNanos = now;
    }

    private List<Standing.HostRow> hosts(Census census) {
        KernelWatch.Look look = look();
        Map<IpAddress, StateCounts> here = look == null ? Map.of() : KernelReport.byAddress(look.kernel());
        return census.hosts().stream()
                .sorted(Comparator.comparingLong(
                                (Census.Host host) -> -host.sockets().total())
                        .thenComparing(Census.Host::address))
                .limit(MOST_ROWS)
                .map(host -> new Standing.HostRow(
                        host.address(), host.sockets(), here.get(host.address()), timeWaits.of(host.address())))
                .toList();
    }

    private List<Standing.ServiceRow> services(double seconds) {
        var rows = new ArrayList<Standing.ServiceRow>();
        services.values().forEach(service -> rows.add(service.row(seconds)));
        rows.sort(Comparator.comparingLong((Standing.ServiceRow row) -> -row.ended())
                .thenComparing(Standing.ServiceRow::server));
        return List.copyOf(rows.subList(0, Math.min(MOST_ROWS, rows.size())));
    }

    private KernelWatch.@Nullable Look look() {
        return kernel == null ? null : kernel.latest();
    }

    /** Whether it is an address of this host, whose range of ports was read. */
    private boolean isHere(IpAddress address) {
        KernelWatch.Look look = look();
        return look != null
                && look.kernel().ports() != null
                && look.kernel().addresses().contains(address);
    }

    private List<Standing.PortsRow> ports(Census census, double secondsPerLook) {
        return census.ports().stream()
                .sorted(Comparator.comparingLong((Census.Ports ports) -> -ports.inUse())
                        .thenComparing(Census.Ports::client)
                        .thenComparing(Census.Ports::server))
                .limit(MOST_ROWS)
                .map(ports -> PortTrend.row(
                        ports, isHere(ports.client()), portsInUse.of(PortTrend.pair(ports)), secondsPerLook))
                .toList();
    }
}
