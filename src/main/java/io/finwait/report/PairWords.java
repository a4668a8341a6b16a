package io.finwait.report;

import io.finwait.lifecycle.Role;
import io.finwait.pair.Absence;
import io.finwait.pair.Alone;
import io.finwait.pair.Change;
import io.finwait.pair.Evidence;
import io.finwait.pair.Kind;
import io.finwait.pair.Notable;
import io.finwait.pair.Passage;
import io.finwait.pair.Side;
import io.finwait.pair.Sighting;
import io.finwait.pair.Unheard;
import io.finwait.pair.Verdict;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.List;
import java.util.stream.Collectors;

/** What two captures show, in sentences. */
final class PairWords {
    private static final int FRAMES_NAMED = 4;

    private PairWords() {}

    static String side(Side side) {
        return Lowercase.of(side) + " side";
    }

    private static String kind(Kind kind, Role from) {
        return switch (kind) {
            case SYN -> "SYN";
            case SYN_ACK -> "SYN-ACK";
            case HANDSHAKE_ACK -> "ACK of the handshake";
            case DATA -> "data segment";
            case FIN -> "FIN";
            case ACK_OF_FIN -> "ACK of the " + Lowercase.of(from.peer()) + "'s FIN";
            case LAST_ACK -> "last ACK";
            case RST -> "RST";
            case ACK -> "ACK";
        };
    }

    private static String kinds(Kind kind, Role from) {
        return switch (kind) {
            case HANDSHAKE_ACK -> "ACKs of the handshake";
            case ACK_OF_FIN -> "ACKs of the " + Lowercase.of(from.peer()) + "'s FIN";
            default -> kind(kind, from) + "s";
        };
    }

    /** Whose segments of a kind they are. */
    private static String whose(Kind kind, Role from) {
        return (kind == Kind.ACK_OF_FIN ? " by the " : " of the ") + Lowercase.of(from);
    }

    /** Segments of one pair, kind, sender and verdict, in a sentence or two. */
    static String absent(List<Absence> group) {
        Absence first = group.get(0);
        Passage passage = first.passage();
        String seen = side(passage.seenAt());
        String other = side(first.missingAt());
        String what = what(group);
        String where = frames(group) + " of the " + seen + at(group);
        return switch (first.verdict()) {
            case LOST ->
                what + " left the " + seen + " (" + where + ") and never reached the " + other + ": " + lost(group);
            case MADE ->
                what + " reached the " + seen + " (" + where + ") and never left the " + other + ": " + made(group);
            case NOT_CAPTURED ->
                what + " (" + where + ") " + isOrAre(group) + " missing at the " + other + ", though "
                        + notCaptured(group);
            case UNDECIDED ->
                first.arrived()
                        ? what + " reached the " + seen + " (" + where + ") and " + isOrAre(group)
                                + " not in the capture of the " + other
                                + ": missed there, or doubled or made on the way."
                        : what + " (" + where + ") " + isOrAre(group) + " missing at the " + other
                                + "; whether the path or that capture lost " + them(group) + " cannot be told.";
            case NOT_COMPARED -> what + " (" + where + "): " + notCompared(first.evidence(), first.missingAt()) + ".";
        };
    }

    private static String isOrAre(List<Absence> group) {
        return group.size() == 1 ? "is" : "are";
    }

    private static String what(List<Absence> group) {
        Passage passage = group.get(0).passage();
        long octets = group.stream().mapToLong(a -> a.passage().missing()).sum();
        boolean data = passage.kind() == Kind.DATA;
        boolean inPart = data
                && group.stream()
                        .anyMatch(a -> a.passage().missing() < a.passage().payloadLength());
        String of = data ? " (" + CountText.of(octets) + (inPart ? " octets of it)" : " octets)") : "";
        String whose = whose(passage.kind(), passage.from()) + " in #"
                + group.get(0).pair().id();
        if (group.size() > 1) {
            return CountText.of(group.size()) + " " + kinds(passage.kind(), passage.from()) + of + whose;
        }
        if (passage.alike() > 1) {
            return "One of " + passage.alike() + " " + kinds(passage.kind(), passage.from()) + of + whose
                    + " that look the same";
        }
        return "The " + (passage.isRepeat() ? "repeated " : "") + kind(passage.kind(), passage.from()) + of + whose;
    }

    private static String frames(List<Absence> group) {
        String named = group.stream()
                .limit(FRAMES_NAMED)
                .map(a -> CountText.of(a.passage().frame()))
                .collect(Collectors.joining(", "));
        String more = group.size() > FRAMES_NAMED ? " and " + CountText.of(group.size() - FRAMES_NAMED) + " more" : "";
        return (group.size() == 1 ? "frame " : "frames ") + named + more;
    }

    private static String at(List<Absence> group) {
        return group.size() == 1
                ? " at " + InstantText.micro(group.get(0).passage().nanos())
                : ", the first at " + InstantText.micro(group.get(0).passage().nanos());
    }

    private static String lost(List<Absence> group) {
        Absence absence = group.get(0);
        String receiver = "the " + Lowercase.of(absence.from().peer());
        String there = " (frame " + CountText.of(absence.evidenceFrame()) + " there)";
        String later = " " + DurationText.of(Math.max(0, absence.evidenceAfterNanos())) + " later" + there;
        if (!absence.certain()) {
            return notThere(group);
        }
        return switch (absence.passage().kind()) {
            case RST -> receiver + " still sent" + later + ".";
            case LAST_ACK, ACK_OF_FIN -> receiver + " repeated its FIN" + later + ".";
            case HANDSHAKE_ACK -> receiver + " repeated its SYN-ACK" + later + ".";
            case SYN_ACK -> receiver + " repeated its SYN" + later + ".";
            default -> receiver + " acknowledged nothing beyond what came before, still" + later + ".";
        };
    }

    private static String notThere(List<Absence> group) {
        long runsOn = group.stream().mapToLong(Absence::runsOnNanos).min().orElse(0);
        return it(group) + " " + isOrAre(group) + " not there, and that capture, which went on for "
                + DurationText.of(runsOn) + ", shows no sign of having missed anything.";
    }

    private static String it(List<Absence> group) {
        return group.size() == 1 ? "it" : "they";
    }

    private static String them(List<Absence> group) {
        return group.size() == 1 ? "it" : "them";
    }

    private static String made(List<Absence> group) {
        Absence absence = group.get(0);
        String sender = "the " + Lowercase.of(absence.from());
        String by = " Something between the capture points made " + them(group) + " in the name of " + sender
                + ttl(absence) + ".";
        if (!absence.certain()) {
            return notThere(group) + by;
        }
        return sender + " itself went on " + DurationText.of(Math.max(0, absence.evidenceAfterNanos()))
                + " later (frame " + CountText.of(absence.evidenceFrame()) + " there)." + by;
    }

    /** A device has its own TTL, or another number of hops to go. */
    private static String ttl(Absence absence) {
        Sighting sighting = absence.pair().at(absence.passage().seenAt());
        Notable opening = absence.from() == Role.CLIENT ? sighting.syn() : sighting.synAck();
        return opening == null || opening.ttl() == absence.passage().ttl()
                ? ""
                : "; with TTL " + absence.passage().ttl() + ", where the " + Lowercase.of(absence.from()) + "'s "
                        + (absence.from() == Role.CLIENT ? "SYN" : "SYN-ACK") + " has " + opening.ttl();
    }

    private static String notCaptured(List<Absence> group) {
        Absence absence = group.get(0);
        String receiver = "the " + Lowercase.of(absence.from().peer());
        return switch (absence.evidence()) {
            case NOT_REPEATED ->
                receiver + " did not repeat its FIN in the " + DurationText.of(absence.runsOnNanos())
                        + " that followed, so it seems to have got " + them(group) + ".";
            default ->
                absence.arrived()
                        ? "what followed shows that it was sent: that capture missed " + them(group) + "."
                        : receiver + " acknowledged " + them(group) + ": that capture missed " + them(group) + ".";
        };
    }

    /** Why segments that a side lacks say nothing. */
    static String notCompared(Evidence evidence, Side missingAt) {
        String other = "the " + side(missingAt);
        return switch (evidence) {
            case OUTSIDE -> "the capture of " + other + " was not running then, or not surely";
            case PORTS_SHARED -> "the ports were another connection's too about then, which may have them";
            default -> "the capture of " + other + " holds nothing of that direction";
        };
    }

    /** Segments of one kind and sender that arrived without effect, and what came after them or did not. */
    static String unheard(List<Unheard> group) {
        Unheard first = group.get(0);
        String side = side(first.side());
        String receiver = "the " + Lowercase.of(first.from().peer());
        String what = (group.size() == 1
                        ? "The " + kind(first.kind(), first.from())
                        : CountText.of(group.size()) + " " + kinds(first.kind(), first.from()))
                + whose(first.kind(), first.from()) + " reached the " + side;
        String behind = ": lost, dropped or ignored behind that capture point, on the host itself or on the way to it";
        String each = group.stream().limit(FRAMES_NAMED).map(PairWords::frames).collect(Collectors.joining("; "));
        String more = group.size() > FRAMES_NAMED ? "; and " + CountText.of(group.size() - FRAMES_NAMED) + " more" : "";
        if (first.replyFrame() < 0) {
            long silent = group.stream().mapToLong(Unheard::replyNanos).min().orElse(0);
            return what + " and nothing answered " + (group.size() == 1 ? "it" : "them") + " in the "
                    + DurationText.of(silent) + " that followed" + behind + ". " + each + more + ".";
        }
        return what + ", and yet " + receiver + " repeated its "
                + (first.kind() == Kind.HANDSHAKE_ACK ? "SYN-ACK" : "FIN") + behind + ". " + each + more + ".";
    }

    private static String frames(Unheard unheard) {
        return "#" + unheard.pair().id() + ": frame " + CountText.of(unheard.leftFrame()) + " of the "
                + side(unheard.side().other()) + ", " + CountText.of(unheard.arrivedFrame()) + " of the "
                + side(unheard.side())
                + (unheard.replyFrame() < 0
                        ? ""
                        : ", repeated " + DurationText.of(unheard.replyNanos()) + " later in frame "
                                + CountText.of(unheard.replyFrame()));
    }

    /** What was changed, with the example's frames. */
    static String change(Change change) {
        String whose = "the " + Lowercase.of(change.of()) + "'s ";
        String what =
                switch (change.what()) {
                    case ADDRESS -> whose + "address";
                    case PORT -> whose + "port";
                    case SEQUENCE_NUMBERS -> whose + "sequence numbers";
                    case TIMESTAMP_VALUES -> whose + "timestamp values";
                    case TTL -> "TTL of " + whose + "packets";
                    case MSS -> whose + "MSS";
                    case WINDOW_SCALE -> whose + "window scale";
                    case SACK_PERMITTED -> whose + "SACK-permitted option";
                    case TIMESTAMPS -> whose + "timestamps option";
                    case IP_IDENTIFICATION -> whose + "IP identification";
                };
        String from = change.what() == Change.What.TTL ? "" : "from ";
        String frames = change.frame(Side.CLIENT) < 0 || change.frame(Side.SERVER) < 0
                ? ""
                : ", frames " + CountText.of(change.frame(Side.CLIENT)) + " and "
                        + CountText.of(change.frame(Side.SERVER));
        return what + ": " + from + change.before() + " to " + change.after() + " in #"
                + change.example().id() + frames + "; in " + CountText.of(change.count()) + " of "
                + CountText.of(change.compared());
    }

    /** How many connections are in one capture alone for a reason. */
    static String alone(Side side, Alone.Reason reason, long count) {
        String other = "the " + side(side.other());
        String they = count == 1 ? "it" : "they";
        String was = count == 1 ? "was" : "were";
        return switch (reason) {
            case NEVER_ARRIVED ->
                was + " not answered and never reached " + other
                        + ", whose capture was running and has others to the same server";
            case NEVER_ARRIVED_OR_MISSED ->
                was + " not answered and " + (count == 1 ? "is" : "are") + " not in the capture of " + other
                        + ", which has missed other packets";
            case REFUSED_BETWEEN -> was + " refused without reaching " + other + ": something between sent the RST";
            case MAYBE_ANOTHER_WAY ->
                was + " not answered and not seen at " + other
                        + "; others to the same server were answered without passing there, so " + they
                        + " may have gone that way";
            case ANOTHER_WAY ->
                was + " answered without passing " + other
                        + ": by another way, or by something between that ends connections and opens its own";
            case MAYBE_MISSED ->
                (count == 1 ? "has" : "have") + " no counterpart in the capture of " + other
                        + ": one of the two has missed other packets, and perhaps how " + they + " began, unless "
                        + they
                        + " went another way";
            case ELSEWHERE -> "went to servers that nothing in both captures goes to";
            case OTHER_CLIENT -> "came without passing " + other;
            case OUTSIDE -> "began when the capture of " + other + " was not running, or not surely";
            case NO_HANDSHAKE ->
                "began before the capture, and nothing in the other one has these addresses and numbers";
            case TWICE -> was + " there once more, before and behind a device";
            case NOT_COMPARED ->
                "cannot be compared: the captures have no connection in common, so nothing is known of"
                        + " their clocks";
        };
    }

    /** The verdict's name in a heading. */
    static String heading(Verdict verdict) {
        return switch (verdict) {
            case LOST -> "LOST BETWEEN THE TWO SIDES";
            case MADE -> "MADE BETWEEN THE TWO SIDES";
            case UNDECIDED -> "LOST BY THE PATH OR BY A CAPTURE";
            case NOT_CAPTURED -> "MISSED BY A CAPTURE";
            case NOT_COMPARED -> "NOT COMPARED";
        };
    }
}
