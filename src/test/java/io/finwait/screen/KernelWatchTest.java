package io.finwait.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.Names;
import io.finwait.host.HostSample;
import io.finwait.host.ProcTree;
import io.finwait.report.KernelFeed;
import io.finwait.report.NdjsonReport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelWatchTest {
    private static final AnalysisContext LIVE =
            new AnalysisContext(List.of("lo"), null, false, false, null, Names.NONE, false, true, "0");

    @Test
    void theFirstLookIsToldThoughNoPacketComes() throws Exception {
        HostSample sample = HostSample.read(ProcTree.ofCopy(Path.of("src/test/resources/host/leaky-server")), false);
        var told = new KernelFeed();
        var out = new ByteArrayOutputStream();
        var report = new NdjsonReport(out, connection -> true, told);
        try (var watch = new KernelWatch(() -> sample, told)) {
            watch.begin(LIVE, List.of());
            report.begin(LIVE, List.of());

            assertThat(out.toString(StandardCharsets.UTF_8).lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("{\"type\":\"kernel\"");
        }
    }
}
