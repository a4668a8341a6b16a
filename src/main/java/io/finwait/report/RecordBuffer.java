package io.finwait.report;

import java.io.ByteArrayOutputStream;

/** The octets of one record before it is kept, handed out without a copy. */
final class RecordBuffer extends ByteArrayOutputStream {
    RecordBuffer() {
        super(4096);
    }

    /** The octets themselves; {@link #size} of them count, until the next write or reset. */
    byte[] octets() {
        return buf;
    }
}
