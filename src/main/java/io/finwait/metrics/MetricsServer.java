package io.finwait.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Where Prometheus fetches metrics: {@code /metrics}, in Prometheus' text format or as OpenMetrics, as it asks. */
public final class MetricsServer implements Closeable {
    private final HTTPServer server;

    private MetricsServer(HTTPServer server) {
        this.server = server;
    }

    /**
     * Begins to listen.
     *
     * @param address resolved; port 0 for one that is free
     * @throws IOException if that is not possible
     */
    public static MetricsServer start(InetSocketAddress address, LiveMetrics metrics) throws IOException {
        return new MetricsServer(HTTPServer.builder()
                .inetAddress(address.getAddress())
                .port(address.getPort())
                .registry(metrics.registry())
                .buildAndStart());
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
