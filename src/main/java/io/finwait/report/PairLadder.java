package io.finwait.report;

import io.finwait.analysis.LadderStep;
import io.finwait.lifecycle.Role;
import io.finwait.pair.Absence;
import io.finwait.pair.Pair;
import io.finwait.pair.PairResult;
import io.finwait.pair.PairStory;
import io.finwait.pair.Passage;
import io.finwait.pair.Side;
import io.finwait.pair.Verdict;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.List;

/** One connection that two captures have, as a ladder: what left one side, and what of it reached the other, with the frames of both. */
public final class PairLadder {
    private static final String NONE = "-";
    private static final long MILLI = 1_000_000;

    private final PairResult result;
    private final PairStory story;
    private final TextStyle style;

    private PairLadder(PairResult result, PairStory story, TextStyle style) {
        this.result = result;
        this.story = story;
        this.style = style;
    }

    /** Lays it out. */
    public static String of(PairResult result, PairStory story, TextStyle style) {
        var page = new TextPage(style);
        new PairLadder(result, story, style).writeTo(page);
        return page.toString();
    }

    private void writeTo(TextPage page) {
        for (Side side : Side.values()) {
            Pair pair = story.pair();
            page.wrap(
                    "",
                    "  ",
                    "#" + pair.at(side).id() + " of the " + PairWords.side(side) + "  "
                            + pair.address(Role.CLIENT, side) + " " + style.arrow() + " "
                            + pair.address(Role.SERVER, side));
        }
        int timeWidth = "time ms".length();
        int frameWidth = "frame".length();
        for (Passage each : story.passages()) {
            timeWidth = Math.max(timeWidth, time(each).length());
            frameWidth = Math.max(
                    frameWidth,
                    Long.toString(Math.max(each.frame(), each.otherFrame())).length());
        }
        int arrowWidth = Math.max(24, style.width() - 2 - timeWidth - 2 - frameWidth - 2 - 2 - frameWidth);
        arrowWidth = Math.min(72, arrowWidth);
        String left = pad("time ms", timeWidth) + "  " + pad("frame", frameWidth) + "  client side";
        int right = 2 + timeWidth + 2 + frameWidth + 2 + arrowWidth + 2 + frameWidth;
        page.line(style.dim("  " + TextTable.pad(left, right - 2 - "server side".length() - 2 - frameWidth, false)
                + "server side" + "  " + pad("frame", frameWidth)));
        for (Passage each : story.passages()) {
            row(page, each, timeWidth, frameWidth, arrowWidth);
        }
        if (story.notKept() > 0) {
            page.line("  " + CountText.of(story.notKept(), "more segment") + " not shown");
        }
        page.blank();
        result.absences().stream()
                .filter(each -> each.pair() == story.pair())
                .forEach(each -> page.wrap("  ", "  ", PairWords.absent(List.of(each))));
        result.unheard().stream()
                .filter(each -> each.pair() == story.pair())
                .forEach(each -> page.wrap("  ", "  ", PairWords.unheard(List.of(each))));
        page.blank();
        page.wrap(
                "",
                "",
                "Times are those of the capture where a segment was seen first, by the client side's clock, ± "
                        + DurationText.of(result.clock().uncertaintyNanos()) + " for those of the server side.");
    }

    private static String pad(String text, int width) {
        return TextTable.pad(text, width, true);
    }

    private void row(TextPage page, Passage p, int timeWidth, int frameWidth, int arrowWidth) {
        String here = frame(p, Side.CLIENT);
        String there = frame(p, Side.SERVER);
        page.line("  " + pad(time(p), timeWidth) + "  " + pad(here, frameWidth) + "  " + arrow(p, arrowWidth) + "  "
                + pad(there, frameWidth));
    }

    private static String frame(Passage p, Side side) {
        long frame = p.seenAt() == side ? p.frame() : p.otherFrame();
        return frame < 0 ? NONE : Long.toString(frame);
    }

    private String arrow(Passage p, int width) {
        Absence absence = result.absenceOf(p);
        String label = SegmentText.of(new LadderStep(
                p.alignedNanos(), p.frame(), p.from(), p.flags(), 0, -1, p.payloadLength(), 0, p.isRepeat()));
        boolean toServerSide = story.pair().near(p.from()) == Side.CLIENT;
        boolean gone = absence != null && absence.verdict() == Verdict.LOST;
        String note = absence == null ? "" : " (" + note(absence) + ")";
        String dash = style.unicode() ? "─" : "-";
        String tail = dash.repeat(2);
        String words = " " + label + note + " ";
        int shaft = Math.max(2, width - words.length() - 3);
        String head = gone
                ? (style.unicode() ? "✕" : "x")
                : style.unicode() ? (toServerSide ? "▶" : "◀") : toServerSide ? ">" : "<";
        return toServerSide ? tail + words + dash.repeat(shaft) + head : head + dash.repeat(shaft) + words + tail;
    }

    private static String note(Absence absence) {
        return switch (absence.verdict()) {
            case LOST -> absence.passage().missing() < absence.passage().payloadLength() ? "lost in part" : "lost";
            case MADE -> "made between";
            case NOT_CAPTURED -> "missed by the " + PairWords.side(absence.missingAt());
            case UNDECIDED -> "missing at the " + PairWords.side(absence.missingAt());
            case NOT_COMPARED -> "not compared";
        };
    }

    /** Milliseconds since the first segment. */
    private String time(Passage p) {
        long nanos = p.alignedNanos() - story.passages().get(0).alignedNanos();
        return CountText.of(nanos / MILLI) + "."
                + Long.toString(MILLI + nanos % MILLI).substring(1, 4);
    }
}
