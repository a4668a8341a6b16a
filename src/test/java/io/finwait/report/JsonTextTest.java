package io.finwait.report;

import static io.finwait.report.JsonText.encoded;
import static io.finwait.report.JsonText.encodedWithin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    private final JsonText json = new JsonText();

    @Test
    void commasGoBetweenFieldsAndElementsOnly() {
        json.beginObject();
        json.number(encoded("id"), 7);
        json.beginArray(encoded("none"));
        json.endArray();
        json.beginArray(encoded("objects"));
        json.beginElement();
        json.bool(encoded("known"), true);
        json.millis(encoded("ms"), 1_500_000);
        json.endObject();
        json.beginElement();
        json.endObject();
        json.endArray();
        json.beginArray(encoded("names"));
        json.element("a");
        json.element("b");
        json.endArray();
        json.endObject();
        assertThat(json.text().toString())
                .isEqualTo(
                        "{\"id\":7,\"none\":[],\"objects\":[{\"known\":true,\"ms\":1.5},{}],\"names\":[\"a\",\"b\"]}");
    }

    @Test
    void aStringThatLooksLikeTheBeginningOfAnObjectIsNone() {
        json.beginObject();
        json.plainString(encoded("brace"), "{");
        json.number(encoded("next"), 1);
        json.endObject();
        assertThat(json.text().toString()).isEqualTo("{\"brace\":\"{\",\"next\":1}");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        json.beginObject();
        json.optionalMillis(encoded("unknown"), -1);
        json.optionalMillis(encoded("zero"), 0);
        json.endObject();
        assertThat(json.text().toString()).isEqualTo("{\"zero\":0}");
    }

    @Test
    void anyStringComesBackAsItWas() throws IOException {
        String any = "say \"{[,\\\" \u0001\n\u2028 \u00e9 \uD83D\uDE00";
        json.beginObject();
        json.string(encoded("any"), any);
        json.endObject();
        try (var parser = new JsonFactory().createParser(json.text().toString())) {
            parser.nextToken();
            parser.nextToken();
            assertThat(parser.nextTextValue()).isEqualTo(any);
        }
    }

    /** Eight octets are looked at together, and what is left over one by one. */
    @Test
    void everyCharacterIsEscapedAsJacksonDoesWhereverItStands() {
        for (int length = 1; length <= 17; length++) {
            for (int at = 0; at < length; at++) {
                for (char character = 0; character <= 0x17F; character++) {
                    String text = "x".repeat(at) + character + "\u00e9".repeat(length - at - 1);
                    json.clear();
                    json.beginObject();
                    json.string(encoded("any"), text);
                    json.endObject();
                    String quoted =
                            new String(JsonStringEncoder.getInstance().quoteAsUTF8(text), StandardCharsets.UTF_8);
                    assertThat(json.text().toString()).isEqualTo("{\"any\":\"" + quoted + "\"}");
                }
            }
        }
    }

    @Test
    void anObjectAndItsFirstFieldCanBeOnePiece() {
        json.beginObject();
        json.number(encodedWithin("packets", "client"), 5);
        json.number(encoded("server"), 6);
        json.endObject();
        json.endObject();
        assertThat(json.text().toString()).isEqualTo("{\"packets\":{\"client\":5,\"server\":6}}");
    }
}
