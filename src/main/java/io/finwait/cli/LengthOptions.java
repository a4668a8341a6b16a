package io.finwait.cli;

import io.finwait.report.TextReport;
import picocli.CommandLine.Option;

/** Options of how much of everything pages for people tell. */
final class LengthOptions {
    @Option(
            names = "--top",
            paramLabel = "N",
            description =
                    "Rows of the table in text and Markdown; ${DEFAULT-VALUE} by default, 0 for the summary alone.")
    int top = 20;

    @Option(
            names = "--findings",
            paramLabel = "N",
            description = "Findings that text and Markdown show; ${DEFAULT-VALUE} by default. The others are named.")
    int mostFindings = TextReport.MOST_FINDINGS;

    /**
     * Refuses what is no number of rows.
     *
     * @throws UsageException naming the option
     */
    void check() {
        UsageException.requireNotNegative("--top", top);
        UsageException.requireNotNegative("--findings", mostFindings);
    }
}
