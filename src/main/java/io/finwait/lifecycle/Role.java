package io.finwait.lifecycle;

/** The two ends of a connection by who opened it. */
public enum Role {
    CLIENT,
    SERVER;

    public Role peer() {
        return this == CLIENT ? SERVER : CLIENT;
    }
}
