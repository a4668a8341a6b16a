package io.finwait.report;

import io.finwait.capture.CaptureFile;
import io.finwait.lifecycle.Role;
import io.finwait.pair.Absence;
import io.finwait.pair.Alone;
import io.finwait.pair.Basis;
import io.finwait.pair.Change;
import io.finwait.pair.Kind;
import io.finwait.pair.Pair;
import io.finwait.pair.PairResult;
import io.finwait.pair.Side;
import io.finwait.pair.Survey;
import io.finwait.pair.Unheard;
import io.finwait.pair.Verdict;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Two captures of the same traffic, in one page: what has a counterpart, what was lost on the way, what was made or changed there. */
public final class PairReport {
    private static final int IDS_NAMED = 4;

    private final PairResult result;
    private final TextStyle style;
    private final int top;
    private final TextPage page;
    private final List<Absence> lost;

    private PairReport(PairResult result, TextStyle style, int top) {
        this.result = result;
        this.style = style;
        this.top = top;
        page = new TextPage(style);
        lost = result.absences(Verdict.LOST);
    }

    /**
     * Lays the page out.
     *
     * @param top how many entries each list shows
     */
    public static String of(PairResult result, TextStyle style, int top) {
        var report = new PairReport(result, style, top);
        report.writeTo();
        return report.page.toString();
    }

    private void writeTo() {
        if (result.swapped()) {
            page.wrap(
                    style.warning("NOTE") + "  ",
                    "      ",
                    "The captures were given the other way round: the second one is nearer the clients, by the handshakes.");
            page.blank();
        }
        file(Side.CLIENT);
        file(Side.SERVER);
        page.blank();
        page.paragraph(PairSummary.of(result));
        absences(Verdict.LOST);
        absences(Verdict.MADE);
        unheard();
        absences(Verdict.UNDECIDED);
        absences(Verdict.NOT_CAPTURED);
        notCompared();
        alone();
        changes();
        connections();
    }

    private void file(Side side) {
        Survey survey = result.survey(side);
        for (CaptureFile file : survey.files()) {
            page.wrap("", "  ", style.safe(file.name()) + "  " + ReadSection.what(file));
        }
        long packets = survey.files().stream().mapToLong(CaptureFile::frames).sum();
        String when = survey.sawFrames()
                ? ", " + InstantText.dateTime(survey.firstNanos()) + " + "
                        + DurationText.of(survey.lastNanos() - survey.firstNanos())
                : "";
        page.wrap(
                "  ",
                "  ",
                PairWords.side(side) + ": " + CountText.of(packets, "packet") + ", "
                        + CountText.of(survey.sightings().size(), "connection") + when);
        for (CaptureFile file : survey.files()) {
            if (file.damage() != null) {
                page.wrap(
                        "  ",
                        "  ",
                        style.safe(file.name()) + " breaks off after packet "
                                + CountText.of(file.damage().frame()) + "; what comes before that was read");
            }
        }
        if (survey.dropped() > 0) {
            page.wrap("  ", "  ", "the capturing system says it dropped " + CountText.of(survey.dropped(), "packet"));
        }
        if (survey.evicted() > 0) {
            page.wrap(
                    "  ",
                    "  ",
                    CountText.of(survey.evicted(), "connection")
                            + " given up before the end to stay within memory: nothing is said of what followed in them");
        }
    }

    private void absences(Verdict verdict) {
        List<List<Absence>> groups = groups(result.absences(verdict));
        if (groups.isEmpty()) {
            return;
        }
        page.heading(PairWords.heading(verdict), "");
        boolean decided = verdict == Verdict.LOST || verdict == Verdict.MADE;
        for (List<Absence> group : groups.subList(0, Math.min(top, groups.size()))) {
            String sure = !decided ? "" : group.get(0).certain() ? "certain  " : "likely   ";
            page.wrap("  " + sure, "  " + " ".repeat(sure.length()), PairWords.absent(group));
        }
        more(groups.size());
    }

    /** Segments of the same pair, kind, sender and certainty together; the closing of connections before what is lost in their midst. */
    private static List<List<Absence>> groups(List<Absence> absences) {
        record Key(Pair pair, Object kind, Role from, boolean certain, Object evidence, boolean alike) {}
        Map<Key, List<Absence>> groups = new LinkedHashMap<>();
        for (Absence each : absences) {
            var key = new Key(
                    each.pair(),
                    each.passage().kind(),
                    each.from(),
                    each.certain(),
                    each.evidence(),
                    each.passage().alike() > 1);
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(each);
        }
        var ordered = new ArrayList<>(groups.values());
        ordered.sort(Comparator.comparing((List<Absence> group) ->
                        PairSummary.rank(group.get(0).passage().kind()))
                .thenComparing(group -> !group.get(0).certain()));
        return ordered;
    }

    private void more(long entries) {
        if (entries > top) {
            page.line("  " + CountText.of(entries - top) + " more (--top)");
        }
    }

    private void unheard() {
        List<Unheard> unheard = result.unheard();
        if (!unheard.isEmpty()) {
            page.heading("ARRIVED WITHOUT EFFECT", "");
            record Key(Kind kind, Role from, Side side, boolean silent) {}
            Map<Key, List<Unheard>> groups = new LinkedHashMap<>();
            for (Unheard each : unheard) {
                var key = new Key(each.kind(), each.from(), each.side(), each.replyFrame() < 0);
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(each);
            }
            groups.values().forEach(group -> page.wrap("  ", "  ", PairWords.unheard(group)));
        }
    }

    private void notCompared() {
        List<Absence> absences = result.absences(Verdict.NOT_COMPARED);
        if (!absences.isEmpty()) {
            Map<String, List<Absence>> groups = new LinkedHashMap<>();
            for (Absence each : absences) {
                groups.computeIfAbsent(PairWords.notCompared(each.evidence(), each.missingAt()), k -> new ArrayList<>())
                        .add(each);
            }
            page.heading("NOT COMPARED", "");
            groups.forEach((why, group) -> page.wrap(
                    "  ",
                    "  ",
                    CountText.of(group.size(), "segment") + ": "
                            + why + " ("
                            + ids(group.stream()
                                    .map(a -> a.pair().id())
                                    .distinct()
                                    .toList()) + ")."));
        }
    }

    /** The first few of them. */
    private static String ids(List<Integer> ids) {
        String named = ids.stream().limit(IDS_NAMED).map(id -> "#" + id).collect(Collectors.joining(", "));
        return named + (ids.size() > IDS_NAMED ? " and " + CountText.of(ids.size() - IDS_NAMED) + " more" : "");
    }

    private void alone() {
        if (result.alone().isEmpty()) {
            return;
        }
        page.heading("IN ONE CAPTURE ALONE", "");
        for (Side side : Side.values()) {
            var byReason = new EnumMap<Alone.Reason, List<Alone>>(Alone.Reason.class);
            for (Alone each : result.alone()) {
                if (each.side() == side) {
                    byReason.computeIfAbsent(each.reason(), reason -> new ArrayList<>())
                            .add(each);
                }
            }
            byReason.forEach((reason, each) -> page.wrap("  ", "  ", alone(side, reason, each)));
        }
    }

    private String alone(Side side, Alone.Reason reason, List<Alone> alone) {
        Alone first = alone.get(0);
        String examples = alone.size() == 1
                ? "#" + first.sighting().id() + " of the " + PairWords.side(side) + " ("
                        + first.sighting().client() + " "
                        + style.arrow() + " " + first.sighting().server() + ", frame "
                        + CountText.of(first.sighting().firstFrame()) + ")"
                : CountText.of(alone.size()) + " of the " + PairWords.side(side) + " ("
                        + ids(alone.stream().map(a -> a.sighting().id()).toList()) + ")";
        return examples + " " + PairWords.alone(side, reason, alone.size()) + ".";
    }

    private void changes() {
        if (!result.changes().isEmpty()) {
            page.heading("CHANGED ON THE WAY", "as it left and as it arrived");
            for (Change change : result.changes()) {
                page.wrap("  ", "    ", PairWords.change(change));
            }
        }
    }

    private void connections() {
        if (top == 0 || result.pairs().isEmpty()) {
            return;
        }
        var losses = new HashMap<Pair, Integer>();
        lost.forEach(each -> losses.merge(each.pair(), 1, Integer::sum));
        List<Pair> ordered = result.pairs().stream()
                .sorted(Comparator.comparingInt((Pair pair) -> -losses.getOrDefault(pair, 0))
                        .thenComparingInt(Pair::id))
                .limit(top)
                .toList();
        page.heading("CONNECTIONS", about(ordered.size()));
        boolean rewritten = result.changes().stream()
                .anyMatch(c -> c.what() == Change.What.ADDRESS || c.what() == Change.What.PORT);
        var table = new PairTable(style, rewritten);
        for (Pair pair : ordered) {
            table.add(pair, losses.getOrDefault(pair, 0));
        }
        table.writeTo(page);
    }

    private String about(int shown) {
        int pairs = result.pairs().size();
        boolean all = result.chosenOf() == null;
        String chosen = shown == pairs && !all ? "" : CountText.of(shown) + " of ";
        return chosen + CountText.of(pairs) + (all ? "" : " chosen of " + CountText.of(result.allPairs()))
                + "; there: on the server side   " + (all ? "(--top, --where, --id)" : "(--top, --id)");
    }

    /** By what connections were matched. */
    static Map<Basis, Long> bases(PairResult result) {
        var bases = new EnumMap<Basis, Long>(Basis.class);
        result.pairs().forEach(pair -> bases.merge(pair.basis(), 1L, Long::sum));
        return bases;
    }
}
