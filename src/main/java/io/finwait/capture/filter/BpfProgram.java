package io.finwait.capture.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A classic BPF program and the machine that runs it, with the semantics of libpcap's (bpf_filter.c; McCanne and Jacobson, "The
 * BSD Packet Filter", 1993). It is checked when it is made; after that {@link #matches} neither throws nor runs for ever,
 * whatever the frame. Not thread-safe: the machine's memory belongs to the program.
 */
public final class BpfProgram {
    static final int MEMORY_WORDS = 16;

    /** libpcap compiles protochain to a loop over headers; none of those it walks over is shorter. */
    private static final int SHORTEST_HEADER = 8;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final int[] opcodes;
    private final int[] jumpsTrue;
    private final int[] jumpsFalse;
    private final int[] operands;
    private final int[] memory = new int[MEMORY_WORDS];
    private final int loops;

    /**
     * One instruction, struct bpf_insn.
     *
     * @param opcode class, size or operation, and mode or operand
     * @param jumpTrue instructions to pass over if a conditional jump's condition holds, 0 to 255; likewise {@code jumpFalse}
     * @param operand k, unsigned, except in an unconditional jump
     */
    public record Instruction(int opcode, int jumpTrue, int jumpFalse, int operand) {}

    /**
     * Checks a program and makes it ready to run.
     *
     * @throws IllegalArgumentException if an opcode is unknown, a jump leaves the program, a memory word does not exist, a divisor
     *     is 0, or the program does not end in a return
     */
    public BpfProgram(List<Instruction> instructions) {
        BpfValidator.check(instructions);
        opcodes = instructions.stream().mapToInt(Instruction::opcode).toArray();
        jumpsTrue = instructions.stream().mapToInt(Instruction::jumpTrue).toArray();
        jumpsFalse = instructions.stream().mapToInt(Instruction::jumpFalse).toArray();
        operands = instructions.stream().mapToInt(Instruction::operand).toArray();
        loops = (int) instructions.stream()
                .filter(instruction -> instruction.opcode() == BpfOpcode.JA && instruction.operand() < 0)
                .count();
    }

    /**
     * Whether the program accepts a frame. A load from beyond the captured octets rejects it, and so does a division by 0, and a
     * loop that goes round more often than the captured octets have room for headers.
     *
     * @param buffer holds the frame from {@code offset}
     * @param capturedLength octets present
     * @param wireLength what {@code len} in an expression means
     */
    public boolean matches(byte[] buffer, int offset, int capturedLength, int wireLength) {
        int a = 0;
        int x = 0;
        int jumpsLeft = loops == 0 ? 0 : loops * (capturedLength / SHORTEST_HEADER + 1);
        for (int pc = 0; ; pc++) {
            int opcode = opcodes[pc];
            int k = operands[pc];
            switch (opcode & 7) {
                case BpfOpcode.LD -> {
                    long value = load(opcode, k, x, buffer, offset, capturedLength, wireLength);
                    if (value < 0) {
                        return false;
                    }
                    a = (int) value;
                }
                case BpfOpcode.LDX -> {
                    long value = load(opcode, k, x, buffer, offset, capturedLength, wireLength);
                    if (value < 0) {
                        return false;
                    }
                    x = (int) value;
                }
                case BpfOpcode.ST -> memory[k] = a;
                case BpfOpcode.STX -> memory[k] = x;
                case BpfOpcode.ALU -> {
                    int operand = (opcode & BpfOpcode.X) == 0 ? k : x;
                    if (operand == 0 && BpfOpcode.divides(opcode)) {
                        return false;
                    }
                    a = calculate(opcode, a, operand);
                }
                case BpfOpcode.JMP -> {
                    if (opcode == BpfOpcode.JA) {
                        if (k < 0 && --jumpsLeft < 0) {
                            return false;
                        }
                        pc += k;
                    } else {
                        int operand = (opcode & BpfOpcode.X) == 0 ? k : x;
                        pc += holds(opcode, a, operand) ? jumpsTrue[pc] : jumpsFalse[pc];
                    }
                }
                case BpfOpcode.RET -> {
                    return (opcode == BpfOpcode.RET_A ? a : k) != 0;
                }
                default -> {
                    if (opcode == BpfOpcode.TAX) {
                        x = a;
                    } else {
                        a = x;
                    }
                }
            }
        }
    }

    /** The unsigned value a load gives; -1 if it reaches beyond the captured octets. */
    private long load(int opcode, int k, int x, byte[] buffer, int offset, int captured, int wire) {
        long index = k & 0xFFFF_FFFFL;
        return switch (opcode & BpfOpcode.MODE) {
            case BpfOpcode.IMM -> index;
            case BpfOpcode.MEM -> memory[k] & 0xFFFF_FFFFL;
            case BpfOpcode.LEN -> wire & 0xFFFF_FFFFL;
            case BpfOpcode.MSH -> index < captured ? (buffer[offset + k] & 0xF) << 2 : -1;
            case BpfOpcode.IND -> octets(opcode, index + (x & 0xFFFF_FFFFL), buffer, offset, captured);
            default -> octets(opcode, index, buffer, offset, captured);
        };
    }

    private static long octets(int opcode, long index, byte[] buffer, int offset, int captured) {
        int at = offset + (int) index;
        return switch (opcode & BpfOpcode.SIZE) {
            case BpfOpcode.W -> index + 4 <= captured ? (int) INT.get(buffer, at) & 0xFFFF_FFFFL : -1;
            case BpfOpcode.H -> index + 2 <= captured ? (short) SHORT.get(buffer, at) & 0xFFFF : -1;
            default -> index < captured ? buffer[at] & 0xFF : -1;
        };
    }

    private static boolean holds(int opcode, int a, int operand) {
        return switch (opcode & BpfOpcode.OPERATION) {
            case BpfOpcode.JEQ -> a == operand;
            case BpfOpcode.JGT -> Integer.compareUnsigned(a, operand) > 0;
            case BpfOpcode.JGE -> Integer.compareUnsigned(a, operand) >= 0;
            default -> (a & operand) != 0;
        };
    }

    private static int calculate(int opcode, int a, int operand) {
        return switch (opcode & BpfOpcode.OPERATION) {
            case BpfOpcode.ADD -> a + operand;
            case BpfOpcode.SUB -> a - operand;
            case BpfOpcode.MUL -> a * operand;
            case BpfOpcode.DIV -> Integer.divideUnsigned(a, operand);
            case BpfOpcode.MOD -> Integer.remainderUnsigned(a, operand);
            case BpfOpcode.OR -> a | operand;
            case BpfOpcode.AND -> a & operand;
            case BpfOpcode.XOR -> a ^ operand;
            case BpfOpcode.LSH -> Integer.compareUnsigned(operand, 32) < 0 ? a << operand : 0;
            case BpfOpcode.RSH -> Integer.compareUnsigned(operand, 32) < 0 ? a >>> operand : 0;
            default -> -a;
        };
    }
}
