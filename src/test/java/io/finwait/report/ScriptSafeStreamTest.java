package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScriptSafeStreamTest {
    private static final String HOSTILE = "</script><!-- \u2028 \u2029 \u2027 \u20ac é 😀 →<";

    @Test
    void nothingThatEndsAScriptOrALineIsLeft() throws IOException {
        assertThat(safe(HOSTILE, 1_000))
                .isEqualTo("\\u003c/script>\\u003c!-- \\u2028 \\u2029 \u2027 \u20ac é 😀 →\\u003c");
    }

    @Test
    void whereAWriteEndsDoesNotMatter() throws IOException {
        for (int chunk = 1; chunk < 8; chunk++) {
            assertThat(safe(HOSTILE, chunk)).as("in chunks of %d", chunk).isEqualTo(safe(HOSTILE, 1_000));
        }
    }

    @Test
    void octetByOctetIsTheSame() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var stream = new ScriptSafeStream(out)) {
            for (byte octet : HOSTILE.getBytes(StandardCharsets.UTF_8)) {
                stream.write(octet);
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(safe(HOSTILE, 1_000));
    }

    @Test
    void jsonMeansTheSameAfterwards() throws IOException {
        var mapper = new JsonMapper();
        String json = mapper.writeValueAsString(HOSTILE);

        assertThat(mapper.readTree(safe(json, 3)).asText()).isEqualTo(HOSTILE);
    }

    @Test
    void aSeparatorThatIsCutIsLeftAsItIs() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var stream = new ScriptSafeStream(out)) {
            stream.write(new byte[] {(byte) 0xE2, (byte) 0x80});
        }
        assertThat(out.toByteArray()).containsExactly(0xE2, 0x80);
    }

    private static String safe(String text, int chunk) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        try (var stream = new ScriptSafeStream(out)) {
            for (int at = 0; at < octets.length; at += chunk) {
                stream.write(octets, at, Math.min(chunk, octets.length - at));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
