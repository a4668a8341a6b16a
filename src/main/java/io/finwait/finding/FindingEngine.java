package io.finwait.finding;

import io.finwait.finding.tally.Book;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Trait;
import io.finwait.lifecycle.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the rules over connections as they finish, and gathers what they find. Not thread-safe. */
public final class FindingEngine {
    /** Where the capture does not hold everything, packets that are absent prove less. */
    private static final int INCOMPLETE = Trait.LOST_BY_CAPTURE | Trait.ONE_SIDED | Trait.MIDSTREAM | Trait.DUPLICATES;

    private final CaptureRule[] captureRules;
    private final CaptureRule[] followers;
    private final RulesByTraits<CaptureRule> captureRulesByTraits;
    private final RulesByTraits<ConnectionRule> rulesByTraits;
    private final Life life;
    private final FindingChoice choice;
    private final FindingGroups groups;
    private final Consumer<Finding> sink = this::add;
    private final Consumer<Finding> lessSureSink = this::addLessSure;
    private List<Finding> found = List.of();

    /** @param choice which findings are wanted */
    public FindingEngine(FindingChoice choice, HostProfiles profiles) {
        this.choice = choice;
        groups = new FindingGroups(choice);
        life = new Life(profiles);
        List<CaptureRule> ofCapture = Catalog.captureRules(choice);
        captureRules = ofCapture.toArray(CaptureRule[]::new);
        captureRulesByTraits = new RulesByTraits<>(ofCapture, CaptureRule::traits, CaptureRule[]::new);
        followers = Stream.of(captureRules).filter(CaptureRule::followsTurns).toArray(CaptureRule[]::new);
        rulesByTraits = new RulesByTraits<>(
                Catalog.connectionRules().stream()
                        .filter(rule -> choice.wants(rule.kind()))
                        .toList(),
                ConnectionRule::traits,
                ConnectionRule[]::new);
    }

    /** A connection began with a SYN. */
    public void opened(Turn turn) {
        for (CaptureRule rule : followers) {
            rule.opened(turn);
        }
    }

    /** A side of a connection entered TIME_WAIT. */
    public void timeWaitEntered(Turn turn) {
        for (CaptureRule rule : followers) {
            rule.timeWaitEntered(turn);
        }
    }

    /**
     * A connection can no longer change.
     *
     * @return what was found in it, gravest first
     */
    public List<Finding> finished(Connection connection, Ending ending) {
        life.set(connection, ending);
        found = List.of();
        if (life.has(rulesByTraits.any())) {
            examine();
            for (int i = 0; i < found.size(); i++) {
                groups.add(found.get(i), life);
            }
        }
        for (CaptureRule rule : captureRulesByTraits.of(life.traits())) {
            rule.finished(life);
        }
        return found;
    }

    /**
     * What is found in a connection that is closed and may yet change, as if the capture ended here; counted nowhere.
     *
     * @return gravest first
     */
    public List<Finding> closed(Connection copy, Ending soFar) {
        life.set(copy, soFar);
        found = List.of();
        if (life.has(rulesByTraits.any())) {
            examine();
        }
        return found;
    }

    /** The connection last told of by {@link #finished}. */
    public Life life() {
        return life;
    }

    /** The sums over connections; null where no rule that was asked for needs them. */
    public @Nullable Book book() {
        for (CaptureRule rule : captureRules) {
            if (rule instanceof Book book) {
                return book;
            }
        }
        return null;
    }

    private void examine() {
        boolean incomplete = life.has(INCOMPLETE);
        for (ConnectionRule rule : rulesByTraits.of(life.traits())) {
            rule.examine(life, incomplete && rule.restsOnAbsence() ? lessSureSink : sink);
        }
        if (found.size() > 1) {
            Catalog.lowerWhatOthersExplain(found);
            found.sort((a, b) -> b.severity().compareTo(a.severity()));
        }
        if (!found.isEmpty() && !choice.isAll()) {
            found.removeIf(
                    finding -> !finding.severity().isAtLeast(choice.least()) || groups.muted(finding.kind(), life));
        }
    }

    private void addLessSure(Finding finding) {
        add(finding.withConfidence(finding.confidence().lowered()));
    }

    private void add(Finding finding) {
        if (found.isEmpty()) {
            found = new ArrayList<>(2);
        }
        found.add(finding);
    }

    /**
     * What is found across the connections that are over, while the capture goes on; counted nowhere.
     *
     * @param firstNanos time of the first frame and {@code nowNanos} the present, instants
     * @return gravest first
     */
    public List<HostFinding> soFar(long firstNanos, long nowNanos, HostProfiles profiles) {
        Book book = book();
        if (book == null) {
            return List.of();
        }
        var found = new ArrayList<HostFinding>();
        book.end(CaptureEnd.soFar(firstNanos, nowNanos, profiles), finding -> {
            if (isWanted(finding) && !groups.isKnown(finding.kind(), finding.subject())) {
                found.add(finding);
            }
        });
        found.sort(Comparator.comparing(HostFinding::severity).reversed());
        return List.copyOf(found);
    }

    private boolean isWanted(HostFinding finding) {
        return choice.wants(finding.kind()) && finding.severity().isAtLeast(choice.least());
    }

    /** The capture is read: everything that was found. */
    public Findings end(CaptureEnd end) {
        var ofHosts = new ArrayList<HostFinding>();
        for (CaptureRule rule : captureRules) {
            rule.end(end, finding -> {
                if (isWanted(finding)) {
                    ofHosts.add(finding);
                }
            });
        }
        return groups.findings(ofHosts);
    }
}
