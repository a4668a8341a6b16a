package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.capture.FileDigest;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The HTML report as a file. What it is in a browser: {@link HtmlInBrowserTest}. */
class HtmlTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MOST_WITHOUT_DATA = 1_500_000;

    @TempDir
    private Path folder;

    @Test
    void itsPolicyAllowsItsOwnScriptsAndStylesAndNothingElse() throws IOException, GeneralSecurityException {
        String page = page("rst-close.pcap");
        String policy = first(page, "Content-Security-Policy\" content=\"([^\"]*)\"");

        assertThat(policy).startsWith("default-src 'none'; ").doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(listed(policy, "script-src")).isEqualTo(hashes(page, "<script>(.*?)</script>"));
        assertThat(listed(policy, "style-src")).isEqualTo(hashes(page, "<style>(.*?)</style>"));
    }

    private static Set<String> listed(String policy, String directive) {
        return Set.of(first(policy, directive + " ([^;]*)").split(" "));
    }

    private static Set<String> hashes(String page, String element) throws GeneralSecurityException {
        var hashes = new HashSet<String>();
        for (String content : all(page, element)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            hashes.add("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        assertThat(hashes).isNotEmpty();
        return hashes;
    }

    @Test
    void nothingInItIsLoadedAndNothingIsSetInAttributes() throws IOException {
        String markup = page("rst-close.pcap").replaceAll("(?s)<(script|style|noscript)\\b.*?</\\1>", "");

        assertThat(markup)
                .doesNotContain("src=", "<link", "@import", "url(", " style=", " onload=", "sourceMappingURL");
    }

    @Test
    void withoutItsDataItIsSmall() throws IOException {
        String page = page("churn-seed.pcap");

        assertThat(page.length() - HtmlPages.data(page, "data").length()).isLessThan(MOST_WITHOUT_DATA);
    }

    static Stream<String> samples() {
        return Samples.names().stream().filter(name -> !name.startsWith("compressed"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void itsDataIsTheJsonReport(String sample) throws IOException {
        JsonNode json =
                MAPPER.readTree(CommandRun.analyze("json", Samples.path(sample)).out());

        assertThat(MAPPER.readTree(HtmlPages.data(page(sample), "data"))).isEqualTo(json);
    }

    @Test
    void withoutScriptsItIsTheTextReport() throws IOException {
        String text = CommandRun.analyze("text", "--width", "100", "--top", "0", Samples.path("churn-seed.pcap"))
                .out();

        assertThat(first(page("churn-seed.pcap"), "(?s)<noscript>.*<pre>(.*)</pre>.*</noscript>"))
                .isEqualTo(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    @Test
    void itKeepsWhatFindingsCiteAndSamplesTheRest() throws IOException {
        String page = page("churn-seed.pcap", "--max-size", "50k");
        JsonNode report = MAPPER.readTree(HtmlPages.data(page, "data"));
        JsonNode words = MAPPER.readTree(HtmlPages.data(page, "page"));
        Set<Integer> ids = new HashSet<>();
        report.get("connections")
                .forEach(connection -> ids.add(connection.get("id").asInt()));

        assertThat(ids).hasSizeBetween(100, 390);
        assertThat(cited(words)).isNotEmpty().isSubsetOf(ids);
        assertThat(report.at("/summary/connections_listed").asInt()).isEqualTo(ids.size());
        assertThat(words.get("table").asText())
                .startsWith(ids.size()
                        + " of 400 connections are in this table, to keep it and the ladders within 50,000 bytes")
                .contains("those that findings cite are all here");
        assertThat(words.at("/kinds/FIN").asInt()).isEqualTo(380);
        assertThat(report.get("connections")).isSubsetOf(CommandRun.connections(Samples.path("churn-seed.pcap")));
    }

    private static List<Integer> cited(JsonNode words) {
        return StreamSupport.stream(words.get("findings").spliterator(), false)
                .flatMap(finding -> Stream.of("connections", "others")
                        .flatMap(name -> StreamSupport.stream(finding.path(name).spliterator(), false)))
                .map(JsonNode::asInt)
                .toList();
    }

    @Test
    void laddersCountInItsSizeAndItSaysHowManyAreLeftOut() throws IOException {
        String whole = page("churn-seed.pcap");
        String small = page("churn-seed.pcap", "--max-size", "800k");
        JsonNode ladders = MAPPER.readTree(HtmlPages.data(small, "ladders"));
        JsonNode all = MAPPER.readTree(HtmlPages.data(whole, "ladders"));
        JsonNode words = MAPPER.readTree(HtmlPages.data(small, "page"));

        assertThat(HtmlPages.data(small, "data").length()
                        + HtmlPages.data(small, "ladders").length())
                .isLessThan(800_000 + 10_000); // what else the report has
        assertThat(ladders).isNotEmpty().hasSizeLessThan(all.size());
        assertThat(words.get("table").asText())
                .contains((all.size() - ladders.size())
                        + " ladders are left out, to keep connections and ladders within 800,000 bytes (--max-size)");
        String gravest = words.at("/findings/0/connections/0").asText();
        assertThat(ladders.get(gravest)).isEqualTo(all.get(gravest));
        assertThat(MAPPER.readTree(HtmlPages.data(whole, "page")).get("table").asText())
                .isEqualTo("400 connections, all of them in this table.");
    }

    @Test
    void theSampleIsTheSameEachTime() throws IOException {
        assertThat(HtmlPages.data(page("churn-seed.pcap", "--max-size", "50k"), "data"))
                .isEqualTo(HtmlPages.data(page("churn-seed.pcap", "--max-size", "50k"), "data"));
    }

    @Test
    void otherOutputsOfTheSameReadingHaveEveryConnection() throws IOException {
        Path csv = folder.resolve("all.csv");
        page("churn-seed.pcap", "--max-size", "50k", "-f", "csv", "-o", csv.toString());

        assertThat(Files.readAllLines(csv)).hasSize(401);
    }

    @Test
    void onlyChosenConnectionsAreInIt() throws IOException {
        String page = page("churn-seed.pcap", "--where", "kind=rst");

        assertThat(MAPPER.readTree(HtmlPages.data(page, "data")).get("connections"))
                .hasSize(20);
        assertThat(MAPPER.readTree(HtmlPages.data(page, "page")).get("table").asText())
                .isEqualTo("20 chosen of 400 connections (--where), all of them in this table.");
    }

    @Test
    void itSaysHowToMakeItAgain() throws IOException {
        String sample = Samples.path("rst-close.pcap");
        JsonNode again =
                MAPPER.readTree(HtmlPages.data(page("rst-close.pcap"), "page")).get("reproduction");

        assertThat(again.get("command").asText())
                .startsWith("finwait analyze -f html -o ")
                .endsWith(sample);
        assertThat(again.get("version").asText()).isEqualTo(Version.number());
        JsonNode input = again.at("/inputs/0");
        assertThat(input.get("name").asText()).isEqualTo(sample);
        assertThat(input.get("sha256").asText())
                .isEqualTo(FileDigest.of(Path.of(sample)).sha256());
    }

    @Test
    void anAnonymousPageNamesNeitherCommandNorInputs() throws IOException {
        String page = page("rst-close.pcap", "--anonymise");

        assertThat(MAPPER.readTree(HtmlPages.data(page, "page")).get("reproduction"))
                .hasSize(1);
        assertThat(page)
                .doesNotContain(
                        FileDigest.of(Path.of(Samples.path("rst-close.pcap"))).sha256());
    }

    @Test
    void ofADamagedFileItSaysSoFirst() throws IOException {
        JsonNode words = MAPPER.readTree(HtmlPages.data(page("truncated.pcap"), "page"));

        assertThat(words.at("/capture/damages/0").asText()).contains("ends inside a record after packet");
    }

    private String page(String sample, String... options) throws IOException {
        var args = Stream.concat(Stream.of(Samples.path(sample)), Stream.of(options));
        return Files.readString(HtmlPages.write(folder, args.toArray(String[]::new)));
    }

    private static String first(String text, String pattern) {
        return all(text, pattern).get(0);
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
