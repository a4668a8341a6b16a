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
 */
public record Provenance(String application, String comment) {
    private static final int MOST_NAMED = 20;

    /** An extract of these connections of these files, of whose names only the last part is told. */
    static Provenance of(String version, List<CaptureFile> files, BitSet ids) {
        String names = files.stream()
                .limit(MOST_NAMED)
                .map(file -> lastPart(file.name()))
                .collect(Collectors.joining(", "));
        String numbers =
                ids.stream().limit(MOST_NAMED).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        int count = ids.cardinality();
        return new Provenance(
                "finwait " + version,
                "Extracted by finwait from " + names + more(files.size()) + ": connection" + (count == 1 ? " " : "s ")
                        + numbers + more(count));
    }

    private static String more(int count) {
        return count > MOST_NAMED ? " and " + CountText.of(count - MOST_NAMED) + " more" : "";
    }

    /** The name without its folders; what is no character to be seen becomes a question mark. */
    static String lastPart(String name) {
        return name.replaceAll(".*[/\\\\]", "").replaceAll("\\p{C}", "?");
    }
}
