package io.finwait.capture.filter;

/** The fields of a classic BPF opcode and their values (libpcap, pcap/bpf.h). */
final class BpfOpcode {
    /** The lowest three bits: the class. */
    static final int LD = 0;

    static final int LDX = 1;
    static final int ST = 2;
    static final int STX = 3;
    static final int ALU = 4;
    static final int JMP = 5;
    static final int RET = 6;
    static final int MISC = 7;

    /** Of a load: how many octets. */
    static final int SIZE = 0x18;

    static final int W = 0x00;
    static final int H = 0x08;
    static final int B = 0x10;

    /** Of a load: where from. */
    static final int MODE = 0xE0;

    static final int IMM = 0x00;
    static final int ABS = 0x20;
    static final int IND = 0x40;
    static final int MEM = 0x60;
    static final int LEN = 0x80;

    /** Four times the lower half of an octet: the length of an IPv4 header. */
    static final int MSH = 0xA0;

    /** Of arithmetic and jumps: what is done. */
    static final int OPERATION = 0xF0;

    static final int ADD = 0x00;
    static final int SUB = 0x10;
    static final int MUL = 0x20;
    static final int DIV = 0x30;
    static final int OR = 0x40;
    static final int AND = 0x50;
    static final int LSH = 0x60;
    static final int RSH = 0x70;
    static final int NEG = 0x80;
    static final int MOD = 0x90;
    static final int XOR = 0xA0;

    static final int JEQ = 0x10;
    static final int JGT = 0x20;
    static final int JGE = 0x30;
    static final int JSET = 0x40;

    /** Of arithmetic and jumps: the operand is register X, not k. */
    static final int X = 0x08;

    /** Whole opcodes. */
    static final int JA = 0x05;

    static final int RET_K = 0x06;
    static final int RET_A = 0x16;
    static final int TAX = 0x07;
    static final int TXA = 0x87;

    private BpfOpcode() {}

    static boolean divides(int opcode) {
        int operation = opcode & (OPERATION | 7);
        return operation == (DIV | ALU) || operation == (MOD | ALU);
    }

    /** Whether there is such an instruction. */
    static boolean exists(int opcode) {
        if ((opcode & ~0xFF) != 0) {
            return false;
        }
        int rest = opcode & ~7;
        return switch (opcode & 7) {
            case LD ->
                switch (rest & MODE) {
                    case ABS, IND -> (rest & SIZE) != SIZE;
                    case IMM, MEM, LEN -> (rest & SIZE) == W;
                    default -> false;
                };
            case LDX -> rest == IMM || rest == MEM || rest == LEN || rest == (MSH | B);
            case ST, STX -> rest == 0;
            case ALU -> (rest & OPERATION) <= XOR && rest != (NEG | X);
            case JMP -> opcode == JA || (rest & OPERATION) >= JEQ && (rest & OPERATION) <= JSET;
            case RET -> opcode == RET_K || opcode == RET_A;
            default -> opcode == TAX || opcode == TXA;
        };
    }
}
