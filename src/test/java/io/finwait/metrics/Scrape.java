package io.finwait.metrics;

import io.finwait.testing.Exposition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Fetches metrics as Prometheus does. */
final class Scrape {
    private Scrape() {}

    /** Serves them on a port that is free. */
    static MetricsServer serve(LiveMetrics metrics) throws IOException {
        return MetricsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics);
    }

    static String url(MetricsServer server) {
        return "http://127.0.0.1:" + server.port() + "/metrics";
    }

    static Exposition of(MetricsServer server) throws IOException, InterruptedException {
        return Exposition.fetch(url(server), Exposition.TEXT);
    }

    /** The same of metrics that nobody serves. */
    static Exposition of(LiveMetrics metrics) throws IOException, InterruptedException {
        try (MetricsServer server = serve(metrics)) {
            return of(server);
        }
    }
}
