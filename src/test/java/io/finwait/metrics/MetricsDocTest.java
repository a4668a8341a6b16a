package io.finwait.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.pipeline.Analysis;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is documented, and what the dashboard shows, is there. */
class MetricsDocTest {
    private static final Pattern NAME = Pattern.compile("\\bfinwait_[a-z0-9_]+");
    private static final Pattern HISTOGRAM = Pattern.compile("(finwait_\\w+_duration_seconds)_(?:bucket|count|sum)");

    private static Set<String> exposed = Set.of();

    @BeforeAll
    static void expose() throws Exception {
        var metrics = new LiveMetrics();
        new Analysis(Requests.of(Samples.path("churn-seed.pcap"))).run(List.of(metrics));
        metrics.moment(Moments.of(1));
        exposed = Scrape.of(metrics).names();
    }

    @Test
    void theTableHasEveryMetricAndNoOther() throws IOException {
        var families = new TreeSet<String>();
        exposed.forEach(name -> families.add(HISTOGRAM.matcher(name).replaceFirst("$1")));
        var described = new TreeSet<String>();
        for (String line : Files.readAllLines(Path.of("docs/metrics.md"))) {
            if (line.startsWith("| `")) {
                described.addAll(names(line.split("\\|")[1]));
            }
        }
        families.add("finwait_host_findings"); // of which the sample moment has none
        assertThat(described).isEqualTo(families);
    }

    @Test
    void theDashboardAsksForNothingElseAndItsPanelsDoNotOverlap() throws IOException {
        JsonNode dashboard =
                new JsonMapper().readTree(Path.of("docs/grafana-dashboard.json").toFile());
        var known = new HashSet<>(exposed);
        known.add("finwait_host_findings");
        var asked = new ArrayList<String>();
        var cells = new HashSet<String>();
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                asked.addAll(names(target.get("expr").asText()));
            }
            JsonNode at = panel.get("gridPos");
            for (int x = at.get("x").asInt();
                    x < at.get("x").asInt() + at.get("w").asInt();
                    x++) {
                assertThat(x).isLessThan(24);
                assertThat(cells.add(x + " " + at.get("y"))).isTrue();
            }
        }
        asked.addAll(names(dashboard.at("/templating/list/1/definition").asText()));
        assertThat(asked).hasSizeGreaterThan(12).allMatch(known::contains);
        assertThat(dashboard.get("schemaVersion").asInt()).isBetween(37, 39); // Grafana 10
    }

    private static List<String> names(String text) {
        var names = new ArrayList<String>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }
}
