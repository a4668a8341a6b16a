package io.finwait.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finwait completion}: prints a script that teaches a shell finwait's commands and options. */
@Command(
        name = "completion",
        description = "Prints a completion script for a shell.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(finwait completion bash)                      this shell only",
            "  finwait completion bash > ~/.local/share/bash-completion/completions/finwait",
            "  echo 'source <(finwait completion zsh)' >> ~/.zshrc    after compinit"
        })
final class CompletionCommand implements Callable<Integer> {
    /** Shells there is a script for. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return this == BASH ? "bash" : "zsh";
        }
    }

    /** With this line bash offers no names of files, for captures and options that take a file are texts to the generator. */
    private static final String NO_FILES = "  type compopt &>/dev/null && compopt +o default\n";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        // One script serves both: in zsh it turns on the understanding of bash's completion.
        out.println("# Completion of finwait for " + shell + ": finwait completion " + shell);
        out.print(AutoComplete.bash("finwait", spec.root().commandLine()).replace(NO_FILES, ""));
        return ExitCode.DONE;
    }
}
