package io.finwait.capture.filter;

import io.finwait.capture.filter.BpfProgram.Instruction;
import java.util.List;

/** Checks what {@link BpfProgram#matches} takes for granted. As libpcap's pcap_validate_filter. */
final class BpfValidator {
    private BpfValidator() {}

    /** @throws IllegalArgumentException with the number of the first wrong instruction */
    static void check(List<Instruction> program) {
        if (program.isEmpty() || (program.get(program.size() - 1).opcode() & 7) != BpfOpcode.RET) {
            throw new IllegalArgumentException("BPF program does not end in a return");
        }
        for (int i = 0; i < program.size(); i++) {
            String wrong = wrong(program.get(i), i, program.size());
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException("BPF instruction " + i + ": " + wrong);
            }
        }
    }

    private static String wrong(Instruction instruction, int at, int size) {
        int opcode = instruction.opcode();
        int k = instruction.operand();
        if (!BpfOpcode.exists(opcode)) {
            return "unknown opcode " + opcode;
        }
        if (opcode == BpfOpcode.JA) {
            long target = at + 1L + k;
            return target < 0 || target >= size ? "jump out of the program" : "";
        }
        return switch (opcode & 7) {
            case BpfOpcode.LD, BpfOpcode.LDX ->
                (opcode & BpfOpcode.MODE) == BpfOpcode.MEM && !isMemory(k) ? "no such memory word" : "";
            case BpfOpcode.ST, BpfOpcode.STX -> isMemory(k) ? "" : "no such memory word";
            case BpfOpcode.ALU ->
                k == 0 && (opcode & BpfOpcode.X) == 0 && BpfOpcode.divides(opcode) ? "division by 0" : "";
            case BpfOpcode.JMP ->
                isJump(instruction.jumpTrue(), at, size) && isJump(instruction.jumpFalse(), at, size)
                        ? ""
                        : "jump out of the program";
            default -> "";
        };
    }

    private static boolean isMemory(int k) {
        return k >= 0 && k < BpfProgram.MEMORY_WORDS;
    }

    private static boolean isJump(int distance, int at, int size) {
        return distance >= 0 && distance <= 255 && at + 1 + distance < size;
    }
}
