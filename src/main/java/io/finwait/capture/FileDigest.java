package io.finwait.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By which a file can be recognised elsewhere, as {@code sha256sum} prints it.
 *
 * @param bytes size as stored
 * @param sha256 in lower-case hexadecimal
 */
public record FileDigest(long bytes, String sha256) {
    private static final int BUFFER_BYTES = 1 << 18;

    /** Reads the whole file, which should be a regular one: what a pipe holds can be read only once. */
    public static FileDigest of(Path file) throws IOException {
        MessageDigest digest = newDigest();
        long bytes = 0;
        var buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                bytes += n;
            }
        }
        return new FileDigest(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
