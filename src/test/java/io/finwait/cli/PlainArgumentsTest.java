package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

class PlainArgumentsTest {
    private static final String[] WORDS = ("a.pcap|b.pcap|-|--top|0|5|+7|-1|--format|-f|json|text|markdown|NDJSON|-o"
                    + "|--output|out.csv|-q|--quiet|--no-progress|--strict|--fail-on|low|--severity|--findings"
                    + "|--where|port=80|--top=3|-fcsv|-qo|--||@list|\"quoted\"|'x y'|analyze|flow|help|--help|-h|٣")
            .split("\\|");

    @Test
    void whatIsPlainIsReadAsPicocliReadsIt() {
        var random = new Random(20_261_122);
        int plain = 0;
        for (int i = 0; i < 5_000; i++) {
            String[] args = new String[2 + random.nextInt(6)];
            args[0] = "analyze";
            for (int k = 1; k < args.length; k++) {
                args[k] = WORDS[random.nextInt(WORDS.length)];
            }
            AnalyzeCommand read = PlainArguments.analyze(args);
            if (read != null) {
                plain++;
                assertThat(read)
                        .as(String.join(" ", args))
                        .usingRecursiveComparison()
                        .ignoringFields("spec")
                        .isEqualTo(byPicocli(args));
            }
        }
        assertThat(plain).isGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analyze a.pcap",
                "analyze --top 0 a.pcap",
                "analyze --format ndjson -o /dev/null a.pcap",
                "analyze -f json -o a.json -f csv -o a.csv -q b.pcap c.pcap",
                "analyze --no-progress -"
            })
    void commonRunsArePlain(String line) {
        assertThat(PlainArguments.analyze(line.split(" "))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flow a.pcap 1",
                "analyze",
                "analyze --top a.pcap",
                "analyze --top 0",
                "analyze a.pcap --top",
                "analyze --format yaml a.pcap",
                "analyze -o --quiet a.pcap",
                "analyze --where kind=rst a.pcap",
                "analyze --fail-on high a.pcap",
                "analyze --baseline b.json a.pcap",
                "analyze --help",
                "analyze -- a.pcap"
            })
    void theRestIsLeftToPicocli(String line) {
        assertThat(PlainArguments.analyze(line.split(" "))).isNull();
    }

    private static Object byPicocli(String[] args) {
        try {
            return Finwait.commandLine(args)
                    .parseArgs(args)
                    .subcommand()
                    .commandSpec()
                    .userObject();
        } catch (ParameterException e) {
            throw new AssertionError("picocli refuses " + String.join(" ", args), e);
        }
    }
}
