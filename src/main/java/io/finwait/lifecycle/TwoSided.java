package io.finwait.lifecycle;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;

/** What lies between a client and a server, each end A or end B of a 4-tuple. */
public interface TwoSided {
    /** Whether end A is the client, as far as is known. */
    boolean clientIsA();

    HostPort endA();

    HostPort endB();

    boolean endAIs(HostPort address);

    boolean endBIs(HostPort address);

    boolean endAIsOn(IpAddress ip);

    boolean endBIsOn(IpAddress ip);

    int portA();

    int portB();

    /** The address and port of one side, as its role is known so far. */
    default HostPort address(Role role) {
        return isA(role) ? endA() : endB();
    }

    /** The port of one side. */
    default int port(Role role) {
        return isA(role) ? portA() : portB();
    }

    /** Whether that side has this address and port; makes no garbage, unlike {@link #address}. */
    default boolean isAt(Role role, HostPort address) {
        return isA(role) ? endAIs(address) : endBIs(address);
    }

    /** Whether that side has this address. */
    default boolean isOn(Role role, IpAddress ip) {
        return isA(role) ? endAIsOn(ip) : endBIsOn(ip);
    }

    /** Whether that side is end A. */
    default boolean isA(Role role) {
        return (role == Role.CLIENT) == clientIsA();
    }
}
