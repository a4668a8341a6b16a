package io.finwait.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapReaderTest {
    private static final byte[] DATA = {1, 2, 3, 4, 5};

    @ParameterizedTest
    @CsvSource({
        "A1B2C3D4, PCAP, 123456, 123456000",
        "A1B23C4D, PCAP_NANOSECOND, 123456789, 123456789",
        "A1B2CD34, PCAP_MODIFIED, 123456, 123456000"
    })
    void everyVariantIsReadInBothByteOrders(String magic, CaptureFormat format, int fraction, long nanos)
            throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            ReadCapture read = ReadCapture.of(CaptureBytes.pcap(order, Integer.parseUnsignedInt(magic, 16))
                    .record(1_700_000_000, fraction, 60, DATA)
                    .record(1_700_000_001, 0, 5, DATA)
                    .toBytes());

            assertThat(read.file().format()).isEqualTo(format);
            assertThat(read.file().damage()).isNull();
            assertThat(read.times()).containsExactly(1_700_000_000_000_000_000L + nanos, 1_700_000_001_000_000_000L);
            assertThat(read.frames().get(0).octets()).isEqualTo("0102030405");
            assertThat(read.frames().get(0).wireLength()).isEqualTo(60);
            assertThat(read.frames().get(1).number()).isEqualTo(2);
        }
    }

    @Test
    void headerWithoutPacketsIsAnEmptyCapture() throws IOException {
        ReadCapture read = ReadCapture.of(CaptureBytes.littlePcap().toBytes());

        assertThat(read.frames()).isEmpty();
        assertThat(read.file().damage()).isNull();
        assertThat(read.file().firstNanos()).isZero();
        assertThat(read.file().lastNanos()).isZero();
        assertThat(read.file().linkTypes()).containsExactly(1);
        assertThat(read.file().snapLength()).isEqualTo(262144);
    }

    @Test
    void lengthOfTheFrameCheckSequenceIsNoPartOfTheLinkType() throws IOException {
        ReadCapture read =
                ReadCapture.of(CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.MICROSECOND, 4, 0x54000001)
                        .recordsAt(1)
                        .toBytes());

        assertThat(read.frames().get(0).linkType()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"12, 101", "14, 101", "101, 101", "113, 113"})
    void operatingSystemsNumbersForRawIpBecomeTheCommonOne(int inFile, int linkType) throws IOException {
        ReadCapture read = ReadCapture.of(CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, CaptureBytes.MICROSECOND, 4, inFile)
                .recordsAt(1)
                .toBytes());

        assertThat(read.frames().get(0).linkType()).isEqualTo(linkType);
        assertThat(read.file().linkTypes()).containsExactly(linkType);
    }

    @Test
    void swappedLengthsOfOldWritersAreSwappedBack() throws IOException {
        byte[] file = CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.MICROSECOND, 2, 1)
                .int32(1)
                .int32(0)
                .int32(60)
                .int32(5)
                .raw(DATA)
                .toBytes();

        ReadCapture read = ReadCapture.of(file);

        assertThat(read.frames()).hasSize(1);
        assertThat(read.frames().get(0).capturedLength()).isEqualTo(5);
        assertThat(read.frames().get(0).wireLength()).isEqualTo(60);
    }

    @Test
    void everyPrefixOfAFileGivesItsWholeRecordsAndSaysThatItIsCutShort() throws IOException {
        byte[] file = CaptureBytes.littlePcap().recordsAt(10, 20, 30).toBytes();
        int recordBytes = (file.length - 24) / 3;
        for (int length = 24; length < file.length; length++) {
            ReadCapture read = ReadCapture.of(Arrays.copyOf(file, length));

            int whole = (length - 24) / recordBytes;
            assertThat(read.frames()).hasSize(whole);
            if ((length - 24) % recordBytes == 0) {
                assertThat(read.file().damage()).isNull();
            } else {
                assertThat(read.damage().cutShort()).isTrue();
                assertThat(read.damage().frame()).isEqualTo(whole);
                assertThat(read.damage().byteOffset()).isEqualTo(24 + (long) whole * recordBytes);
            }
        }
    }

    @Test
    void lengthThatCannotBeEndsTheFileThere() throws IOException {
        byte[] file = CaptureBytes.littlePcap()
                .recordsAt(10)
                .int32(11)
                .int32(0)
                .int32(262145)
                .int32(262145)
                .raw(new byte[300_000])
                .toBytes();

        ReadCapture read = ReadCapture.of(file);

        assertThat(read.frames()).hasSize(1);
        assertThat(read.file().damage())
                .isEqualTo(new Damage(
                        1,
                        24 + 16 + 11,
                        false,
                        "captured length 262,145 is more than the 262,144 that a frame can have"));
    }

    @Test
    void longestFrameIsRead() throws IOException {
        byte[] longest = new byte[262_144];
        Arrays.fill(longest, (byte) 7);

        ReadCapture read = ReadCapture.of(CaptureBytes.littlePcap()
                .recordsAt(1)
                .record(2, 0, longest.length, longest)
                .recordsAt(3)
                .toBytes());

        assertThat(read.frames()).hasSize(3);
        assertThat(read.frames().get(1).capturedLength()).isEqualTo(262_144);
        assertThat(read.frames().get(2).octets()).isEqualTo("6672616d652061742033");
    }

    @Test
    void usbCapturesMayHaveLongerFrames() throws IOException {
        byte[] long1 = new byte[400_000];
        ReadCapture read = ReadCapture.of(CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, CaptureBytes.MICROSECOND, 4, 249)
                .record(2, 0, long1.length, long1)
                .toBytes());

        assertThat(read.frames()).hasSize(1);
    }

    @Test
    void stepsBackInTimeAreCountedAndTheLargestTimeIsKept() throws IOException {
        ReadCapture read = ReadCapture.of(
                CaptureBytes.littlePcap().recordsAt(10, 30, 20, 25, 5).toBytes());

        assertThat(read.file().backwardSteps()).isEqualTo(2);
        assertThat(read.file().largestBackwardStepNanos()).isEqualTo(20_000_000_000L);
        assertThat(read.file().firstNanos()).isEqualTo(10_000_000_000L);
        assertThat(read.file().lastNanos()).isEqualTo(30_000_000_000L);
    }

    @Test
    void fractionsThatCannotBeAreTakenAsTheyAre() throws IOException {
        ReadCapture read = ReadCapture.of(CaptureBytes.littlePcap()
                .record(10, -1, 5, DATA)
                .record(10, 2_500_000, 5, DATA)
                .toBytes());

        assertThat(read.times()).containsExactly(9_999_999_000L, 12_500_000_000L);
    }

    @Test
    void secondsAreUnsigned() throws IOException {
        ReadCapture read = ReadCapture.of(
                CaptureBytes.littlePcap().record(0x80000000, 0, 5, DATA).toBytes());

        assertThat(read.times()).containsExactly(2_147_483_648_000_000_000L);
    }

    @Test
    void headerThatIsCutShortOrOfAnotherVersionIsRefused() {
        byte[] file = CaptureBytes.littlePcap().toBytes();
        assertThatThrownBy(() -> ReadCapture.of(Arrays.copyOf(file, 23)))
                .isInstanceOf(CaptureException.class)
                .hasMessage("-: the capture's header cannot be read: the file ends inside its header, after 23 octets");
        file[4] = 9;
        assertThatThrownBy(() -> ReadCapture.of(file))
                .isInstanceOf(CaptureException.class)
                .hasMessage("-: the capture's header cannot be read: pcap version 9.4, only 2.x is known");
    }
}
