package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.FileDigest;
import io.finwait.report.MarkdownPage.Part;
import io.finwait.words.CountText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How to get the same report again: the command, the version, and by what the files can be recognised. */
final class Reproduction {
    private static final int FILES_LISTED = 20;
    private static final int MOST_CHARACTERS = 4_000;

    private final String command;
    private final AnalysisContext asked;

    Reproduction(String command, AnalysisContext asked) {
        this.command = command;
        this.asked = asked;
    }

    void addTo(MarkdownPage page, List<CaptureFile> files) {
        page.section("## How to reproduce", MarkdownPage.BLANK_LINE);
        String version = MarkdownText.code(asked.version());
        if (asked.anonymised()) {
            page.add(
                    Part.DETAIL,
                    "That was finwait " + version
                            + ". The command, the names of files and their checksums are left out,"
                            + " since they could tell whose capture this is.");
            return;
        }
        if (command.length() <= MOST_CHARACTERS) {
            page.add(Part.DETAIL, MarkdownText.fenced("sh", command));
        } else {
            page.add(
                    Part.DETAIL,
                    MarkdownText.fenced("text", command.substring(0, MOST_CHARACTERS)) + MarkdownPage.BLANK_LINE
                            + "The command goes on: it has " + CountText.of(command.length()) + " characters.");
        }
        page.add(Part.DETAIL, "That was finwait " + version + ". What it read:");
        page.section("", MarkdownPage.LINE);
        for (CaptureFile file : files.subList(0, Math.min(FILES_LISTED, files.size()))) {
            page.add(Part.DETAIL, "- " + described(file.name()));
        }
        if (files.size() > FILES_LISTED) {
            page.add(Part.DETAIL, "- and " + CountText.of(files.size() - FILES_LISTED, "more file"));
        }
    }

    private static String described(String name) {
        if (name.equals("-")) {
            return "standard input, which has no checksum";
        }
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            return MarkdownText.code(name) + ", a pipe, which has no checksum";
        }
        try {
            FileDigest digest = FileDigest.of(file);
            return MarkdownText.code(name) + ", " + CountText.of(digest.bytes(), "byte") + ", SHA-256 "
                    + MarkdownText.code(digest.sha256());
        } catch (IOException e) {
            return MarkdownText.code(name) + ", of which no checksum could be made: "
                    + MarkdownText.code(String.valueOf(e.getMessage()));
        }
    }
}
