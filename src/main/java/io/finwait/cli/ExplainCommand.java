package io.finwait.cli;

import io.finwait.finding.Catalog;
import io.finwait.finding.Explanation;
import io.finwait.finding.FindingKind;
import io.finwait.report.ExplainReport;
import io.finwait.report.TextStyle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finwait explain}: what findings there are, what one means and what to do about it. */
@Command(
        name = "explain",
        description = {
            "Explains a finding: what it means, how finwait sees it, what else looks like it, what to do and what not. Without an"
                    + " argument it lists all findings; with words that are no id, those whose text has all of them.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  finwait explain",
            "  finwait explain fin-retransmitted",
            "  finwait explain LAST_ACK           every finding whose text has the word",
            "",
            "Exit status: 0 done, 2 wrong usage, or nothing of that name and no text with",
            "those words."
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ID|WORD",
            arity = "0..*",
            completionCandidates = Candidates.FindingIds.class,
            description = "A finding's id, or words to look for.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private StyleOptions styleOptions;

    @Override
    public Integer call() {
        return CommandFailure.guard(spec.commandLine().getErr(), this::explain);
    }

    private int explain() throws IOException {
        String text = text(styleOptions.style(new Terminal(System.getenv()), true));
        try (OutputFile out = OutputFile.stdout()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return ExitCode.DONE;
    }

    private String text(TextStyle style) {
        if (words.isEmpty()) {
            return ExplainReport.list(Catalog.areas(), style);
        }
        if (words.size() == 1) {
            for (FindingKind kind : Catalog.kinds()) {
                if (kind.id().equalsIgnoreCase(words.get(0))) {
                    return ExplainReport.of(Explanation.of(kind), style);
                }
            }
        }
        List<FindingKind> matches = Catalog.kinds().stream()
                .filter(kind -> Explanation.of(kind).mentions(words))
                .toList();
        if (matches.isEmpty()) {
            String asked = String.join(" ", words);
            throw new UsageException("there is no finding '" + asked + "' and no text that has these words"
                    + Similar.hint(asked, Catalog.ids()) + "; finwait explain lists all there are");
        }
        return ExplainReport.matches(matches, words, style);
    }
}
