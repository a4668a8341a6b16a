package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.finwait.analysis.AddressesInText;
import io.finwait.anonymise.Pseudonyms;
import io.finwait.flow.IpAddress;
import io.finwait.testing.Requires;
import io.finwait.testing.TwoHosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code host --anonymise}: what is written names neither an address nor the host. */
class AnonymousHostTest {
    private static final byte[] KEY = "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final Path SAVED = Path.of("src/test/resources/host/leaky-server");

    @TempDir
    private Path folder;

    private String key;
    private final Pseudonyms pseudonyms = new Pseudonyms(KEY);

    @BeforeEach
    void writeKey() throws IOException {
        key = Files.write(folder.resolve("key"), KEY).toString();
    }

    private static String host(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("host"));
        all.addAll(List.of(arguments));
        return CommandRun.run(CommandRun.process(all.toArray(String[]::new)), null)
                .expectDone()
                .out();
    }

    private static Set<IpAddress> addresses(String text) {
        Set<IpAddress> addresses = new TreeSet<>();
        AddressesInText.rewrite(text, (address, port, written) -> {
            addresses.add(address);
            return written;
        });
        return addresses;
    }

    private void areAllPseudonyms(String shown, String original) {
        assertThat(addresses(original)).isNotEmpty();
        assertThat(addresses(shown))
                .isEqualTo(addresses(original).stream().map(pseudonyms::of).collect(Collectors.toSet()))
                .doesNotContainAnyElementsOf(addresses(original));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void neitherFormatHasAnOriginalAddress(String format) throws Exception {
        String copy = Files.createSymbolicLink(folder.resolve("192.0.2.7 of secret-host"), SAVED.toAbsolutePath())
                .toString();

        String original = host("--proc", SAVED.toString(), "--top", "100", "-f", format);
        String shown = host("--proc", copy, "--top", "100", "-f", format, "--anonymise-key", key);

        areAllPseudonyms(shown, original);
        assertThat(original).contains("10.99.0.2");
        assertThat(shown).contains("anonymised").doesNotContain("192.0.2.7", "secret-host", SAVED.toString());
    }

    @Test
    void jsonSaysThatItIsAnonymousAndIsOfThePublishedSchema() throws Exception {
        JsonNode document = new JsonMapper().readTree(host("--proc", SAVED.toString(), "-f", "json", "--anonymise"));

        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/host.schema.json")));
        assertThat(schema.validate(document)).isEmpty();
        assertThat(document.path("anonymised").asBoolean()).isTrue();
        assertThat(document.has("name")).isFalse();
        assertThat(document.at("/sockets/time_wait").asInt()).isEqualTo(75);
    }

    @Test
    void aLiveHostHasNoOriginalAddressEither() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "curl", "ss");
        try (var hosts = new TwoHosts()) {
            hosts.all().nginx("server", folder, "keepalive_timeout 0;");
            hosts.client("curl", "-s", "-o", "/dev/null", "http://" + TwoHosts.SERVER + "/[1-20]");
            String[] look = {"--netns", hosts.serverNamespace(), "-f", "json", "--interval", "1ms", "--count", "1"};

            String original = host(look);
            String shown = host(Stream.of(look, new String[] {"--anonymise-key", key})
                    .flatMap(Stream::of)
                    .toArray(String[]::new));

            areAllPseudonyms(shown, original);
            assertThat(addresses(original))
                    .contains(IpAddress.parse(TwoHosts.SERVER), IpAddress.parse(TwoHosts.CLIENT));
            assertThat(new JsonMapper()
                            .readTree(shown)
                            .at("/services/0/programs/0/name")
                            .asText())
                    .isEqualTo("nginx");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--profile --anonymise", "--names NAMES --anonymise"})
    void whatWouldTellTheRealAddressesIsRefused(String arguments) {
        CommandRun.Result result = CommandRun.inProcess(("host " + arguments).split(" "));

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .startsWith("finwait: --")
                .contains("--anonymise")
                .hasLineCount(1);
    }
}
