package io.finwait.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads unsigned numbers in network byte order; the caller has checked that the octets are there. */
final class Octets {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private Octets() {}

    static int u8(byte[] buffer, int at) {
        return buffer[at] & 0xFF;
    }

    static int u16(byte[] buffer, int at) {
        return (short) SHORT.get(buffer, at) & 0xFFFF;
    }

    static int i32(byte[] buffer, int at) {
        return (int) INT.get(buffer, at);
    }

    static long i64(byte[] buffer, int at) {
        return (long) LONG.get(buffer, at);
    }
}
