package io.finwait.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.finwait.finding.KnownFinding;
import io.finwait.finding.Subject;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from an earlier report, as {@code json} or {@code ndjson}, which findings are known. Its size does not matter. */
final class Baseline {
    private static final String SCHEMA = "finwait/1";

    private final Set<KnownFinding> known = new HashSet<>();
    private final JsonParser json;
    private boolean isReport;
    private boolean isAnonymous;

    /** What one object of the report says, as far as it matters here. */
    private static final class Fields {
        String type = "";
        String id = "";

        @Nullable
        Subject subject;

        @Nullable
        IpAddress client;

        @Nullable
        HostPort server;

        final List<String> findings = new ArrayList<>();
    }

    /** An object with an address, a port, or both: an end or a subject. */
    private static final class Place {
        @Nullable
        IpAddress ip;

        int port = -1;

        @Nullable
        IpAddress client;

        @Nullable
        HostPort server;
    }

    private Baseline(JsonParser json) {
        this.json = json;
    }

    /**
     * The findings of a report.
     *
     * @param anonymise tells the originals where the report has pseudonyms
     * @throws UsageException if the file cannot be read or is no report
     */
    static Set<KnownFinding> read(String file, AnonymiseOptions anonymise) {
        try (InputStream in = Files.newInputStream(Path.of(file));
                JsonParser json = new JsonFactory().createParser(in)) {
            var baseline = new Baseline(json);
            baseline.read();
            return baseline.isAnonymous ? anonymise.originals(baseline.known) : baseline.known;
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new UsageException("--baseline: there is no file " + file);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new UsageException("--baseline " + file + ": not a JSON or NDJSON report of finwait analyze"
                    + (at == null ? "" : " (line " + at.getLineNr() + " is not JSON)"));
        } catch (IOException e) {
            throw new UsageException("--baseline: cannot read " + file);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--baseline " + file + ": " + e.getMessage());
        }
    }

    private void read() throws IOException {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON or NDJSON report of finwait analyze");
            }
            readObject();
        }
        if (!isReport) {
            throw new IllegalArgumentException("not a JSON or NDJSON report of finwait analyze (it has no capture)");
        }
    }

    /** Reads the whole document, or one of its objects. */
    private void readObject() throws IOException {
        var fields = new Fields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "type" -> fields.type = json.getText();
                case "id" -> fields.id = json.getText();
                case "schema" -> checkSchema(json.getText());
                case "anonymised" -> isAnonymous |= value == JsonToken.VALUE_TRUE;
                case "client" -> fields.client = readPlace(value).ip;
                case "server" -> fields.server = end(readPlace(value));
                case "subject" -> fields.subject = subject(readPlace(value));
                case "findings" -> readFindings(fields.findings, value);
                case "connections", "host_findings" -> readObjects(value);
                case "capture" -> readIfObject(value);
                default -> json.skipChildren();
            }
        }
        add(fields);
    }

    private void add(Fields fields) {
        Subject subject = fields.subject;
        IpAddress client = fields.client;
        HostPort server = fields.server;
        if (fields.type.equals("host_finding") && subject != null) {
            known.add(new KnownFinding(fields.id, subject));
        } else if (fields.type.equals("connection") && client != null && server != null) {
            for (String id : fields.findings) {
                known.add(new KnownFinding(id, new Subject.Pair(client, server)));
            }
        }
    }

    private void checkSchema(String schema) {
        if (!schema.equals(SCHEMA)) {
            throw new IllegalArgumentException(
                    "a report of another kind (" + schema + "); this finwait knows " + SCHEMA);
        }
        isReport = true;
    }

    private void readIfObject(JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            readObject();
        } else {
            json.skipChildren();
        }
    }

    private void readObjects(JsonToken value) throws IOException {
        if (value == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                readIfObject(json.currentToken());
            }
        }
    }

    private void readFindings(List<String> ids, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isId = json.currentName().equals("id");
                json.nextToken();
                if (isId) {
                    ids.add(json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private Place readPlace(JsonToken value) throws IOException {
        var place = new Place();
        if (value != JsonToken.START_OBJECT) {
            json.skipChildren();
            return place;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken inner = json.nextToken();
            switch (name) {
                case "ip" -> place.ip = IpAddress.parse(json.getText());
                case "port" -> place.port = json.getIntValue();
                case "client" -> place.client = readPlace(inner).ip;
                case "server" -> place.server = end(readPlace(inner));
                default -> json.skipChildren();
            }
        }
        return place;
    }

    private static @Nullable HostPort end(Place place) {
        IpAddress ip = place.ip;
        return ip == null ? null : new HostPort(ip, place.port);
    }

    private static Subject subject(Place place) {
        IpAddress ip = place.ip;
        IpAddress client = place.client;
        HostPort server = place.server;
        if (server != null) {
            return client == null ? new Subject.Service(server) : new Subject.Pair(client, server);
        }
        return ip == null ? new Subject.Capture() : new Subject.Host(ip);
    }
}
