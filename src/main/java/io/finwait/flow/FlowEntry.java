package io.finwait.flow;

import io.finwait.decode.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FlowTable} holds per 4-tuple, and a link of the {@link EntryList} it is in. Lean, because millions may
 * live at once: links are fields, not node objects.
 */
public abstract class FlowEntry {
    private long addresses;
    private int ports;

    /** The four halves of two IPv6 addresses (high and low of A, then of B); null for IPv4. */
    private long @Nullable [] v6;

    @Nullable
    FlowEntry older;

    @Nullable
    FlowEntry newer;

    @Nullable
    EntryList list;

    /** When it is to be looked at, nanoseconds since the epoch. */
    long deadlineNanos;

    /** Makes this an entry of another 4-tuple. Only while it is in no table. */
    protected final void takeTuple(FlowKey key) {
        addresses = key.addresses;
        ports = key.ports;
        v6 = key.v6 ? new long[] {key.highA, key.lowA, key.highB, key.lowB} : null;
    }

    /** Makes this an entry of the 4-tuple of {@code other}, to be put in its place. */
    protected final void takeTuple(FlowEntry other) {
        addresses = other.addresses;
        ports = other.ports;
        v6 = other.v6;
    }

    /** Whether it is in a list that will look at it by {@code nanos}. */
    public final boolean isDueBy(long nanos) {
        return list != null && deadlineNanos <= nanos;
    }

    /** When it is to be looked at, nanoseconds since the epoch. */
    public final long deadlineNanos() {
        return deadlineNanos;
    }

    /** The entry behind it in its list; null at the end. */
    public final @Nullable FlowEntry next() {
        return newer;
    }

    final boolean has(FlowKey key) {
        if (addresses != key.addresses || ports != key.ports) {
            return false;
        }
        long[] halves = v6;
        if (halves == null) {
            return !key.v6;
        }
        return key.v6
                && halves[0] == key.highA
                && halves[1] == key.lowA
                && halves[2] == key.highB
                && halves[3] == key.lowB;
    }

    final void copyTo(FlowKey key) {
        key.addresses = addresses;
        key.ports = ports;
        long[] halves = v6;
        key.v6 = halves != null;
        if (halves != null) {
            key.highA = halves[0];
            key.lowA = halves[1];
            key.highB = halves[2];
            key.lowB = halves[3];
        }
    }

    public final HostPort endA() {
        long[] halves = v6;
        IpAddress ip = halves == null
                ? new IpAddress(TcpSegment.IPV4_MARK, addresses >>> 32)
                : new IpAddress(halves[0], halves[1]);
        return new HostPort(ip, portA());
    }

    public final HostPort endB() {
        long[] halves = v6;
        IpAddress ip = halves == null
                ? new IpAddress(TcpSegment.IPV4_MARK, addresses & 0xFFFF_FFFFL)
                : new IpAddress(halves[2], halves[3]);
        return new HostPort(ip, portB());
    }

    /** Whether end A has this address and port. */
    public final boolean endAIs(HostPort address) {
        return portA() == address.port() && endAIsOn(address.ip());
    }

    /** Whether end B has this address and port. */
    public final boolean endBIs(HostPort address) {
        return portB() == address.port() && endBIsOn(address.ip());
    }

    /** Whether end A has this address. */
    public final boolean endAIsOn(IpAddress ip) {
        long[] halves = v6;
        return halves == null
                ? ip.isV4() && ip.low() == addresses >>> 32
                : ip.high() == halves[0] && ip.low() == halves[1];
    }

    /** Whether end B has this address. */
    public final boolean endBIsOn(IpAddress ip) {
        long[] halves = v6;
        return halves == null
                ? ip.isV4() && ip.low() == (addresses & 0xFFFF_FFFFL)
                : ip.high() == halves[2] && ip.low() == halves[3];
    }

    public final boolean isIpv6() {
        return v6 != null;
    }

    public final int portA() {
        return ports >>> 16;
    }

    public final int portB() {
        return ports & 0xFFFF;
    }
}
