package io.finwait.pair;

/** The two captures, by where they were taken. */
public enum Side {
    /** Nearer the clients. */
    CLIENT,
    /** Nearer the servers. */
    SERVER;

    public Side other() {
        return this == CLIENT ? SERVER : CLIENT;
    }
}
