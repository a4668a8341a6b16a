package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.finwait.compare.Comparison;
import io.finwait.compare.Portrait;
import io.finwait.compare.PortraitListener;
import io.finwait.pipeline.Analysis;
import io.finwait.report.ComparisonJson;
import io.finwait.report.ComparisonMarkdown;
import io.finwait.report.ComparisonReport;
import io.finwait.report.TextStyle;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Comparisons of samples, word for word. After a change that is meant, {@code mvn test -Dtest=GoldenComparisonTest
 * -Dgolden.update=true} writes them anew: read the difference before you commit it.
 */
class GoldenComparisonTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/compare");

    @ParameterizedTest
    @CsvSource({
        "nginx-keepalive-0.pcap, nginx-keepalive-10.pcap, 80",
        "nginx-keepalive-0.pcap, nginx-keepalive-10.pcap, 200",
        "redis-connection-per-request.pcap, redis-pooled.pcap, 80",
        "redis-pooled.pcap, redis-connection-per-request.pcap, 200",
        "churn-seed.pcap, churn-seed.pcap, 80",
        "two-tier.pcapng, churn-seed.pcap, 80",
        "one-direction.pcap, midstream.pcap, 80"
    })
    void theTextOfTwoSamplesIsUnchanged(String before, String after, int width) throws IOException {
        String text = ComparisonReport.text(compare(before, after), new TextStyle(width, false, true));

        assertThat(text.lines()).allMatch(line -> line.length() <= width);
        GoldenReportTest.assertGolden(GOLDEN.resolve(before + "-" + after + "-" + width + ".txt"), text);
    }

    @ParameterizedTest
    @CsvSource({"nginx-keepalive-0.pcap, nginx-keepalive-10.pcap", "two-tier.pcapng, churn-seed.pcap"})
    void thePageOfTwoSamplesIsUnchanged(String before, String after) throws IOException {
        String page = ComparisonMarkdown.page(
                compare(before, after),
                ShellText.command(List.of("compare", "-f", "markdown", Samples.path(before), Samples.path(after))),
                "development");

        assertThat(page).doesNotContain("<", "](", "://");
        GoldenReportTest.assertGolden(GOLDEN.resolve(before + "-" + after + ".md"), page);
    }

    @ParameterizedTest
    @CsvSource({
        "nginx-keepalive-0.pcap, nginx-keepalive-10.pcap",
        "redis-pooled.pcap, redis-connection-per-request.pcap",
        "nanoseconds.pcap, refused.pcap",
        "two-tier.pcapng, churn-seed.pcap"
    })
    void jsonIsOfThePublishedSchema(String before, String after) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/comparison.schema.json")));
        var out = new ByteArrayOutputStream();
        ComparisonJson.write(compare(before, after), "development", out);

        assertThat(schema.validate(new JsonMapper().readTree(out.toByteArray())))
                .isEmpty();
        assertThat(schema.validate(new JsonMapper().readTree("{\"type\":\"comparison\"}")))
                .isNotEmpty();
    }

    private static Comparison compare(String before, String after) throws IOException {
        return Comparison.of(portrait(before), portrait(after));
    }

    private static Portrait portrait(String sample) throws IOException {
        var listener = new PortraitListener();
        new Analysis(Requests.of(Samples.path(sample))).run(List.of(listener));
        return listener.portrait();
    }
}
