package io.finwait.anonymise;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.GivenUp;
import io.finwait.analysis.Names;
import io.finwait.analysis.SharedAddress;
import io.finwait.analysis.Summary;
import io.finwait.analysis.Summary.HostPeak;
import io.finwait.analysis.Summary.Service;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.Damage;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingChoice;
import io.finwait.finding.FindingGroup;
import io.finwait.finding.Findings;
import io.finwait.finding.HostFinding;
import io.finwait.finding.KnownFinding;
import io.finwait.finding.Subject;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an analysis tells, with pseudonyms for addresses and without what else names somebody: file names, the filter. Records are
 * made anew by their constructors, so that a component added to one does not pass through here before somebody has thought of it.
 */
public final class AnonymousRecords {
    private static final String LEFT_OUT = "(not told)";

    private final Pseudonyms pseudonyms;

    public AnonymousRecords(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    /** What was asked: the names of inputs are their places in the order, the filter is left out. */
    public AnalysisContext of(AnalysisContext context) {
        return new AnalysisContext(
                names(context.inputs().size()),
                context.filter() == null ? null : LEFT_OUT,
                context.partOfTime(),
                context.wholeSingleFile(),
                context.locator(),
                Names.NONE,
                true,
                context.live(),
                context.version());
    }

    /** {@code capture}, or {@code capture 1} and so on. */
    private static List<String> names(int count) {
        var names = new ArrayList<String>(count);
        for (int i = 1; i <= count; i++) {
            names.add(count == 1 ? "capture" : "capture " + i);
        }
        return names;
    }

    /** Input files without their names, which may hold those of hosts. */
    public List<CaptureFile> of(List<CaptureFile> files) {
        List<String> names = names(files.size());
        var nameless = new ArrayList<CaptureFile>(files.size());
        for (int i = 0; i < files.size(); i++) {
            nameless.add(of(files.get(i), names.get(i)));
        }
        return nameless;
    }

    private static CaptureFile of(CaptureFile file, String name) {
        return new CaptureFile(
                name,
                file.format(),
                file.compression(),
                file.linkTypes(),
                file.snapLength(),
                file.nanosecondResolution(),
                file.frames(),
                file.bytesRead(),
                file.firstNanos(),
                file.lastNanos(),
                file.backwardSteps(),
                file.largestBackwardStepNanos(),
                file.droppedByCapture(),
                of(file.damage()));
    }

    /** Where a file is damaged, its lengths may be numbers made of somebody's payload. */
    private static @Nullable Damage of(@Nullable Damage damage) {
        return damage == null
                ? null
                : new Damage(damage.frame(), damage.byteOffset(), damage.cutShort(), "what follows cannot be right");
    }

    public ConnectionRecord of(ConnectionRecord connection) {
        return between(connection, pseudonyms.of(connection.client()), pseudonyms.of(connection.server()));
    }

    private static ConnectionRecord between(ConnectionRecord connection, HostPort client, HostPort server) {
        return new ConnectionRecord(
                connection.id(),
                connection.idIsTcpStream(),
                client,
                server,
                connection.roleBasis(),
                connection.firstSeenNanos(),
                connection.lastSeenNanos(),
                connection.firstFrame(),
                connection.lastFrame(),
                connection.handshake(),
                connection.close(),
                connection.clientStates(),
                connection.serverStates(),
                connection.timeWaits(),
                connection.clientTraffic(),
                connection.serverTraffic(),
                connection.exchanges(),
                connection.timers(),
                connection.clientWire(),
                connection.serverWire(),
                connection.zeek(),
                connection.visibility());
    }

    /** The record that has this one's pseudonyms. */
    ConnectionRecord original(ConnectionRecord connection) {
        return between(connection, pseudonyms.original(connection.client()), pseudonyms.original(connection.server()));
    }

    /** A condition on records that have pseudonyms, which holds where {@code condition} holds of the originals. */
    public Predicate<ConnectionRecord> onOriginals(Predicate<ConnectionRecord> condition) {
        return connection -> condition.test(original(connection));
    }

    SharedAddress of(SharedAddress shared) {
        return between(shared, pseudonyms.of(shared.client()), pseudonyms.of(shared.server()));
    }

    /** The addresses that have these pseudonyms. */
    SharedAddress original(SharedAddress shared) {
        return between(shared, pseudonyms.original(shared.client()), pseudonyms.original(shared.server()));
    }

    private static SharedAddress between(SharedAddress shared, IpAddress client, IpAddress server) {
        return new SharedAddress(client, server, shared.droppedSyns(), shared.droppedConnections(), shared.clocks());
    }

    /** The original of what an anonymous report of the same key has. */
    public KnownFinding original(KnownFinding known) {
        return new KnownFinding(known.id(), original(known.subject()));
    }

    private Subject original(Subject subject) {
        if (subject instanceof Subject.Pair pair) {
            return new Subject.Pair(pseudonyms.original(pair.client()), pseudonyms.original(pair.server()));
        }
        if (subject instanceof Subject.Service service) {
            return new Subject.Service(pseudonyms.original(service.server()));
        }
        return subject instanceof Subject.Host host ? new Subject.Host(pseudonyms.original(host.ip())) : subject;
    }

    /** Findings in one connection. */
    public List<Finding> ofFindings(List<Finding> findings) {
        return findings.isEmpty()
                ? findings
                : findings.stream()
                        .map(finding -> finding.reworded(pseudonyms::in))
                        .toList();
    }

    public AnalysisResult of(AnalysisResult result) {
        return new AnalysisResult(
                of(result.files()),
                result.decoded(),
                result.firstNanos(),
                result.lastNanos(),
                of(result.summary()),
                of(result.findings()),
                result.idsEqualTcpStream(),
                of(result.evicted()),
                result.duplicates());
    }

    /** Sorted as they were, but where the order of addresses decided now by that of pseudonyms: else it would tell something. */
    private Summary of(Summary summary) {
        return new Summary(
                summary.connections(),
                summary.byKind(),
                summary.byCloser(),
                summary.times(),
                summary.services().stream()
                        .map(this::of)
                        .sorted(Service.BUSIEST_FIRST)
                        .toList(),
                summary.servicesNotListed(),
                summary.timeWaitPeaks().stream()
                        .map(this::of)
                        .sorted(HostPeak.LARGEST_FIRST)
                        .toList(),
                summary.sight(),
                summary.timeWaitEnds());
    }

    private Service of(Service service) {
        return new Service(
                pseudonyms.of(service.server()),
                service.connections(),
                service.closedFirstByServer(),
                service.closedFirstByClient(),
                service.closedSimultaneously(),
                service.serverTimeWaitPeak(),
                service.clientTimeWaitPeak(),
                service.payloadBytes(),
                service.firstSeenNanos(),
                service.lastSeenNanos());
    }

    GivenUp of(GivenUp all) {
        return new GivenUp(
                all.connections(),
                all.unanswered(),
                all.addresses(),
                all.sources().stream()
                        .map(source -> new GivenUp.Source(pseudonyms.of(source.address()), source.connections()))
                        .sorted(GivenUp.Source.MOST_FIRST)
                        .toList());
    }

    HostPeak of(HostPeak peak) {
        return new HostPeak(pseudonyms.of(peak.host()), peak.sockets(), peak.atNanos());
    }

    private Findings of(Findings findings) {
        FindingChoice choice = findings.choice();
        return new Findings(
                new FindingChoice(
                        choice.off(),
                        choice.least(),
                        choice.known().stream()
                                .map(known -> new KnownFinding(known.id(), of(known.subject())))
                                .collect(Collectors.toUnmodifiableSet())),
                findings.ofHosts().stream().map(this::of).toList(),
                findings.ofConnections().stream().map(this::of).toList(),
                findings.counts(),
                findings.notGathered(),
                findings.gravest(),
                findings.muted());
    }

    HostFinding of(HostFinding finding) {
        return new HostFinding(
                finding.kind(),
                finding.severity(),
                finding.confidence(),
                finding.modelled(),
                pseudonyms.in(finding.message()),
                of(finding.subject()),
                finding.connections(),
                finding.connectionCount(),
                finding.frames(),
                finding.firstSeenNanos(),
                finding.lastSeenNanos(),
                finding.measurements());
    }

    private Subject of(Subject subject) {
        if (subject instanceof Subject.Pair pair) {
            return of(pair);
        }
        if (subject instanceof Subject.Service service) {
            return new Subject.Service(pseudonyms.of(service.server()));
        }
        return subject instanceof Subject.Host host ? new Subject.Host(pseudonyms.of(host.ip())) : subject;
    }

    Subject.Pair of(Subject.Pair pair) {
        return new Subject.Pair(pseudonyms.of(pair.client()), pseudonyms.of(pair.server()));
    }

    private FindingGroup of(FindingGroup group) {
        return new FindingGroup(
                group.kind(),
                group.severity(),
                group.confidence(),
                group.modelled(),
                group.leastSure(),
                of(group.subject()),
                group.count(),
                group.examples().stream().map(this::of).toList());
    }

    private FindingGroup.Example of(FindingGroup.Example example) {
        return new FindingGroup.Example(example.connection(), pseudonyms.in(example.message()), example.frames());
    }

    public ConnectionStory of(ConnectionStory story) {
        return new ConnectionStory(
                of(story.connection()),
                ofFindings(story.findings()),
                story.steps(),
                story.leftOut(),
                story.leftOutAfter());
    }
}
