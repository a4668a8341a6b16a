package io.finwait.anonymise;

import io.finwait.decode.TcpSegment;
import io.finwait.flow.IpAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Crypto-PAn: a keyed permutation of addresses under which two that share their first bits still share just as many (J. Xu, J. Fan,
 * M. Ammar, S. Moon: Prefix-preserving IP address anonymization, ICNP 2002). Bit i is flipped or not as AES says of the i bits
 * before it, which a secret block fills up. IPv6 is the same with 128 bits. Gives what the authors' program gives for the same
 * key. Not thread-safe.
 */
final class CryptoPan {
    /** A key of AES-128, and the block that AES makes the padding of. */
    static final int KEY_BYTES = 32;

    private static final int BLOCK_BYTES = 16;
    private static final String ALGORITHM = "AES";

    /** One block at a time, each a question of its own: that is what a pseudorandom function is, so there is nothing to chain. */
    private static final String TRANSFORMATION = "AES/ECB/NoPadding";

    private final Cipher aes;
    private final long padHigh;
    private final long padLow;
    private final byte[] question = new byte[BLOCK_BYTES];
    private final byte[] answer = new byte[BLOCK_BYTES];
    private final ByteBuffer questionBits = ByteBuffer.wrap(question);

    CryptoPan(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " octets");
        }
        try {
            aes = Cipher.getInstance(TRANSFORMATION);
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(Arrays.copyOf(key, BLOCK_BYTES), ALGORITHM));
            ByteBuffer pad = ByteBuffer.wrap(aes.doFinal(key, BLOCK_BYTES, BLOCK_BYTES));
            padHigh = pad.getLong();
            padLow = pad.getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    /** The pseudonym of an address: of the same version. */
    IpAddress pseudonym(IpAddress original) {
        return walk(original, false);
    }

    /** The address that has this pseudonym. */
    IpAddress original(IpAddress pseudonym) {
        return walk(pseudonym, true);
    }

    /** From the first bit to the last; going back, the bits before each are those already restored. */
    private IpAddress walk(IpAddress address, boolean back) {
        long high = address.isV4() ? address.low() << 32 : address.high();
        long low = address.isV4() ? 0 : address.low();
        long walkedHigh = high;
        long walkedLow = low;
        for (int i = 0; i < address.bits(); i++) {
            if (flips(back ? walkedHigh : high, back ? walkedLow : low, i)) {
                walkedHigh ^= bit(i);
                walkedLow ^= bit(i - Long.SIZE);
            }
        }
        return address.isV4()
                ? new IpAddress(TcpSegment.IPV4_MARK, walkedHigh >>> 32)
                : new IpAddress(walkedHigh, walkedLow);
    }

    /** Bit {@code i} of a long, the highest first; none if it has no such bit. */
    private static long bit(int i) {
        return i >= 0 && i < Long.SIZE ? Long.MIN_VALUE >>> i : 0;
    }

    /** What AES says of the first {@code bits} bits. */
    private boolean flips(long high, long low, int bits) {
        long highMask = ones(bits);
        long lowMask = ones(bits - Long.SIZE);
        questionBits.putLong(0, high & highMask | padHigh & ~highMask);
        questionBits.putLong(Long.BYTES, low & lowMask | padLow & ~lowMask);
        try {
            aes.doFinal(question, 0, BLOCK_BYTES, answer);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a whole block can be encrypted", e);
        }
        return answer[0] < 0;
    }

    /** That many ones, and zeros behind them. */
    private static long ones(int count) {
        return count <= 0 ? 0 : count >= Long.SIZE ? -1 : -1L << (Long.SIZE - count);
    }
}
