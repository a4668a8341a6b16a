package io.finwait.finding.resource;

import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import java.util.function.BiConsumer;

/** Scripts of many connections. */
final class Crowd {
    static final String CLIENT = "10.0.0.1:";
    static final String SERVER = "10.0.0.2:80";

    private Crowd() {}

    /** So many connections one after the other, on ports from 40000 on; each is made of a handshake and {@code rest}. */
    static PacketScript of(int connections, BiConsumer<PacketScript, ScriptedConnection> rest) {
        var script = PacketScript.empty();
        for (int i = 0; i < connections; i++) {
            ScriptedConnection c = script.open(CLIENT + (40_000 + i), SERVER);
            c.established();
            rest.accept(script, c);
        }
        return script;
    }

    /** A request and a response. */
    static void exchange(ScriptedConnection c) {
        c.client().data(100);
        c.server().data(300);
    }
}
