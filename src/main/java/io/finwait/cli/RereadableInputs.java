package io.finwait.cli;

import io.finwait.capture.CaptureInput;
import java.util.List;

/** Inputs of commands that read them more than once. */
final class RereadableInputs {
    private static final String STANDARD_INPUT = "-";

    private RereadableInputs() {}

    /**
     * Refuses what can be read only once.
     *
     * @param command that reads more often
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
