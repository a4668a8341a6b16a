package io.finwait.cli;

import io.finwait.capture.CaptureInput;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** Inputs of commands that read them more than once. */
final class RereadableInputs {
    private static final String STANDARD_INPUT = "-";

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Captures, or directories of them. Not standard input: that can be read only once.")
    private List<String> inputs = new ArrayList<>();

    /**
     * Those that were named.
     *
     * @param command that reads them
     * @throws UsageException if one can be read only once
     */
    List<String> names(String command) {
        require(command, inputs);
        return inputs;
    }

    /**
     * Refuses what can be read only once.
     *
     * @param command that reads more often
     * @throws UsageException naming the first such input
     */
    static void require(String command, List<String> inputs) {
        for (String input : inputs) {
            if (!CaptureInput.canBeReadAgain(input)) {
                throw new UsageException(
                        command + " reads its input twice, and "
                                + (input.equals(STANDARD_INPUT) ? "standard input" : input + " is a pipe and")
                                + " can be read only once: keep a copy (… | tee copy.pcap | finwait analyze -) and give its name");
            }
        }
    }
}
