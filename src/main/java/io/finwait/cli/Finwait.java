package io.finwait.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code finwait}: its subcommands, and what happens when something goes wrong. */
@Command(
        name = "finwait",
        description =
                "Reads packet captures and tells the life story of every TCP connection in them: how it opened, who"
                        + " closed first and how, the states of both ends, and where TIME_WAIT gathers.",
        mixinStandardHelpOptions = true,
        versionProvider = Finwait.VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  finwait analyze incident.pcap           what happened, in one page",
            "  finwait flow incident.pcap 17           connection 17 as a ladder",
            "  finwait sockets incident.pcap           what ss would have printed there",
            "  finwait host                            what this machine's kernel says",
            "  finwait extract incident.pcap --id 17 -w one.pcapng",
            "  finwait report incident.pcap --out case all of it, as a folder to attach",
            "  finwait pair client.pcap server.pcap    what was lost between the two",
            "  finwait compare before.pcap after.pcap  what a change did",
            "  finwait explain                         what can be found, what to do",
            "  finwait live -i eth0                    the same of what happens now",
            "  finwait interfaces                      what live can capture on",
            "  tcpdump -i eth0 -w - tcp | finwait analyze -",
            "",
            "finwait help COMMAND tells more about one command."
        })
final class Finwait implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Tells picocli the version. */
    static final class VersionProvider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.line()};
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: analyze, flow, sockets, host, extract, report, pair, compare, explain, live,"
                        + " interfaces, completion or help");
    }

    /** The parser of a command line that begins as {@code args} do. */
    static CommandLine commandLine(String[] args) {
        var commandLine = new CommandLine(new Finwait());
        addCommands(commandLine, args.length > 0 ? args[0] : "");
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        // As everywhere: the last --top counts. It also lets --format and -o come in pairs.
        commandLine.setOverwrittenOptionsAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setUsageHelpLongOptionsMaxWidth(30);
        commandLine.setAbbreviatedOptionsAllowed(false);
        commandLine.setExpandAtFiles(false); // a capture may be called @today.pcap
        commandLine.setExecutionStrategy(Finwait::execute);
        commandLine.setParameterExceptionHandler((e, given) -> wrongUsage(e));
        commandLine.setExecutionExceptionHandler((e, failed, parsed) -> defect(e, failed.getErr()));
        // What fails before a command runs is a defect too; picocli prints its stack trace.
        commandLine.setExitCodeExceptionMapper(e -> ExitCode.DEFECT);
        return commandLine;
    }

    /** Adds the commands; only the one that is wanted where that is sure, because picocli takes long to look at each. */
    private static void addCommands(CommandLine commandLine, String wanted) {
        switch (wanted) {
            case "analyze" -> commandLine.addSubcommand(new AnalyzeCommand());
            case "flow" -> commandLine.addSubcommand(new FlowCommand());
            case "sockets" -> commandLine.addSubcommand(new SocketsCommand());
            case "host" -> commandLine.addSubcommand(new HostCommand());
            case "extract" -> commandLine.addSubcommand(new ExtractCommand());
            case "pair" -> commandLine.addSubcommand(new PairCommand());
            case "report" -> commandLine.addSubcommand(new ReportCommand());
            case "compare" -> commandLine.addSubcommand(new CompareCommand());
            case "explain" -> commandLine.addSubcommand(new ExplainCommand());
            case "live" -> commandLine.addSubcommand(new LiveCommand());
            case "interfaces" -> commandLine.addSubcommand(new InterfacesCommand());
            default ->
                commandLine
                        .addSubcommand(new AnalyzeCommand())
                        .addSubcommand(new FlowCommand())
                        .addSubcommand(new SocketsCommand())
                        .addSubcommand(new HostCommand())
                        .addSubcommand(new ExtractCommand())
                        .addSubcommand(new PairCommand())
                        .addSubcommand(new ReportCommand())
                        .addSubcommand(new CompareCommand())
                        .addSubcommand(new ExplainCommand())
                        .addSubcommand(new LiveCommand())
                        .addSubcommand(new InterfacesCommand())
                        .addSubcommand(new CompletionCommand())
                        .addSubcommand(new HelpCommand());
        }
    }

    /** Runs a command line and returns its exit status; never throws. */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        try {
            AnalyzeCommand plain = PlainArguments.analyze(args);
            return plain != null
                    ? plain.run(List.of(args), err)
                    : commandLine(args).setOut(out).setErr(err).execute(args);
        } catch (OutOfMemoryError e) {
            err.println("finwait: out of memory: too many connections are open at once for this heap;"
                    + " give it more (-Xmx), or less to read (--from, --to, --filter)");
            return ExitCode.DEFECT;
        } catch (Throwable e) {
            return defect(e, err);
        }
    }

    private static int execute(ParseResult parsed) {
        WrongUsage.requireValues(parsed);
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int defect(Throwable e, PrintWriter err) {
        err.println(
                "finwait: this is a defect of finwait, not of your capture. Please report it with what follows and, if you"
                        + " can, the capture (" + Version.line() + ", Java " + Runtime.version() + ").");
        e.printStackTrace(err);
        return ExitCode.DEFECT;
    }

    private static int wrongUsage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = command.getErr();
        CommandFailure.complain(err, WrongUsage.message(e));
        err.println("'" + name + " --help' lists what there is.");
        return ExitCode.USAGE;
    }

    /** An option value as it is typed. */
    static String lowercase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
