package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.GivenUp;
import io.finwait.analysis.Sight;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.Damage;
import io.finwait.capture.LinkTypes;
import io.finwait.decode.DecodeCounters;
import io.finwait.finding.quality.ClockAnomaly;
import io.finwait.lifecycle.CloseKind;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The report's beginning: what is missing from the capture, then what was read. */
final class ReadSection {
    private static final int FILES_LISTED = 5;
    private static final int SOURCES_NAMED = 3;

    /** A snap length from which on nothing is cut. */
    private static final int WHOLE_FRAMES = 65_535;

    /** A file's name, made safe, and what kind of capture it is. */
    record FileRead(String name, String what) {}

    private final AnalysisContext context;
    private final AnalysisResult result;
    private final Sight sight;
    private final UnaryOperator<String> foreign;

    /** @param foreign makes text from outside, such as a file name, safe for the report */
    ReadSection(AnalysisContext context, AnalysisResult result, UnaryOperator<String> foreign) {
        this.context = context;
        this.result = result;
        sight = result.summary().sight();
        this.foreign = foreign;
    }

    /** Writes it, and returns whether the capture lacks nothing. */
    boolean writeTo(TextPage page) {
        TextStyle style = page.style();
        damages().forEach(damage -> page.wrap(style.error("DAMAGED") + "  ", "         ", damage));
        gaps().forEach(gap -> page.wrap(style.warning("INCOMPLETE") + "  ", "            ", gap));
        cautions().forEach(caution -> page.wrap(style.warning("NOTE") + "  ", "      ", caution));
        page.blank();
        files().forEach(file -> page.wrap("", "  ", file.name() + "  " + file.what()));
        facts().forEach(fact -> page.wrap("  ", "  ", fact));
        return isComplete();
    }

    /** Whether the capture lacks nothing, as far as it shows. */
    boolean isComplete() {
        return damages().isEmpty() && gaps().isEmpty();
    }

    /** What is known of each of the first few files. */
    List<FileRead> files() {
        return result.files().stream()
                .limit(FILES_LISTED)
                .map(file -> new FileRead(foreignName(file), what(file)))
                .toList();
    }

    /** What is known of all files together, a line each. */
    List<String> facts() {
        var facts = new ArrayList<String>();
        int files = result.files().size();
        if (files > FILES_LISTED) {
            facts.add("and " + CountText.of(files - FILES_LISTED, "more file"));
        }
        String filter = context.filter();
        if (filter != null) {
            facts.add("only packets that match " + foreign.apply(filter));
        }
        if (context.anonymised()) {
            facts.add("anonymised: addresses are pseudonyms that share the prefixes the real ones share");
        }
        if (context.partOfTime()) {
            facts.add("only packets from --from on and before --to");
        }
        facts.add(packetsLine());
        String leftOut = leftOut(result.decoded());
        if (!leftOut.isEmpty()) {
            facts.add(leftOut);
        }
        if (isComplete() && result.summary().connections() > 0) {
            boolean allAnswered = result.summary().byKind().getOrDefault(CloseKind.UNANSWERED, 0L) == 0;
            facts.add("complete: no sign of loss by the capture" + (allAnswered ? ", both directions seen" : ""));
        }
        return facts;
    }

    /** Where files end before their time. */
    List<String> damages() {
        var damages = new ArrayList<String>();
        for (CaptureFile file : result.files()) {
            Damage damage = file.damage();
            if (damage != null) {
                damages.add(damaged(file, damage));
            }
        }
        return damages;
    }

    private String damaged(CaptureFile file, Damage damage) {
        String where = damage.frame() == 0
                ? "before its first whole packet, at byte " + CountText.of(damage.byteOffset())
                : "after packet " + CountText.of(damage.frame()) + ", at byte " + CountText.of(damage.byteOffset());
        String name = foreignName(file);
        if (damage.cutShort()) {
            return name + " ends inside a record " + where
                    + ": still being written, or its writer was killed. All that is there was read.";
        }
        return name + ": reading stopped " + where + ": " + foreign.apply(damage.reason())
                + ". Everything before that is in this report.";
    }

    /** What else the capture lacks. */
    List<String> gaps() {
        var gaps = new ArrayList<String>();
        long connections = result.summary().connections();
        for (CaptureFile file : result.files()) {
            if (file.droppedByCapture() > 0) {
                gaps.add("The capturing system says it dropped " + CountText.of(file.droppedByCapture(), "packet")
                        + " of " + foreignName(file) + ".");
            }
        }
        if (sight.lossy() > 0) {
            gaps.add("Packets are missing: " + CountText.of(sight.lossy(), "connection") + " of "
                    + CountText.of(connections) + (sight.lossy() == 1 ? " acknowledges" : " acknowledge")
                    + " what the capture does not hold.");
        }
        if (sight.oneSided() > 0) {
            gaps.add("Only one direction was seen of " + CountText.of(sight.oneSided(), "connection") + " of "
                    + CountText.of(connections) + ".");
        }
        if (sight.headerCut() > 0) {
            gaps.add("The snap length cut the TCP headers of " + CountText.of(sight.headerCut(), "connection")
                    + ": options may be missing.");
        }
        if (result.evicted().connections() > 0) {
            gaps.add(givenUp(result.evicted()));
        }
        return gaps;
    }

    private String givenUp(GivenUp all) {
        long connections = all.connections();
        String sources =
                all.sources().stream().limit(SOURCES_NAMED).map(this::source).collect(Collectors.joining(", "));
        return CountText.of(connections, "connection") + (connections == 1 ? " was" : " were")
                + " reported before the end to stay within memory: those that were over first, then the longest idle. "
                + CountText.of(all.unanswered()) + " of them were SYNs without an answer. They came from "
                + (all.addresses() == 1 ? "1 address" : "about " + CountText.of(all.addresses()) + " addresses")
                + (sources.isEmpty() ? "." : ", most from " + sources + ", at least.");
    }

    private String source(GivenUp.Source source) {
        String name = context.names().of(source.address());
        return foreign.apply(source.address().toString()) + " (" + (name == null ? "" : foreign.apply(name) + "; ")
                + CountText.of(source.connections()) + ")";
    }

    private String outOfOrder(CaptureFile file) {
        long steps = file.backwardSteps();
        String largest = DurationText.of(file.largestBackwardStepNanos());
        if (file.largestBackwardStepNanos() < ClockAnomaly.LEAST_STEP_NANOS) {
            return "Frames of " + foreignName(file) + " stand up to " + largest + " out of order ("
                    + (steps == 1 ? "once" : CountText.of(steps, "time"))
                    + "): durations as short may be off.";
        }
        return "Time steps back " + (steps == 1 ? "once" : CountText.of(steps, "time")) + " in " + foreignName(file)
                + ", by " + (steps == 1 ? "" : "up to ") + largest + ": durations across a step are off.";
    }

    /** What lacks nothing but is to be known. */
    List<String> cautions() {
        var cautions = new ArrayList<String>();
        for (CaptureFile file : result.files()) {
            if (file.backwardSteps() > 0) {
                cautions.add(outOfOrder(file));
            }
        }
        long badChecksums = result.decoded().badChecksums();
        if (badChecksums > 0) {
            cautions.add(CountText.of(badChecksums, "segment") + (badChecksums == 1 ? " has" : " have")
                    + " a wrong checksum.");
        }
        if (result.duplicates() > 0) {
            cautions.add("At least " + CountText.of(result.duplicates(), "packet")
                    + (result.duplicates() == 1 ? " was" : " were")
                    + " captured twice, at two interfaces or by a mirror port; the copies count as packets and for nothing"
                    + " else.");
        }
        return cautions;
    }

    private String foreignName(CaptureFile file) {
        return file.name().equals("-") ? "standard input" : foreign.apply(file.name());
    }

    static String what(CaptureFile file) {
        var line = new StringBuilder(file.format().label());
        if (file.compression() != null) {
            line.append(" in ").append(file.compression());
        }
        String links = file.linkTypes().stream().map(LinkTypes::name).distinct().collect(Collectors.joining(" and "));
        if (!links.isEmpty()) {
            line.append(", ").append(links);
        }
        if (file.snapLength() > 0 && file.snapLength() < WHOLE_FRAMES) {
            line.append(", snap length ").append(CountText.of(file.snapLength()));
        }
        return line.toString();
    }

    private String packetsLine() {
        DecodeCounters decoded = result.decoded();
        if (decoded.frames() == 0) {
            return noneOf(result.files());
        }
        var line = new StringBuilder(CountText.of(decoded.frames(), "packet"));
        if (decoded.segments() == decoded.frames()) {
            line.append(decoded.frames() == 1 ? ", TCP" : ", all TCP");
        } else {
            line.append(decoded.segments() == 0 ? ", none" : ", " + CountText.of(decoded.segments()))
                    .append(" TCP");
        }
        if (decoded.segments() > 0) {
            line.append(", ").append(CountText.of(result.summary().connections(), "connection"));
        }
        line.append(", ").append(InstantText.dateTime(result.firstNanos()));
        line.append(" + ").append(DurationText.of(result.lastNanos() - result.firstNanos()));
        return line.toString();
    }

    /** None was chosen: what there was to choose from, for a bound may have been meant in another time zone. */
    private static String noneOf(List<CaptureFile> files) {
        List<CaptureFile> filled =
                files.stream().filter(file -> file.frames() > 0).toList();
        long frames = filled.stream().mapToLong(CaptureFile::frames).sum();
        if (frames == 0) {
            return "no packets";
        }
        long first = filled.stream().mapToLong(CaptureFile::firstNanos).min().orElse(0);
        long last = filled.stream().mapToLong(CaptureFile::lastNanos).max().orElse(0);
        return "none of " + CountText.of(frames, "packet") + ", " + InstantText.dateTime(first) + " + "
                + DurationText.of(last - first);
    }

    private static String leftOut(DecodeCounters decoded) {
        var parts = new ArrayList<String>();
        decoded.skipped().forEach((why, count) -> parts.add(CountText.of(count) + " " + why.label()));
        if (!parts.isEmpty()) {
            parts.set(0, "left out: " + parts.get(0));
        }
        if (decoded.tunnelled() > 0) {
            parts.add(CountText.of(decoded.tunnelled()) + " TCP inside tunnels");
        }
        if (decoded.offloaded() > 0) {
            parts.add(CountText.of(decoded.offloaded())
                    + " larger than an Ethernet frame: offload, loopback or jumbo frames");
        }
        return String.join("; ", parts);
    }
}
