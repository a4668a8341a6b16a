package io.finwait.compare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finwait.finding.KnownFinding;
import io.finwait.finding.Subject;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A report that {@code finwait analyze} wrote as JSON or NDJSON. Read one object at a time, so that its size does not matter. What does
 * not have the shape of {@code docs/report.schema.json} is an {@link IllegalArgumentException} whose message says so in a line.
 */
public final class SavedReport {
    private static final String SCHEMA = "finwait/1";
    private static final Set<String> LISTS = Set.of("connections", "groups", "host_findings");
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MOST_PORT = 65_535;

    private final JsonParser json;
    private final Consumer<JsonNode> objects;
    private boolean hasCapture;

    private SavedReport(JsonParser json, Consumer<JsonNode> objects) {
        this.json = json;
        this.objects = objects;
    }

    /** Whether a file begins as JSON does and no capture can. */
    public static boolean isOne(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == '{';
        }
    }

    /**
     * Reads a report.
     *
     * @param objects gets its objects of every {@code type}, in the file's order
     * @throws IllegalArgumentException if it is no report
     */
    public static void read(Path file, Consumer<JsonNode> objects) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = MAPPER.createParser(in)) {
            new SavedReport(json, objects).read();
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new IllegalArgumentException(
                    "not a JSON or NDJSON report of finwait analyze"
                            + (at == null ? "" : " (line " + at.getLineNr() + " is not JSON)"),
                    e);
        }
    }

    private void read() throws IOException {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON or NDJSON report of finwait analyze");
            }
            readDocumentOrLine();
        }
        if (!hasCapture) {
            throw new IllegalArgumentException("not a JSON or NDJSON report of finwait analyze (it has no capture)");
        }
    }

    /** A document holds the objects that a line is one of. */
    private void readDocumentOrLine() throws IOException {
        ObjectNode line = MAPPER.createObjectNode();
        boolean capture = false;
        boolean connections = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            connections |= name.equals("connections");
            if (value == JsonToken.START_ARRAY && LISTS.contains(name)) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    takeElement(MAPPER.readTree(json));
                }
            } else if (value == JsonToken.START_OBJECT && (name.equals("capture") || name.equals("summary"))) {
                capture |= name.equals("capture");
                take(MAPPER.readTree(json));
            } else {
                line.set(name, MAPPER.<JsonNode>readTree(json));
            }
        }
        if (capture && !connections) {
            throw new IllegalArgumentException("not a whole report of finwait analyze (it has no connections)");
        }
        take(line);
    }

    /** A line may have an array of that name too, of numbers. */
    private void takeElement(JsonNode element) {
        if (element.isObject()) {
            if (!element.has("type")) {
                throw new IllegalArgumentException(
                        "not a JSON or NDJSON report of finwait analyze (an object has no type)");
            }
            take(element);
        }
    }

    private void take(JsonNode object) {
        String type = object.path("type").asText();
        if (object.has("schema")) {
            String schema = object.path("schema").asText();
            if (!schema.equals(SCHEMA)) {
                throw new IllegalArgumentException(
                        "a report of another kind (" + schema + "); this finwait knows " + SCHEMA);
            }
            hasCapture = true;
        }
        if (type.equals("group")) {
            throw new IllegalArgumentException(
                    "a report of groups, which does not say what was found in whom; write one without --group-by");
        }
        if (!type.isEmpty()) {
            objects.accept(object);
        }
    }

    /** The address in a field {@code ip}. */
    static IpAddress ip(JsonNode end) {
        return IpAddress.parse(end.path("ip").asText());
    }

    /** The address and port of an end. */
    static HostPort end(JsonNode end) {
        JsonNode port = end.path("port");
        if (!port.isIntegralNumber() || port.asLong() < 0 || port.asLong() > MOST_PORT) {
            throw new IllegalArgumentException("'" + port.asText() + "' is not a port");
        }
        return new HostPort(ip(end), port.intValue());
    }

    /** What a {@code connection} says who it is between, as findings in it are about that. */
    public static Subject.Pair pair(JsonNode connection) {
        return new Subject.Pair(ip(connection.path("client")), end(connection.path("server")));
    }

    /** What a {@code host_finding} is about. */
    public static KnownFinding about(JsonNode hostFinding) {
        return new KnownFinding(hostFinding.path("id").asText(), subject(hostFinding.path("subject")));
    }

    private static Subject subject(JsonNode subject) {
        if (subject.has("server")) {
            return subject.has("client") ? pair(subject) : new Subject.Service(end(subject.path("server")));
        }
        return subject.has("ip") ? new Subject.Host(ip(subject)) : new Subject.Capture();
    }
}
