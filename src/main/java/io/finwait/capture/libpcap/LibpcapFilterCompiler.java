package io.finwait.capture.libpcap;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import io.finwait.capture.LinkTypes;
import io.finwait.capture.filter.BpfProgram;
import io.finwait.capture.filter.BpfProgram.Instruction;
import io.finwait.capture.filter.FilterCompiler;
import io.finwait.capture.filter.FilterException;
import io.finwait.capture.filter.FilterSyntaxException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

/** Compiles one filter expression (pcap-filter(7)) with libpcap. */
public final class LibpcapFilterCompiler implements FilterCompiler {
    /** DLT_RAW everywhere but on OpenBSD; the LINKTYPE_ value is another. */
    private static final int DLT_RAW = 12;

    private static final int DLT_ATM_RFC1483 = 11;
    private static final int LINKTYPE_ATM_RFC1483 = 100;

    private static final int SNAP_LENGTH = 262_144;

    /** Size of struct bpf_insn: a 16-bit opcode, two 8-bit jumps, a 32-bit operand. */
    private static final int INSTRUCTION_BYTES = 8;

    private final String expression;

    /** @param expression in the language of pcap-filter(7) */
    public LibpcapFilterCompiler(String expression) {
        this.expression = expression;
    }

    /**
     * {@inheritDoc}
     *
     * @throws LibpcapMissingException if libpcap cannot be loaded
     */
    @Override
    public BpfProgram compile(int linkType) throws FilterException {
        synchronized (Libpcap.ONE_COMPILER) {
            try (PcapHandle handle = Pcaps.openDead(DataLinkType.getInstance(dlt(linkType)), SNAP_LENGTH)) {
                return compile(handle);
            } catch (PcapNativeException e) {
                throw new FilterSyntaxException(
                        "filter '" + expression + "' on " + LinkTypes.name(linkType) + ": " + Libpcap.firstLine(e));
            } catch (NotOpenException e) {
                throw new IllegalStateException(e);
            } catch (LinkageError e) {
                throw new LibpcapMissingException(Libpcap.missing("a filter", e));
            }
        }
    }

    private BpfProgram compile(PcapHandle handle) throws PcapNativeException, NotOpenException {
        org.pcap4j.core.BpfProgram compiled =
                handle.compileFilter(expression, BpfCompileMode.OPTIMIZE, PcapHandle.PCAP_NETMASK_UNKNOWN);
        try {
            return new BpfProgram(instructions(compiled));
        } finally {
            compiled.free();
        }
    }

    /**
     * Copies the instructions out of native memory. pcap4j keeps the structure to itself; struct bpf_program is a count and, at the
     * next pointer boundary, the address of the instructions.
     */
    private static List<Instruction> instructions(org.pcap4j.core.BpfProgram compiled) {
        Pointer program = structOf(compiled).getPointer();
        int count = program.getInt(0);
        Pointer code = program.getPointer(Native.POINTER_SIZE);
        var instructions = new ArrayList<Instruction>(count);
        for (int i = 0; i < count; i++) {
            long at = (long) i * INSTRUCTION_BYTES;
            instructions.add(new Instruction(
                    code.getShort(at) & 0xFFFF,
                    code.getByte(at + 2) & 0xFF,
                    code.getByte(at + 3) & 0xFF,
                    code.getInt(at + 4)));
        }
        return instructions;
    }

    private static Structure structOf(org.pcap4j.core.BpfProgram compiled) {
        try {
            Field program = org.pcap4j.core.BpfProgram.class.getDeclaredField("program");
            program.setAccessible(true);
            return (Structure) program.get(compiled);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("pcap4j is not the version this was written for", e);
        }
    }

    /** The number libpcap's own functions know a LINKTYPE_ value by (libpcap, pcap-common.c). */
    static int dlt(int linkType) {
        return switch (linkType) {
            case LinkTypes.RAW -> DLT_RAW;
            case LINKTYPE_ATM_RFC1483 -> DLT_ATM_RFC1483;
            default -> linkType;
        };
    }
}
