package io.finwait.finding.tally;

import io.finwait.decode.TcpSegment;
import io.finwait.finding.CaptureEnd;
import io.finwait.finding.CaptureRule;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Subject;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Turn;
import io.finwait.lifecycle.TwoSided;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All tallies of a capture, filled by one look at each connection. Most connections are between the hosts of the one before, so its
 * tallies are asked first.
 */
public final class Book implements CaptureRule {
    /** How many subjects of each sort are kept that were seen often, and as many that were not. */
    private static final int MOST = 4096;

    private final List<TallyRule> rules;
    private final Subjects<Subject.Pair, PairTally> pairs = new Subjects<>(MOST, PairTally::new);
    private final Subjects<HostPort, ServiceTally> services = new Subjects<>(MOST, ServiceTally::new);
    private final Subjects<IpAddress, SourceTally> sources = new Subjects<>(MOST, SourceTally::new);
    private final Subjects<IpAddress, HostTally> hosts = new Subjects<>(MOST, HostTally::new);
    private final Subjects<HostPairTally.Hosts, HostPairTally> hostPairs = new Subjects<>(MOST, HostPairTally::new);
    private @Nullable PairTally lastPair;
    private @Nullable ServiceTally lastService;
    private @Nullable SourceTally lastSource;
    private final @Nullable HostTally[] lastHosts = new HostTally[Role.values().length];
    private @Nullable HostPairTally lastHostPair;

    /**
     * An empty book.
     *
     * @param rules those that are wanted
     */
    public Book(List<TallyRule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public boolean followsTurns() {
        return true;
    }

    @Override
    public void opened(Turn turn) {
        if (!hostPairs.isEmpty()) {
            HostPairTally known = knownHostPair(turn);
            if (known != null) {
                known.opened(turn);
            }
        }
    }

    @Override
    public void timeWaitEntered(Turn turn) {
        if (turn.holder() == Role.SERVER) {
            hostPair(turn).serverTimeWait(turn);
        }
    }

    @Override
    public void finished(Life life) {
        Connection c = life.connection();
        Outcome outcome = Outcome.of(life);
        if (outcome != Outcome.STRAY) {
            service(c).add(life, outcome);
        }
        if (outcome == Outcome.ESTABLISHED) {
            pair(c).add(life);
            host(c, Role.CLIENT).add(life, Role.CLIENT);
            host(c, Role.SERVER).add(life, Role.SERVER);
            hostPair(c).finished(life, outcome);
        } else {
            HostPairTally known = hostPairs.isEmpty() ? null : knownHostPair(c);
            if (known != null) {
                known.finished(life, outcome);
            }
        }
        if (ledToNothing(life, outcome)) {
            Role by = prober(life, outcome);
            source(c, by).add(life, outcome, by);
        }
    }

    private static boolean ledToNothing(Life life, Outcome outcome) {
        return switch (outcome) {
            case REFUSED, UNANSWERED, HALF_OPEN, ABORTED -> true;
            case STRAY -> isProbe(life);
            case ESTABLISHED -> life.outline().payloadBytes() == 0 && life.kind() != CloseKind.OPEN;
            case UNASKED -> false;
        };
    }

    /**
     * Whether segments without SYN and data may be somebody's probe, and not the end of a connection that began before the capture: they
     * were answered with RSTs alone, or not at all, and then the first has no ACK, as nothing of a connection but its SYN.
     */
    private static boolean isProbe(Life life) {
        List<Milestone> all = life.milestones();
        if (all.isEmpty()) {
            return false;
        }
        Milestone first = all.get(0);
        Role peer = first.from().peer();
        long resets = all.stream().filter(m -> m.from() == peer && m.isRst()).count();
        long answers = life.side(peer).packets();
        return answers == 0 ? !first.isRst() && !first.has(TcpSegment.ACK_FLAG) : resets == answers;
    }

    /** Who began; without a SYN that is whoever was seen to send first. */
    private static Role prober(Life life, Outcome outcome) {
        if (outcome != Outcome.STRAY) {
            return Role.CLIENT;
        }
        List<Milestone> all = life.milestones();
        return all.isEmpty() ? Role.CLIENT : all.get(0).from();
    }

    private PairTally pair(Connection c) {
        PairTally known = lastPair;
        if (known == null
                || !c.isAt(Role.SERVER, known.subject().server())
                || !c.isOn(Role.CLIENT, known.subject().client())) {
            known = pairs.of(new Subject.Pair(c.address(Role.CLIENT).ip(), c.address(Role.SERVER)));
            lastPair = known;
        }
        return known;
    }

    private ServiceTally service(Connection c) {
        ServiceTally known = lastService;
        if (known == null || !c.isAt(Role.SERVER, known.server())) {
            known = services.of(c.address(Role.SERVER));
            lastService = known;
        }
        return known;
    }

    private SourceTally source(Connection c, Role by) {
        SourceTally known = lastSource;
        if (known == null || !c.isOn(by, known.source())) {
            known = sources.of(c.address(by).ip());
            lastSource = known;
        }
        return known;
    }

    private HostTally host(Connection c, Role role) {
        HostTally known = lastHosts[role.ordinal()];
        if (known == null || !c.isOn(role, known.host())) {
            known = hosts.of(c.address(role).ip());
            lastHosts[role.ordinal()] = known;
        }
        return known;
    }

    private HostPairTally hostPair(TwoSided c) {
        HostPairTally known = lastHostPair;
        if (known == null || !isOf(known, c)) {
            known = hostPairs.of(key(c));
            lastHostPair = known;
        }
        return known;
    }

    private @Nullable HostPairTally knownHostPair(TwoSided c) {
        HostPairTally known = lastHostPair;
        return known != null && isOf(known, c) ? known : hostPairs.find(key(c));
    }

    private static boolean isOf(HostPairTally tally, TwoSided c) {
        return c.isOn(Role.CLIENT, tally.hosts().client())
                && c.isOn(Role.SERVER, tally.hosts().server());
    }

    private static HostPairTally.Hosts key(TwoSided c) {
        return new HostPairTally.Hosts(
                c.address(Role.CLIENT).ip(), c.address(Role.SERVER).ip());
    }

    @Override
    public void end(CaptureEnd end, Consumer<HostFinding> found) {
        for (TallyRule rule : rules) {
            rule.examine(this, end, found);
        }
    }

    /** The busiest first. */
    public List<PairTally> pairs() {
        return pairs.all();
    }

    /** The busiest first. */
    public List<ServiceTally> services() {
        return services.all();
    }

    /** The busiest first. */
    public List<SourceTally> sources() {
        return sources.all();
    }

    /** The busiest first. */
    public List<HostTally> hosts() {
        return hosts.all();
    }

    /** The busiest first. */
    public List<HostPairTally> hostPairs() {
        return hostPairs.all();
    }
}
