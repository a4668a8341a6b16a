package io.finwait.cli;

import io.finwait.capture.CaptureFile;
import io.finwait.capture.FileDigest;
import io.finwait.pipeline.Extraction.Extracted;
import io.finwait.report.TextStyle;
import io.finwait.words.CountText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in a report's folder, and what it was made of and with. */
final class FolderReadme {
    static final String EVIDENCE = "evidence.pcapng";

    private static final Map<String, String> ABOUT = about();

    private final @Nullable String command;
    private final List<CaptureFile> captures;
    private final Extracted evidence;

    /**
     * What is said of a folder.
     *
     * @param command the command line that made it; null where neither that nor the captures may be told of
     */
    FolderReadme(@Nullable String command, List<CaptureFile> captures, Extracted evidence) {
        this.command = command;
        this.captures = captures;
        this.evidence = evidence;
    }

    private static Map<String, String> about() {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("index.html", "everything, to open in a browser; needs no network");
        about.put("report.md", "the page for a ticket");
        about.put("connections.csv", "a row for each connection");
        about.put("connections.ndjson", "the same and more as JSON lines, with findings and sums");
        about.put("findings.json", "what was found");
        about.put(EVIDENCE, "packets of connections that findings name; comments say what they prove");
        return about;
    }

    /** @param files those in the folder */
    String text(List<String> files) throws IOException {
        var text = new StringBuilder("Made by ").append(Version.line());
        if (command == null) {
            text.append(". Addresses are pseudonyms; what was read is not told.\n");
        } else {
            addSources(command, text);
        }
        text.append("\nHere:\n");
        ABOUT.forEach((file, what) -> {
            if (files.contains(file)) {
                text.append("  ")
                        .append(file)
                        .append(" ".repeat(20 - file.length()))
                        .append(what)
                        .append('\n');
            }
        });
        text.append("  ")
                .append(WholeFolder.MANIFEST)
                .append("     checksums: sha256sum -c ")
                .append(WholeFolder.MANIFEST)
                .append('\n');
        text.append('\n').append(evidence()).append('\n');
        return text.toString();
    }

    private void addSources(String made, StringBuilder text) throws IOException {
        var style = new TextStyle(TextStyle.DEFAULT_WIDTH, false, true);
        text.append(":\n  ").append(style.safe(made)).append("\n\nOf:\n");
        for (CaptureFile capture : captures) {
            FileDigest digest = FileDigest.of(Path.of(capture.name()));
            text.append("  ")
                    .append(style.safe(capture.name()))
                    .append(", ")
                    .append(CountText.of(digest.bytes(), "byte"))
                    .append(", SHA-256 ")
                    .append(digest.sha256())
                    .append('\n');
        }
    }

    private String evidence() {
        if (evidence.connections() == 0) {
            return "There is no " + EVIDENCE + ": no finding names a connection.";
        }
        return EVIDENCE + " has " + CountText.of(evidence.frames(), "packet") + " of "
                + CountText.of(evidence.connections(), "connection") + ", of each finding the first few."
                + (evidence.tooMany() == 0
                        ? ""
                        : " " + CountText.of(evidence.tooMany())
                                + " more packets of them are left out, none that a finding cites.")
                + (evidence.uncertain() == 0
                        ? ""
                        : " " + CountText.of(evidence.uncertain(), "packet")
                                + " left out: not certain to mean the same without addresses and payload.");
    }
}
