package io.finwait.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.finwait.compare.SavedReport;
import io.finwait.finding.KnownFinding;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Reads from an earlier report, as {@code json} or {@code ndjson}, which findings are known. */
final class Baseline {
    private final Set<KnownFinding> known = new HashSet<>();
    private boolean isAnonymous;

    private Baseline() {}

    /**
     * The findings of a report.
     *
     * @param anonymise tells the originals where the report has pseudonyms
     * @throws UsageException if the file cannot be read or is no report
     */
    static Set<KnownFinding> read(String file, AnonymiseOptions anonymise) {
        var baseline = new Baseline();
        try {
            SavedReport.read(Path.of(file), baseline::add);
            return baseline.isAnonymous ? anonymise.originals(baseline.known) : baseline.known;
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new UsageException("--baseline: there is no file " + file);
        } catch (IOException e) {
            throw new UsageException("--baseline: cannot read " + file);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--baseline " + file + ": " + e.getMessage());
        }
    }

    private void add(JsonNode object) {
        isAnonymous |= object.path("anonymised").asBoolean();
        String type = object.path("type").asText();
        if (type.equals("host_finding")) {
            known.add(SavedReport.about(object));
        } else if (type.equals("connection")) {
            for (JsonNode finding : object.path("findings")) {
                known.add(new KnownFinding(finding.path("id").asText(), SavedReport.pair(object)));
            }
        }
    }
}
