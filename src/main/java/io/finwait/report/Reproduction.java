package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisContext;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.FileDigest;
import io.finwait.report.MarkdownPage.Part;
import io.finwait.words.CountText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How to get the same report again: the command, the version, and by what the files can be recognised. For that they are read whole once
 * more, on another thread while the page is made.
 */
final class Reproduction {
    private static final int FILES_LISTED = 20;
    private static final int MOST_CHARACTERS = 4_000;

    private final String command;
    private final AnalysisContext asked;
    private final List<CaptureFile> files;
    private final CompletableFuture<List<Input>> inputs;

    /** Begins to read the files, but for an anonymous report, which says nothing of them. */
    Reproduction(String command, AnalysisContext asked, List<CaptureFile> files) {
        this.command = command;
        this.asked = asked;
        this.files = files;
        inputs = asked.anonymised()
                ? CompletableFuture.completedFuture(List.of())
                : CompletableFuture.supplyAsync(() -> listed(files));
    }

    void addTo(MarkdownPage page) {
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
        for (Input input : inputs.join()) {
            page.add(Part.DETAIL, "- " + described(input));
        }
        if (files.size() > FILES_LISTED) {
            page.add(Part.DETAIL, "- " + more());
        }
    }

    private static String described(Input input) {
        String problem = input.problem();
        boolean nameless = input.name().equals(Input.STANDARD_INPUT);
        return (nameless ? input.name() : MarkdownText.code(input.name()))
                + (input.what().isEmpty() ? "" : ", " + input.what())
                + (input.sha256().isEmpty() ? "" : ", SHA-256 " + MarkdownText.code(input.sha256()))
                + (problem.isEmpty() ? "" : ", of which no checksum could be made: " + MarkdownText.code(problem));
    }

    /** Writes an object; of an anonymous report only the version, since the rest could tell whose capture it is. */
    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("version", asked.version());
        if (!asked.anonymised()) {
            json.writeStringField("command", HtmlPageJson.STYLE.safe(command));
            json.writeArrayFieldStart("inputs");
            for (Input input : inputs.join()) {
                json.writeStartObject();
                json.writeStringField("name", HtmlPageJson.STYLE.safe(input.name()));
                json.writeStringField("what", input.what());
                json.writeStringField("sha256", input.sha256());
                json.writeStringField("problem", HtmlPageJson.STYLE.safe(input.problem()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("more", more());
        }
        json.writeEndObject();
    }

    private static List<Input> listed(List<CaptureFile> files) {
        return files.stream()
                .limit(FILES_LISTED)
                .map(file -> Input.of(file.name()))
                .toList();
    }

    /** How many are not listed; empty for none. */
    private String more() {
        return files.size() > FILES_LISTED ? "and " + CountText.of(files.size() - FILES_LISTED, "more file") : "";
    }

    /**
     * By what an input can be recognised.
     *
     * @param what it is, or how long
     * @param sha256 empty where there is none
     * @param problem why there is none though there should be; else empty
     */
    private record Input(String name, String what, String sha256, String problem) {
        static final String STANDARD_INPUT = "standard input";

        static Input of(String name) {
            if (name.equals("-")) {
                return new Input(STANDARD_INPUT, "which has no checksum", "", "");
            }
            Path file = Path.of(name);
            if (!Files.isRegularFile(file)) {
                return new Input(name, "a pipe, which has no checksum", "", "");
            }
            try {
                FileDigest digest = FileDigest.of(file);
                return new Input(name, CountText.of(digest.bytes(), "byte"), digest.sha256(), "");
            } catch (IOException e) {
                return new Input(name, "", "", String.valueOf(e.getMessage()));
            }
        }
    }
}
