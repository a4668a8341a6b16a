package io.finwait.flow;

import io.finwait.decode.TcpSegment;
import org.jspecify.annotations.Nullable;

/** Two addresses with their ports, ends A and B as {@link FlowKey} has them; kept lean, because millions may live at once. */
public abstract class FourTuple {
    private long addresses;
    private int ports;

    /** The four halves of two IPv6 addresses (high and low of A, then of B); null for IPv4. */
    private long @Nullable [] v6;

    /** Makes this another 4-tuple. */
    protected final void takeTuple(FlowKey key) {
        addresses = key.addresses;
        ports = key.ports;
        v6 = key.v6 ? new long[] {key.highA, key.lowA, key.highB, key.lowB} : null;
    }

    /** Makes this the 4-tuple of {@code other}. */
    protected final void takeTuple(FourTuple other) {
        addresses = other.addresses;
        ports = other.ports;
        v6 = other.v6;
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
