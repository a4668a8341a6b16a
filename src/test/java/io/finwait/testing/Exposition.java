package io.finwait.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a metrics endpoint said: each line checked against the grammar of Prometheus' text format 0.0.4 and OpenMetrics 1.0.0, as far as
 * they agree.
 *
 * @param values of each series, by its name with its labels as written
 */
public record Exposition(String contentType, String text, Map<String, Double> values) {
    /** What Prometheus asks for by default, and what it gets without OpenMetrics. */
    public static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

    public static final String TEXT = "text/plain;version=0.0.4";

    private static final String LABEL = "[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern COMMENT =
            Pattern.compile("# (?:HELP finwait_\\w+ \\S.*|TYPE finwait_\\w+ \\w+|UNIT finwait_\\w+ \\w+|EOF)");
    private static final Pattern SAMPLE =
            Pattern.compile("(finwait_\\w+(?:\\{" + LABEL + "(?:," + LABEL + ")*})?) ([-+0-9.Ee]+|NaN)");

    /** Asks for it and reads it. */
    public static Exposition fetch(String url, String accept) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(url)).header("Accept", accept).build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return of(response.headers().firstValue("Content-Type").orElse(""), response.body());
    }

    private static Exposition of(String contentType, String text) {
        assertThat(text).endsWith("\n");
        var values = new TreeMap<String, Double>();
        for (String line : text.split("\n")) {
            if (line.startsWith("#")) {
                assertThat(line).matches(COMMENT);
            } else {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(values.put(sample.group(1), Double.valueOf(sample.group(2))))
                        .as("the only %s", line)
                        .isNull();
            }
        }
        return new Exposition(contentType, text, values);
    }

    /** One series. */
    public double value(String series) {
        assertThat(values).containsKey(series);
        return values.getOrDefault(series, Double.NaN);
    }

    /** Those of one metric. */
    public Map<String, Double> of(String metric) {
        return only(series -> series.equals(metric) || series.startsWith(metric + "{"));
    }

    /** Those whose name with labels meets {@code wanted}. */
    public Map<String, Double> only(Predicate<String> wanted) {
        var found = new TreeMap<>(values);
        found.keySet().removeIf(wanted.negate());
        return found;
    }

    public double sum(String metric) {
        return of(metric).values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Names of all series, without labels. */
    public TreeSet<String> names() {
        var names = new TreeSet<String>();
        values.keySet().forEach(series -> names.add(series.replaceFirst("\\{.*", "")));
        return names;
    }
}
