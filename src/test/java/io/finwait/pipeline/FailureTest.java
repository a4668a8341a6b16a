package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.capture.FrameSource;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.testing.PacketScript;
import io.finwait.testing.PcapBytes;
import io.finwait.testing.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever fails, the analysis ends, says what failed, and leaves no thread behind that writes. */
class FailureTest {
    /** More than all batches on the way to the writer hold. */
    private static final int CONNECTIONS = 8_000;

    @TempDir
    private Path directory;

    /** Fails at the first connection. */
    private static final class FullDisk implements AnalysisListener {
        @Override
        public void begin(AnalysisContext context, List<CaptureFile> files) {}

        @Override
        public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
            throw new IOException("the disk is full");
        }

        @Override
        public void end(AnalysisResult result) {
            throw new AssertionError("nothing ends well here");
        }
    }

    private Path capture(int connections) throws IOException {
        var script = PacketScript.empty();
        for (int i = 0; i < connections; i++) {
            var c = script.open("10.0.0.1:" + (1024 + i), "10.0.0.2:80");
            c.client().syn();
            c.server().refuse();
        }
        return Files.write(directory.resolve("refused.pcap"), PcapBytes.pcap(script.frames()));
    }

    private static Analysis analysis(Path capture) {
        return new Analysis(Requests.of(capture));
    }

    private static void assertNobodyWrites() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("finwait-judge", "finwait-writer");
    }

    @Test
    void whatMakesAListenerFailIsThrownHoweverMuchIsWaitingForIt() throws IOException {
        Analysis analysis = analysis(capture(CONNECTIONS));

        assertThatThrownBy(() -> analysis.run(List.of(new FullDisk())))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");
        assertNobodyWrites();
    }

    @Test
    void nothingIsWrittenAfterADefectOfTheTracker() throws IOException {
        Analysis analysis = analysis(capture(1));

        assertThatThrownBy(() -> analysis.run(List.of(new FullDisk()), (connection, segment, fromA) -> {
                    throw new IllegalStateException("a defect");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertNobodyWrites();
    }

    @Test
    void readerThatIsGivenUpAtItsLastFrameStopsWithoutAWord() throws IOException {
        try (CaptureInput input = CaptureInput.open(List.of(capture(1).toString()), InputStream.nullInputStream())) {
            var reader = new Reader(new InterruptedAtTheEnd(input), false, new SegmentExchange(), new Progress());

            assertThatCode(reader::run).doesNotThrowAnyException();
        } finally {
            assertThat(Thread.interrupted()).as("still pending").isFalse();
        }
    }

    /** Interrupts the thread that reads it when there is nothing more. */
    private record InterruptedAtTheEnd(FrameSource source) implements FrameSource {
        @Override
        public boolean next(Frame frame) throws IOException {
            boolean found = source.next(frame);
            if (!found) {
                Thread.currentThread().interrupt();
            }
            return found;
        }

        @Override
        public List<CaptureFile> files() {
            return source.files();
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
