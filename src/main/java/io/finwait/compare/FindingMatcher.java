package io.finwait.compare;

import io.finwait.compare.FindingChange.Status;
import io.finwait.finding.KnownFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.resource.ConnectionChurn;
import io.finwait.finding.resource.NoConnectionReuse;
import io.finwait.finding.resource.ServerClosesFirst;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.words.CountText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out which findings are gone, which are new, and of which that cannot be said. */
final class FindingMatcher {
    /** What was found in fewer connections may be there or not by chance. */
    private static final long LEAST_COUNT = 3;

    /** What comes with the work that is done, however long that takes: the work is compared then, not the time. */
    private static final Set<String> BY_WORK =
            Set.of(ConnectionChurn.KIND.id(), NoConnectionReuse.KIND.id(), ServerClosesFirst.KIND.id());

    private final Claims claims;
    private final List<ServiceMatch> services;
    private final Map<HostPort, ServiceMatch> byServerBefore = new HashMap<>();
    private final Map<HostPort, ServiceMatch> byServerAfter = new HashMap<>();
    private final Map<IpAddress, IpAddress> movedHosts = new HashMap<>();

    FindingMatcher(Claims claims, List<ServiceMatch> services) {
        this.claims = claims;
        this.services = services;
        for (ServiceMatch service : services) {
            byServerBefore.put(service.before().server(), service);
            byServerAfter.put(service.after().server(), service);
            if (service.samePort()) {
                movedHosts.put(
                        service.before().server().ip(), service.after().server().ip());
            }
        }
    }

    List<FindingChange> changes() {
        Map<KnownFinding, FindingFigures> before = looked(claims.before(), true);
        Map<KnownFinding, FindingFigures> after = looked(claims.after(), false);
        var changes = new ArrayList<FindingChange>();
        for (KnownFinding about : List.copyOf(before.keySet())) {
            if (after.containsKey(about)) {
                changes.add(both(about, taken(before, about), taken(after, about)));
            }
        }
        matchOthersOfAService(before, after, changes);
        before.forEach((about, figures) -> changes.add(onlyIn(true, about, figures)));
        after.forEach((about, figures) -> changes.add(onlyIn(false, about, figures)));
        changes.sort(Comparator.comparing(FindingChange::status)
                .thenComparing(Comparator.comparing(FindingChange::severity).reversed())
                .thenComparing(FindingChange::id));
        return changes;
    }

    /**
     * The findings of one side that both sides looked for, by what they would be about in AFTER. Of several that would be about the same
     * there, as where two hosts became one, only one is taken for that: none may be lost.
     */
    private Map<KnownFinding, FindingFigures> looked(Portrait side, boolean isBefore) {
        Portrait.Scope first = claims.before().scope();
        Portrait.Scope second = claims.after().scope();
        Severity least = first.least().isAtLeast(second.least()) ? first.least() : second.least();
        Set<String> off = new HashSet<>(first.off());
        off.addAll(second.off());
        List<FindingFigures> wanted = side.findings().stream()
                .filter(figures -> !off.contains(figures.about().id()) && figures.count(least) > 0)
                .toList();
        Map<KnownFinding, FindingFigures> looked = new LinkedHashMap<>();
        Set<KnownFinding> taken = new HashSet<>();
        wanted.stream()
                .map(FindingFigures::about)
                .filter(about -> !isBefore || moved(about).equals(about))
                .forEach(taken::add);
        for (FindingFigures figures : wanted) {
            KnownFinding about = figures.about();
            KnownFinding there = isBefore ? moved(about) : about;
            boolean isIt = there.equals(about) || taken.add(there);
            looked.put(isIt ? there : about, figures.atLeast(least));
        }
        return looked;
    }

    private KnownFinding moved(KnownFinding about) {
        Subject subject = about.subject();
        if (subject instanceof Subject.Pair pair) {
            return new KnownFinding(about.id(), new Subject.Pair(movedClient(pair), moved(pair.server())));
        }
        if (subject instanceof Subject.Service service) {
            return new KnownFinding(about.id(), new Subject.Service(moved(service.server())));
        }
        return subject instanceof Subject.Host host
                ? new KnownFinding(about.id(), new Subject.Host(movedHosts.getOrDefault(host.ip(), host.ip())))
                : about;
    }

    private IpAddress movedClient(Subject.Pair pair) {
        ServiceMatch match = byServerBefore.get(pair.server());
        return match != null && match.onlyClientMoved()
                ? match.after().clients().keySet().iterator().next()
                : pair.client();
    }

    private HostPort moved(HostPort server) {
        ServiceMatch match = byServerBefore.get(server);
        return match == null ? server : match.after().server();
    }

    private static FindingFigures taken(Map<KnownFinding, FindingFigures> from, KnownFinding about) {
        return Objects.requireNonNull(from.remove(about));
    }

    private static FindingChange both(KnownFinding about, FindingFigures before, FindingFigures after) {
        return new FindingChange(Status.UNCHANGED, about.id(), about.subject(), before, after, "");
    }

    /** Clients often have other addresses after a change: what is left over of one kind about one service is the same finding then. */
    private void matchOthersOfAService(
            Map<KnownFinding, FindingFigures> before,
            Map<KnownFinding, FindingFigures> after,
            List<FindingChange> changes) {
        Map<KnownFinding, Deque<KnownFinding>> strangers = new HashMap<>();
        for (KnownFinding is : after.keySet()) {
            if (is.subject() instanceof Subject.Pair pair && !hasClient(pair.server(), pair.client(), true)) {
                strangers
                        .computeIfAbsent(ofService(is.id(), pair), key -> new ArrayDeque<>())
                        .add(is);
            }
        }
        for (KnownFinding was : List.copyOf(before.keySet())) {
            if (was.subject() instanceof Subject.Pair pair && !hasClient(pair.server(), pair.client(), false)) {
                Deque<KnownFinding> alike = strangers.get(ofService(was.id(), pair));
                if (alike != null && !alike.isEmpty()) {
                    KnownFinding is = alike.remove();
                    changes.add(both(is, taken(before, was), taken(after, is)));
                }
            }
        }
    }

    private static KnownFinding ofService(String id, Subject.Pair pair) {
        return new KnownFinding(id, new Subject.Service(pair.server()));
    }

    /** Whether a client is known to connect to a service, named as in AFTER, on that side. */
    private boolean hasClient(HostPort server, IpAddress client, boolean inBefore) {
        ServiceMatch match = byServerAfter.get(server);
        return match != null && match.work(inBefore, client) != null;
    }

    private FindingChange onlyIn(boolean before, KnownFinding about, FindingFigures figures) {
        String because = whyUnclear(before, about.subject(), figures);
        Status status = before
                ? because.isEmpty() ? Status.GONE : Status.ONLY_BEFORE
                : because.isEmpty() ? Status.NEW : Status.ONLY_AFTER;
        return new FindingChange(
                status,
                about.id(),
                before ? figures.about().subject() : about.subject(),
                before ? figures : null,
                before ? null : figures,
                because);
    }

    /** Why it may be missing on the other side for another reason than a change; empty if there is none. */
    private String whyUnclear(boolean before, Subject subject, FindingFigures figures) {
        String other = before ? "AFTER" : "BEFORE";
        if (subject instanceof Subject.Capture) {
            return "about the capture, not about what was captured";
        }
        String whyNot = claims.whyNot(before, BY_WORK.contains(figures.about().id()));
        if (!whyNot.isEmpty()) {
            return whyNot;
        }
        Portrait otherSide = before ? claims.after() : claims.before();
        if (otherSide.scope().incomplete()) {
            return other + " does not have all findings";
        }
        if (figures.count() < LEAST_COUNT && !isAcross(figures)) {
            return "in " + CountText.of(figures.count(), "connection") + ": may be chance";
        }
        return whyNoChance(before, subject, other);
    }

    /** Whether it is a finding across connections, which one alone does not make. */
    private static boolean isAcross(FindingFigures figures) {
        return !(figures.about().subject() instanceof Subject.Pair);
    }

    private String whyNoChance(boolean before, Subject subject, String other) {
        HostPort server = serverOf(subject);
        if (server == null) {
            IpAddress host = subject instanceof Subject.Host h ? h.ip() : null;
            List<ServiceMatch> its = host == null
                    ? List.of()
                    : services.stream()
                            .filter(s -> isHostOf(host, before ? s.after() : s.before()))
                            .toList();
            return its.isEmpty() ? other + " does not have that host" : whyLessLoad(before, its, other);
        }
        ServiceMatch match = byServerAfter.get(server);
        if (match == null) {
            return other + " does not have that service";
        }
        return subject instanceof Subject.Pair pair
                ? whyLessOfClient(before, match, pair.client(), other)
                : whyLessLoad(before, List.of(match), other);
    }

    private static String whyLessOfClient(boolean before, ServiceMatch match, IpAddress client, String other) {
        ServiceFigures.Work here = match.work(before, client);
        ServiceFigures.Work there = match.work(!before, client);
        if (here == null || there == null) {
            return other + " does not have that client of it";
        }
        boolean requests = here.exchanges() > 0 && there.exchanges() > 0;
        return requests
                ? whyLess(here.exchanges(), there.exchanges(), "request", other)
                : whyLess(here.connections(), there.connections(), "connection", other);
    }

    private static @Nullable HostPort serverOf(Subject subject) {
        if (subject instanceof Subject.Pair pair) {
            return pair.server();
        }
        return subject instanceof Subject.Service service ? service.server() : null;
    }

    private static boolean isHostOf(IpAddress host, ServiceFigures service) {
        return service.server().ip().equals(host) || service.clients().containsKey(host);
    }

    private static String whyLessLoad(boolean before, List<ServiceMatch> services, String other) {
        long here = services.stream().mapToLong(s -> s.load(before)).sum();
        long there = services.stream().mapToLong(s -> s.load(!before)).sum();
        boolean requests = services.stream().allMatch(ServiceMatch::requestsKnown);
        return whyLess(here, there, requests ? "request" : "connection", other);
    }

    private static String whyLess(long here, long there, String noun, String other) {
        return there >= Obstacle.ALIKE * here
                ? ""
                : other + " has only " + CountText.of(there, noun) + " to compare with " + CountText.of(here);
    }
}
