package io.finwait.cli;

import io.finwait.analysis.AnalysisListener;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.metrics.LiveMetrics;
import io.finwait.metrics.MetricsServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Prometheus may fetch metrics of a live capture. */
final class MetricsOptions {
    private static final Pattern FORM = Pattern.compile("(?:(?:\\[(?<v6>[^]]+)]|(?<v4>[\\d.]+)):)?(?<port>\\d{1,5})");
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MOST_PORT = 65_535;

    @Option(
            names = "--metrics",
            paramLabel = "[ADDRESS:]PORT",
            description = "Serve metrics for Prometheus there, at /metrics; on 127.0.0.1 where no address is named.")
    private @Nullable String given;

    /**
     * What was begun.
     *
     * @param listeners hear of the capture
     */
    record Served(
            List<AnalysisListener> listeners, @Nullable MetricsServer server) implements Closeable {
        @Override
        public void close() {
            if (server != null) {
                server.close();
            }
        }
    }

    /**
     * Where; null for nowhere.
     *
     * @throws UsageException if it is no address and port
     */
    @Nullable
    HostPort address() {
        String text = given;
        if (text == null) {
            return null;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group("port")) > MOST_PORT) {
            throw new UsageException("--metrics " + text
                    + ": not a port, as 9464, nor an address and a port, as 127.0.0.1:9464 or [::1]:9464");
        }
        String v4 = form.group("v4");
        String v6 = form.group("v6");
        String ip = v6 != null ? v6 : v4 != null ? v4 : LOOPBACK;
        return new HostPort(
                UsageException.unless("--metrics", () -> IpAddress.parse(ip)), Integer.parseInt(form.group("port")));
    }

    /**
     * Listens there.
     *
     * @param address null for nowhere
     * @param notices gets a line that says where
     * @throws OutputException if somebody else does, or may not
     */
    static Served serve(@Nullable HostPort address, Consumer<String> notices) throws IOException {
        if (address == null) {
            return new Served(List.of(), null);
        }
        var metrics = new LiveMetrics();
        MetricsServer server;
        try {
            var ip = InetAddress.getByName(address.ip().toString()); // a literal: nothing is looked up
            server = MetricsServer.start(new InetSocketAddress(ip, address.port()), metrics);
        } catch (IOException e) {
            throw new OutputException("--metrics: cannot listen on " + address + ": " + e.getMessage());
        }
        notices.accept("metrics at http://" + new HostPort(address.ip(), server.port()) + "/metrics");
        return new Served(List.of(metrics), server);
    }
}
