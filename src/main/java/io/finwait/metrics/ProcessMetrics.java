package io.finwait.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.function.LongSupplier;

/** Which finwait it is, and how much memory it has. */
final class ProcessMetrics {
    private ProcessMetrics() {}

    static void register(PrometheusRegistry registry, String version) {
        Info.builder()
                .name("finwait_build_info")
                .help("The finwait that captures.")
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
        Runtime jvm = Runtime.getRuntime();
        heap(
                registry,
                "used",
                "Heap in use, what is garbage by now among it.",
                () -> jvm.totalMemory() - jvm.freeMemory());
        heap(registry, "committed", "Heap that the system has given.", jvm::totalMemory);
        heap(registry, "limit", "Heap that it may grow to (-Xmx).", jvm::maxMemory);
    }

    private static void heap(PrometheusRegistry registry, String what, String help, LongSupplier bytes) {
        GaugeWithCallback.builder()
                .name("finwait_heap_" + what + "_bytes")
                .unit(Unit.BYTES)
                .help(help)
                .callback(gauge -> gauge.call((double) bytes.getAsLong()))
                .register(registry);
    }
}
