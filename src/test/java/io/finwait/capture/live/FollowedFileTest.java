package io.finwait.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.capture.CaptureException;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.capture.FrameTap;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.PacketScript;
import io.finwait.testing.PcapBytes;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
    private static final List<CapturedFrame> FRAMES =
            PacketScript.connection().established().frames();

    @TempDir
    private Path directory;

    private final Frame frame = new Frame();
    private final List<String> notices = new CopyOnWriteArrayList<>();

    private Path write(String name, byte[] octets) throws IOException {
        return Files.write(directory.resolve(name), octets);
    }

    private static byte[] pcap(int from, int to) {
        return PcapBytes.pcap(FRAMES.subList(from, to));
    }

    private CaptureInput follow(Path file) throws IOException {
        return CaptureInput.live(
                List.of(FollowedFile.open(file.toString(), notices::add)), Long.MAX_VALUE, FrameTap.NONE);
    }

    private void expectFrame(CaptureInput input, int index) throws IOException {
        assertThat(input.next(frame)).isTrue(); // hangs if it does not come
        assertThat(frame.timeNanos).isEqualTo(FRAMES.get(index).timeNanos());
    }

    @Test
    void whatIsAppendedComesAsItIsWritten() throws IOException {
        byte[] whole = pcap(0, 3);
        int half = pcap(0, 1).length + 5; // inside the second record
        Path file = write("growing.pcap", Arrays.copyOf(whole, half));
        try (CaptureInput input = follow(file)) {
            expectFrame(input, 0);
            Files.write(file, Arrays.copyOfRange(whole, half, whole.length), StandardOpenOption.APPEND);
            expectFrame(input, 1);
            expectFrame(input, 2);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aFileThatTakesTheNameIsGoneOnWith() throws IOException {
        Path file = write("rotated.pcap", pcap(0, 1));
        try (CaptureInput input = follow(file)) {
            expectFrame(input, 0);
            Files.move(write("next.pcap", pcap(1, 2)), file, StandardCopyOption.REPLACE_EXISTING);
            expectFrame(input, 1);
        }
        assertThat(notices).containsExactly(file + ": begins anew; going on with it");
    }

    @Test
    void aCaptureOfAnotherKindInItsPlaceIsTheEnd() throws IOException {
        Path file = write("rotated.pcap", pcap(0, 1));
        try (CaptureInput input = follow(file)) {
            expectFrame(input, 0);
            byte[] other = PcapBytes.pcapng(FRAMES, ByteOrder.LITTLE_ENDIAN);
            Files.move(write("next.pcapng", other), file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(input.next(frame)).isFalse();
        }
        assertThat(notices).containsExactly(file + ": begins anew as a capture of another kind; ended");
    }

    @Test
    void stoppingReadsWhatIsThere() throws IOException {
        Path file = write("whole.pcap", pcap(0, 3));
        var feed = FollowedFile.open(file.toString(), notices::add);
        feed.stop();
        try (CaptureInput input = CaptureInput.live(List.of(feed), Long.MAX_VALUE, FrameTap.NONE)) {
            for (int i = 0; i < 3; i++) {
                expectFrame(input, i);
            }
            assertThat(input.next(frame)).isFalse();
            assertThat(input.files().get(0).damage()).isNull();
        }
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> FollowedFile.open(directory.resolve("none").toString(), notices::add))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("no such file");
        assertThat(notices).isEmpty();
    }
}
