package io.finwait.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngReaderTest {
    private static final byte[] DATA = {1, 2, 3, 4, 5};
    private static final long MICROS = 1_700_000_000_123_456L;

    private static CaptureBytes section(ByteOrder order) {
        return CaptureBytes.of(order).section(order);
    }

    @Test
    void enhancedPacketsAreReadInBothByteOrders() throws IOException {
        for (ByteOrder order : new ByteOrder[] {BIG_ENDIAN, LITTLE_ENDIAN}) {
            ReadCapture read = ReadCapture.of(section(order)
                    .describe(276, 96, CaptureBytes.of(order))
                    .enhanced(0, MICROS, 60, DATA)
                    .toBytes());

            assertThat(read.file().format()).isEqualTo(CaptureFormat.PCAPNG);
            assertThat(read.file().damage()).isNull();
            assertThat(read.file().snapLength()).isEqualTo(96);
            assertThat(read.frames())
                    .containsExactly(new ReadCapture.ReadFrame(1, 0, 1, MICROS * 1000, 276, 60, "0102030405"));
        }
    }

    @Test
    void interfacesHaveTheirOwnLinkTypesAndClocks() throws IOException {
        CaptureBytes nanos = CaptureBytes.of(LITTLE_ENDIAN).option(9, new byte[] {9});
        CaptureBytes powerOfTwo = CaptureBytes.of(LITTLE_ENDIAN)
                .option(2, new byte[] {'e', 't', 'h', '0', '!'})
                .option(9, new byte[] {(byte) 0x8A})
                .option8(14, 100)
                .int16(0)
                .int16(0);
        byte[] file = section(LITTLE_ENDIAN)
                .describe(1, 0, nanos)
                .describe(113, 0, powerOfTwo)
                .enhanced(0, 5_000_000_001L, 5, DATA)
                .enhanced(1, 3 * 1024 + 512, 5, DATA)
                .toBytes();

        ReadCapture read = ReadCapture.of(file);

        assertThat(read.times()).containsExactly(5_000_000_001L, 103_500_000_000L);
        assertThat(read.frames()).extracting(ReadCapture.ReadFrame::linkType).containsExactly(1, 113);
        assertThat(read.file().linkTypes()).containsExactly(1, 113);
        assertThat(read.file().nanosecondResolution()).isTrue();
    }

    @Test
    void aNewSectionForgetsTheInterfacesAndMayTurnTheByteOrder() throws IOException {
        byte[] file = section(LITTLE_ENDIAN)
                .describe(1)
                .enhanced(0, 1, 5, DATA)
                .section(BIG_ENDIAN)
                .describe(101)
                .enhanced(0, 2, 5, DATA)
                .section(LITTLE_ENDIAN)
                .enhanced(0, 3, 5, DATA)
                .toBytes();

        ReadCapture read = ReadCapture.of(file);

        assertThat(read.frames()).extracting(ReadCapture.ReadFrame::linkType).containsExactly(1, 101);
        assertThat(read.damage().reason()).isEqualTo("a frame of interface 0, which the file does not describe");
        assertThat(read.damage().cutShort()).isFalse();
    }

    @Test
    void simplePacketsAreCutAtTheSnapLengthAndHaveTheTimeOfTheFrameBefore() throws IOException {
        byte[] file = section(LITTLE_ENDIAN)
                .describe(1, 6, CaptureBytes.of(LITTLE_ENDIAN))
                .enhanced(0, 9, 5, DATA)
                .block(3, CaptureBytes.of(LITTLE_ENDIAN).int32(60).raw(new byte[] {1, 2, 3, 4, 5, 6, 0, 0}))
                .block(3, CaptureBytes.of(LITTLE_ENDIAN).int32(3).raw(new byte[] {1, 2, 3, 0}))
                .toBytes();

        ReadCapture read = ReadCapture.of(file);

        assertThat(read.frames())
                .extracting(ReadCapture.ReadFrame::octets)
                .containsExactly("0102030405", "010203040506", "010203");
        assertThat(read.frames()).extracting(ReadCapture.ReadFrame::wireLength).containsExactly(5, 60, 3);
        assertThat(read.times()).containsExactly(9_000L, 9_000L, 9_000L);
    }

    @Test
    void obsoletePacketBlocksAreRead() throws IOException {
        CaptureBytes packet = CaptureBytes.of(BIG_ENDIAN)
                .int16(1)
                .int16(0xFFFF)
                .int32(0)
                .int32(42)
                .int32(5)
                .int32(60)
                .raw(DATA)
                .pad();

        ReadCapture read = ReadCapture.of(
                section(BIG_ENDIAN).describe(1).describe(9).block(2, packet).toBytes());

        assertThat(read.frames()).containsExactly(new ReadCapture.ReadFrame(1, 0, 1, 42_000L, 9, 60, "0102030405"));
    }

    @Test
    void unknownBlocksArePassedOverHoweverLong() throws IOException {
        byte[] file = section(LITTLE_ENDIAN)
                .block(0x0BAD, CaptureBytes.of(LITTLE_ENDIAN).raw(new byte[3_000_000]))
                .describe(1)
                .block(4, CaptureBytes.of(LITTLE_ENDIAN))
                .enhanced(0, 1, 5, DATA)
                .toBytes();

        ReadCapture read = ReadCapture.of(file);

        assertThat(read.frames()).hasSize(1);
        assertThat(read.file().damage()).isNull();
    }

    @Test
    void dropsAreTheLatestOfEachInterfaceAddedUp() throws IOException {
        byte[] file = section(LITTLE_ENDIAN)
                .describe(1)
                .describe(1)
                .block(5, statistics(0, 10, 1))
                .block(5, statistics(0, 20, 2))
                .block(5, statistics(1, 300, 0))
                .section(BIG_ENDIAN)
                .describe(1)
                .toBytes();

        assertThat(ReadCapture.of(file).file().droppedByCapture()).isEqualTo(322);
        assertThat(ReadCapture.of(section(BIG_ENDIAN).describe(1).toBytes())
                        .file()
                        .droppedByCapture())
                .isEqualTo(-1);
    }

    private static CaptureBytes statistics(int interfaceId, long byInterface, long bySystem) {
        return CaptureBytes.of(LITTLE_ENDIAN)
                .int32(interfaceId)
                .int64(0)
                .option8(4, 1_000_000)
                .option8(5, byInterface)
                .option8(7, bySystem);
    }

    @Test
    void optionsThatDoNotFitTheirBlockAreIgnored() throws IOException {
        CaptureBytes broken = CaptureBytes.of(LITTLE_ENDIAN).int16(9).int16(500);

        ReadCapture read = ReadCapture.of(section(LITTLE_ENDIAN)
                .describe(1, 0, broken)
                .enhanced(0, 7, 5, DATA)
                .toBytes());

        assertThat(read.times()).containsExactly(7_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 30, 1 << 30, -4})
    void blockLengthsThatCannotBeEndTheFileThere(int length) throws IOException {
        CaptureBytes good = section(LITTLE_ENDIAN).describe(1).enhanced(0, 7, 5, DATA);
        int offset = good.toBytes().length;
        byte[] file = good.int32(6).int32(length).raw(new byte[64]).toBytes();

        ReadCapture read = ReadCapture.of(file);

        assertThat(read.frames()).hasSize(1);
        Damage damage = read.damage();

        assertThat(damage.byteOffset()).isEqualTo(offset);
        assertThat(damage.frame()).isEqualTo(1);
        assertThat(damage.cutShort()).isFalse();
        assertThat(damage.reason())
                .startsWith(String.format(Locale.ROOT, "block length %,d", Integer.toUnsignedLong(length)));
    }

    @Test
    void lengthsThatDifferAtTheTwoEndsOfABlockEndTheFileThere() throws IOException {
        byte[] file = section(LITTLE_ENDIAN)
                .describe(1)
                .int32(6)
                .int32(36)
                .raw(new byte[24])
                .int32(32)
                .toBytes();

        Damage damage = ReadCapture.of(file).damage();

        assertThat(damage.reason()).isEqualTo("block length 36 reads 32 at the block's end");
    }

    @Test
    void capturedLengthBeyondItsBlockEndsTheFileThere() throws IOException {
        CaptureBytes packet = CaptureBytes.of(LITTLE_ENDIAN)
                .int32(0)
                .int64(0)
                .int32(9)
                .int32(9)
                .int32(0)
                .int32(0);

        Damage damage = ReadCapture.of(
                        section(LITTLE_ENDIAN).describe(1).block(6, packet).toBytes())
                .damage();

        assertThat(damage.reason()).isEqualTo("captured length 9 in a block of 40");
    }

    @Test
    void everyPrefixGivesItsWholeFramesAndSaysThatItIsCutShort() throws IOException {
        byte[] start = section(LITTLE_ENDIAN).describe(1).toBytes();
        byte[] file = CaptureBytes.of(LITTLE_ENDIAN)
                .raw(start)
                .enhanced(0, 1, 5, DATA)
                .block(0x0BAD, CaptureBytes.of(LITTLE_ENDIAN).int64(0))
                .enhanced(0, 2, 5, DATA)
                .toBytes();
        for (int length = start.length + 1; length < file.length; length++) {
            ReadCapture read = ReadCapture.of(Arrays.copyOf(file, length));

            boolean betweenBlocks = length == start.length + 40 || length == start.length + 60;
            assertThat(read.frames()).hasSize(length >= start.length + 40 ? 1 : 0);
            assertThat(read.file().damage() == null).isEqualTo(betweenBlocks);
            if (!betweenBlocks) {
                assertThat(read.damage().cutShort()).isTrue();
            }
        }
    }

    @Test
    void sectionHeaderOfAnotherVersionIsRefused() {
        byte[] file = section(LITTLE_ENDIAN).toBytes();
        file[12] = 2;

        assertThatThrownBy(() -> ReadCapture.of(file))
                .isInstanceOf(CaptureException.class)
                .hasMessage("-: the capture's header cannot be read: pcapng version 2.0, only 1.x is known");
    }
}
