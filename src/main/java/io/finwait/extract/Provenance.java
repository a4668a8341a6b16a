package io.finwait.extract;

import io.finwait.capture.CaptureFile;
import io.finwait.words.CountText;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where an extract comes from, as the file itself says it.
 *
 * @param application the program that wrote it
 * @param comment a sentence
 * @param sources what each input is called, by index
 * @param anonymised whether nothing of the inputs may be told but what stands here
 * @param endNanos when the capture ended that it is from, nanoseconds since the epoch; {@link #UNKNOWN} where nobody knows
 */
public record Provenance(String application, String comment, List<String> sources, boolean anonymised, long endNanos) {
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final int MOST_NAMED = 20;

    /** An extract of these connections of these files, of whose names only the last part is told. */
    static Provenance of(String version, List<CaptureFile> files, BitSet ids, long endNanos) {
        List<String> sources = files.stream().map(file -> lastPart(file.name())).toList();
        String names = sources.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        String numbers =
                ids.stream().limit(MOST_NAMED).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        int count = ids.cardinality();
        return new Provenance(
                "finwait " + version,
                "Extracted by finwait from " + names + more(files.size()) + ": connection" + (count == 1 ? " " : "s ")
                        + numbers + more(count),
                sources,
                false,
                endNanos);
    }

    /** The same of an extract that was made anonymous. */
    public Provenance ofAnonymous() {
        return new Provenance(
                application,
                comment + "; addresses are pseudonyms, and the payload was cut off",
                sources,
                true,
                endNanos);
    }

    private static String more(int count) {
        return count > MOST_NAMED ? " and " + CountText.of(count - MOST_NAMED) + " more" : "";
    }

    /** The name without its folders; what is no character to be seen becomes a question mark. */
    private static String lastPart(String name) {
        return name.replaceAll(".*[/\\\\]", "").replaceAll("\\p{C}", "?");
    }
}
