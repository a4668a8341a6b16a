package io.finwait.capture.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.capture.filter.BpfProgram.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BpfProgramTest {
    private static final byte[] FRAME = {(byte) 0x81, 2, 3, 4, (byte) 0x45, 6};

    private static Instruction in(int opcode, int k) {
        return new Instruction(opcode, 0, 0, k);
    }

    private static boolean run(Instruction... program) {
        byte[] buffer = new byte[FRAME.length + 10];
        System.arraycopy(FRAME, 0, buffer, 3, FRAME.length);
        return new BpfProgram(List.of(program)).matches(buffer, 3, FRAME.length, 1500);
    }

    /** Whether the accumulator is {@code expected} after the program. */
    private static boolean gives(int expected, Instruction... program) {
        var all = new ArrayList<>(List.of(program));
        all.add(new Instruction(0x15, 0, 1, expected));
        all.add(in(0x06, 1));
        all.add(in(0x06, 0));
        return run(all.toArray(Instruction[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "0x20, 0, 0x81020304",
        "0x20, 2, 0x03044506",
        "0x28, 0, 0x8102",
        "0x28, 4, 0x4506",
        "0x30, 0, 0x81",
        "0x30, 5, 6",
        "0x00, 77, 77",
        "0x80, 0, 1500"
    })
    void loadsAreBigEndianAndUnsigned(String opcode, int k, String expected) {
        assertThat(gives(Long.decode(expected).intValue(), in(Integer.decode(opcode), k)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0x20, 3", "0x28, 5", "0x30, 6", "0x20, -1", "0x28, -2", "0x30, 2147483647", "0xb1, 6", "0xb1, -1"})
    void loadBeyondTheCapturedOctetsRejects(String opcode, int k) {
        assertThat(run(in(Integer.decode(opcode), k), in(0x06, 1))).isFalse();
    }

    @Test
    void indexedLoadsAddXAndDoNotWrap() {
        assertThat(gives(4, in(0x01, 3), in(0x50, 0))).isTrue();
        assertThat(gives(4, in(0x01, 1), in(0x50, 2))).isTrue();
        assertThat(run(in(0x01, 3), in(0x40, 0), in(0x06, 1))).isFalse();
        assertThat(run(in(0x01, 3), in(0x50, -1), in(0x06, 1))).isFalse();
        assertThat(run(in(0x01, -1), in(0x50, 3), in(0x06, 1))).isFalse();
    }

    @Test
    void lengthOfAnIpv4HeaderIsFourTimesTheLowerHalf() {
        assertThat(gives(20, in(0xB1, 4), in(0x87, 0))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0x04, 7, 3, 10",
        "0x14, 3, 7, -4",
        "0x24, 65536, 65536, 0",
        "0x34, -2, 2, 2147483647",
        "0x94, -1, 10, 5",
        "0x44, 12, 3, 15",
        "0x54, 12, 6, 4",
        "0xa4, 12, 6, 10",
        "0x64, 1, 31, -2147483648",
        "0x64, 1, 32, 0",
        "0x64, 1, -1, 0",
        "0x74, -1, 28, 15",
        "0x74, -1, 33, 0"
    })
    void arithmeticIsUnsignedWithEitherOperand(String opcode, int a, int operand, int expected) {
        int code = Integer.decode(opcode);
        assertThat(gives(expected, in(0x00, a), in(code, operand))).isTrue();
        assertThat(gives(expected, in(0x01, operand), in(0x00, a), in(code | 0x08, 0)))
                .isTrue();
    }

    @Test
    void negationTransfersAndMemoryWork() {
        assertThat(gives(-5, in(0x00, 5), in(0x84, 0))).isTrue();
        assertThat(gives(9, in(0x00, 9), in(0x07, 0), in(0x00, 0), in(0x87, 0))).isTrue();
        assertThat(gives(9, in(0x00, 9), in(0x02, 15), in(0x00, 0), in(0x60, 15)))
                .isTrue();
        assertThat(gives(8, in(0x01, 8), in(0x03, 0), in(0x61, 0), in(0x87, 0))).isTrue();
        assertThat(gives(1500, in(0x81, 0), in(0x87, 0))).isTrue();
    }

    @Test
    void divisionByAnXOfZeroRejects() {
        assertThat(run(in(0x01, 0), in(0x3C, 0), in(0x06, 1))).isFalse();
        assertThat(run(in(0x01, 0), in(0x9C, 0), in(0x06, 1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0x15, 5, 5, true",
        "0x15, 5, 6, false",
        "0x25, -1, 1, true",
        "0x25, 1, 1, false",
        "0x35, 1, 1, true",
        "0x35, 1, -1, false",
        "0x45, 6, 2, true",
        "0x45, 6, 1, false"
    })
    void jumpsCompareUnsignedWithEitherOperand(String opcode, int a, int operand, boolean holds) {
        int code = Integer.decode(opcode);
        assertThat(run(in(0x00, a), new Instruction(code, 0, 1, operand), in(0x06, 1), in(0x06, 0)))
                .isEqualTo(holds);
        assertThat(run(in(0x01, operand), in(0x00, a), new Instruction(code | 0x08, 1, 0, 0), in(0x06, 0), in(0x06, 1)))
                .isEqualTo(holds);
    }

    @Test
    void returnOfTheAccumulatorAcceptsUnlessItIsZero() {
        assertThat(run(in(0x00, 0), in(0x16, 0))).isFalse();
        assertThat(run(in(0x00, 3), in(0x05, 1), in(0x06, 0), in(0x16, 0))).isTrue();
    }

    @Test
    void loopsEnd() {
        assertThat(run(in(0x00, 1), in(0x05, -2), in(0x06, 1))).isFalse();
    }

    /** Counts in M[0] how often it went round, up to {@code times}, then accepts. */
    private static BpfProgram loop(int times) {
        return new BpfProgram(List.of(
                in(0x60, 0), new Instruction(0x15, 3, 0, times), in(0x04, 1), in(0x02, 0), in(0x05, -5), in(0x06, 1)));
    }

    @Test
    void aLoopGoesRoundNoMoreOftenThanThereCanBeHeaders() {
        byte[] frame = new byte[64];

        assertThat(loop(9).matches(frame, 0, 64, 64)).isTrue();
        assertThat(loop(10).matches(frame, 0, 64, 64)).isFalse();
        assertThat(loop(1).matches(frame, 0, 0, 64)).isTrue();
        assertThat(loop(2).matches(frame, 0, 7, 64)).isFalse();
    }

    @Test
    void wrongProgramsAreRefused() {
        assertThatThrownBy(() -> run()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run(in(0x00, 1))).hasMessageContaining("return");
        assertThatThrownBy(() -> run(in(0xFF, 1), in(0x06, 1))).hasMessageContaining("unknown opcode");
        assertThatThrownBy(() -> run(in(0x38, 1), in(0x06, 1))).hasMessageContaining("unknown opcode");
        assertThatThrownBy(() -> run(in(0x60, 16), in(0x06, 1))).hasMessageContaining("memory");
        assertThatThrownBy(() -> run(in(0x02, -1), in(0x06, 1))).hasMessageContaining("memory");
        assertThatThrownBy(() -> run(in(0x34, 0), in(0x06, 1))).hasMessageContaining("division by 0");
        assertThatThrownBy(() -> run(in(0x05, 1), in(0x06, 1))).hasMessageContaining("jump");
        assertThatThrownBy(() -> run(in(0x05, -2), in(0x06, 1))).hasMessageContaining("jump");
        assertThatThrownBy(() -> run(new Instruction(0x15, 0, 1, 0), in(0x06, 1)))
                .hasMessageContaining("jump");
    }

    @Test
    void randomProgramsThatAreAcceptedRunToAnEnd() {
        var random = new Random(11);
        int accepted = 0;
        byte[] frame = new byte[64];
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(frame);
            var program = new ArrayList<Instruction>();
            int size = 1 + random.nextInt(6);
            for (int j = 0; j < size; j++) {
                program.add(new Instruction(
                        random.nextInt(0xC0),
                        random.nextInt(3),
                        random.nextInt(3),
                        random.nextBoolean() ? random.nextInt(16) : random.nextInt()));
            }
            program.add(in(0x16, 0));
            BpfProgram checked;
            try {
                checked = new BpfProgram(program);
            } catch (IllegalArgumentException e) {
                continue;
            }
            accepted++;
            checked.matches(frame, 10, 40, 60);
        }
        assertThat(accepted).isGreaterThan(2_000);
    }
}
