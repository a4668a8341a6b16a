import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Runs finwait and its peers on the captures of bench/work in turn and prints what each took: {@code java bench/Bench.java ROUNDS
 * CAPTURE…}, from the project's root. {@code bench/run} calls it.
 *
 * <p>The tools alternate, so that a machine that slows down slows all of them; the figures are medians over the rounds. A tool that
 * needs more than {@value #SLOW_SECONDS} s is run once. The first tcpdump run, which fills the page cache, is not counted.
 */
public final class Bench {
    private static final double SLOW_SECONDS = 10;
    private static final String GNU_TIME = "/usr/bin/time";

    /** A command line; {@code FILE} stands for the capture. */
    private record Tool(String label, boolean keepsEveryConnection, List<String> command) {
        static Tool of(String label, boolean keepsEveryConnection, String command) {
            return new Tool(label, keepsEveryConnection, List.of(command.split(" ")));
        }

        List<String> on(Path capture) {
            return command.stream().map(word -> word.equals("FILE") ? capture.toString() : word).toList();
        }

        boolean isInstalled() {
            String program = command.get(0);
            return program.contains("/")
                    || Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        }
    }

    /** The first is the measure of the others. */
    private static final List<Tool> TOOLS = List.of(
            Tool.of("tcpdump -w /dev/null", false, "tcpdump -r FILE -w /dev/null"),
            Tool.of("finwait --top 0", false, "./finwait analyze --top 0 FILE"),
            Tool.of("finwait ndjson", false, "./finwait analyze --format ndjson -o /dev/null FILE"),
            Tool.of("tcptrace -n", true, "tcptrace -n FILE"),
            Tool.of("tshark -z conv,tcp", true, "tshark -n -q -z conv,tcp -r FILE"));

    /** Captures on which a tool that keeps every connection would need tens of gigabytes. */
    private static final List<String> TOO_MANY_CONNECTIONS = List.of("time-wait", "syn-flood", "port-scan");

    /** What one run took; CPU and memory are not a number where GNU time is missing. */
    private record Run(double seconds, double cpuSeconds, double peakMegabytes, int status) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(args[0]);
        boolean gnuTime = hasGnuTime();
        System.out.println(machine());
        if (!gnuTime) {
            System.out.println("CPU and memory are left out: GNU time is not installed (apt install time)");
        }
        for (String name : Arrays.asList(args).subList(1, args.length)) {
            measure(name, rounds, gnuTime);
        }
    }

    private static void measure(String name, int rounds, boolean gnuTime) throws IOException, InterruptedException {
        Path capture = Path.of("bench", "work", name + ".pcap");
        System.out.printf(
                Locale.ROOT,
                "%n%s  %,d MB, medians of %s%n",
                capture.getFileName(),
                Files.size(capture) / 1_000_000,
                rounds == 1 ? "1 round" : rounds + " rounds");
        Map<Tool, List<Run>> runs = new LinkedHashMap<>();
        for (Tool tool : TOOLS) {
            if (!tool.isInstalled()) {
                System.out.printf("  %s is left out: not installed%n", tool.command().get(0));
            } else if (tool.keepsEveryConnection() && TOO_MANY_CONNECTIONS.contains(name)) {
                System.out.printf("  %s is left out: it keeps every connection in memory%n", tool.command().get(0));
            } else {
                runs.put(tool, new ArrayList<>());
            }
        }
        if (runs.containsKey(TOOLS.get(0))) {
            run(TOOLS.get(0).on(capture), gnuTime);
        }
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<Tool, List<Run>> entry : runs.entrySet()) {
                List<Run> done = entry.getValue();
                if (done.isEmpty() || done.get(0).seconds() <= SLOW_SECONDS) {
                    done.add(run(entry.getKey().on(capture), gnuTime));
                }
            }
        }
        print(runs, rounds);
    }

    private static Run run(List<String> command, boolean gnuTime) throws IOException, InterruptedException {
        Path usage = Files.createTempFile("finwait-bench", ".time");
        List<String> line = new ArrayList<>();
        if (gnuTime) {
            line.addAll(List.of(GNU_TIME, "-q", "-f", "%U %S %M", "-o", usage.toString()));
        }
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        long start = System.nanoTime();
        int status = builder.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        String[] used = Files.readString(usage).strip().split(" ");
        Files.delete(usage);
        if (used.length < 3) {
            return new Run(seconds, Double.NaN, Double.NaN, status);
        }
        double cpuSeconds = Double.parseDouble(used[0]) + Double.parseDouble(used[1]);
        return new Run(seconds, cpuSeconds, Double.parseDouble(used[2]) * 1024 / 1e6, status);
    }

    private static void print(Map<Tool, List<Run>> runs, int rounds) {
        System.out.printf("  %-22s%9s%9s%10s%11s%n", "", "seconds", "CPU s", "peak MB", "x tcpdump");
        double measure = runs.containsKey(TOOLS.get(0)) ? median(runs.get(TOOLS.get(0)), Run::seconds) : Double.NaN;
        runs.forEach((tool, done) -> {
            double seconds = median(done, Run::seconds);
            System.out.printf(
                    "  %-22s%9s%9s%10s%11s%s%n",
                    tool.label(),
                    number("%.2f", seconds),
                    number("%.2f", median(done, Run::cpuSeconds)),
                    number("%,.0f", median(done, Run::peakMegabytes)),
                    number("%.1f", seconds / measure),
                    note(done, rounds));
        });
    }

    private static String note(List<Run> done, int rounds) {
        int status = done.stream().mapToInt(Run::status).max().orElse(0);
        String once = done.size() < rounds ? "  one run" : "";
        return status == 0 ? once : once + "  failed with status " + status;
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static boolean hasGnuTime() throws InterruptedException {
        try {
            Process time = new ProcessBuilder(GNU_TIME, "--version").redirectErrorStream(true).start();
            boolean gnu = new String(time.getInputStream().readAllBytes()).contains("GNU");
            return time.waitFor() == 0 && gnu;
        } catch (IOException absent) {
            return false;
        }
    }

    private static String machine() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        String cpu = System.getProperty("os.arch");
        if (Files.isReadable(cpus)) {
            cpu = Files.readAllLines(cpus).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(cpu);
        }
        return String.format(
                "%d cores of %s, %s %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                cpu,
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.version"));
    }
}
