package io.finwait.analysis;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;

/**
 * One socket of one host at one instant, as far as the capture tells.
 *
 * @param connection its connection's id
 * @param role what the host was to that connection
 * @param local the host's own address and port
 * @param state never CLOSED
 * @param inferred whether the state rests on something the capture cannot show
 */
public record SocketAt(
        int connection,
        Role role,
        HostPort local,
        HostPort peer,
        TcpState state,
        boolean inferred,
        SocketTimer timer) {}
