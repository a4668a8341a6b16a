package io.finwait.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the lines of a socket table one by one; it may have millions. */
final class SocketTable {
    private static final int BUFFER_BYTES = 1 << 16;

    private SocketTable() {}

    /**
     * Reads a table, its heading left out.
     *
     * @return how many lines it had that are not a socket's
     */
    static long read(Path file, Consumer<SocketLine> sockets) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        long strange = -1; // the heading is one
        int filled = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read; (read = in.read(buffer, filled, buffer.length - filled)) > 0; ) {
                filled += read;
                int from = 0;
                for (int to = lineEnd(buffer, from, filled); to >= 0; to = lineEnd(buffer, from, filled)) {
                    strange += take(buffer, from, to, sockets);
                    from = to + 1;
                }
                System.arraycopy(buffer, from, buffer, 0, filled - from);
                filled -= from;
                if (filled == buffer.length) {
                    filled = 0; // no socket has so long a line; its rest will not be one either
                }
            }
        }
        if (filled > 0) {
            strange += take(buffer, 0, filled, sockets);
        }
        return Math.max(0, strange);
    }

    private static int take(byte[] buffer, int from, int to, Consumer<SocketLine> sockets) {
        SocketLine line = SocketLine.parse(buffer, from, to);
        if (line == null) {
            return 1;
        }
        sockets.accept(line);
        return 0;
    }

    private static int lineEnd(byte[] buffer, int from, int filled) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
