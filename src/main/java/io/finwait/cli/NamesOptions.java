package io.finwait.cli;

import io.finwait.analysis.Names;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.pipeline.AnalysisRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option of what hosts are called, and the file that says it. */
final class NamesOptions {
    /** {@code [v6]:port}, {@code v4:port}, or an address, with the zone that macOS puts behind those of a link. */
    private static final Pattern END =
            Pattern.compile("\\[(?<v6>[^]]+)]:(?<v6port>\\d+)|(?<v4>[\\d.]+):(?<v4port>\\d+)|(?<ip>[^%]+)(?:%.*)?");

    private static final int MOST_PORT = 65_535;

    /** Of a file of names: a million of them, and no device that never ends. */
    private static final int MOST_BYTES = 64 << 20;

    @Option(
            names = "--names",
            paramLabel = "FILE",
            description = "Names to show beside addresses: lines as in /etc/hosts, and ADDRESS:PORT NAME.")
    private @Nullable String file;

    /**
     * The request with the names that were given.
     *
     * @throws UsageException if the file is none of names, or pseudonyms are wanted
     */
    AnalysisRequest named(AnalysisRequest request) {
        return file == null ? request : request.withNames(names(request.pseudonyms() != null));
    }

    /**
     * The names that were given; none if there is no file.
     *
     * @param anonymous whether pseudonyms are wanted
     * @throws UsageException if the file is none of names, or pseudonyms are wanted
     */
    Names names(boolean anonymous) {
        String given = file;
        if (given == null) {
            return Names.NONE;
        }
        if (anonymous) {
            throw new UsageException(
                    "--names would tell who is who, and --anonymise is to hide it: leave one of them out");
        }
        return read(given);
    }

    private static Names read(String file) {
        try {
            return parse(file, text(file).lines().toList());
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new UsageException("--names: there is no file " + file);
        } catch (CharacterCodingException e) {
            throw new UsageException("--names " + file + ": not text in UTF-8");
        } catch (IOException e) {
            throw new UsageException("--names: cannot read " + file);
        }
    }

    private static String text(String file) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] octets = in.readNBytes(MOST_BYTES + 1);
            if (octets.length > MOST_BYTES) {
                throw new UsageException("--names " + file + ": larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        }
    }

    /** The first name of a line counts, and the first line of an address, as for a resolver. */
    private static Names parse(String file, List<String> lines) {
        Map<IpAddress, String> hosts = new HashMap<>();
        Map<HostPort, String> ends = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i)
                    .replaceFirst("^\uFEFF", "")
                    .replaceFirst("#.*", "")
                    .strip();
            String[] words = line.split("\\s+");
            if (line.isEmpty()) {
                continue;
            }
            int number = i + 1;
            if (words.length == 1) {
                throw new UsageException("--names " + file + ", line " + number + ": no name behind " + words[0]);
            }
            try {
                add(words[0], words[1], hosts, ends);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--names " + file + ", line " + number + ": " + e.getMessage()
                        + "; a line is ADDRESS NAME," + " ADDRESS:PORT NAME or [IPV6]:PORT NAME");
            }
        }
        return new Names(hosts, ends);
    }

    private static void add(String end, String name, Map<IpAddress, String> hosts, Map<HostPort, String> ends) {
        Matcher form = END.matcher(end);
        if (!form.matches()) {
            throw new IllegalArgumentException("not an IP address: " + end);
        }
        String ip = form.group("ip");
        if (ip != null) {
            hosts.putIfAbsent(IpAddress.parse(ip), name);
            return;
        }
        boolean v6 = form.group("v6") != null;
        String port = form.group(v6 ? "v6port" : "v4port");
        if (port.length() > 5 || Integer.parseInt(port) > MOST_PORT) {
            throw new IllegalArgumentException("no port: " + port);
        }
        IpAddress address = IpAddress.parse(form.group(v6 ? "v6" : "v4"));
        ends.putIfAbsent(new HostPort(address, Integer.parseInt(port)), name);
    }
}
