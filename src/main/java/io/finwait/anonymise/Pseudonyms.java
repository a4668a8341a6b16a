package io.finwait.anonymise;

import io.finwait.analysis.AddressesInText;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for addresses that are not to be told: the same for the same key, and in the same networks as they were. Ports are kept.
 * Safe for use by several threads.
 */
public final class Pseudonyms {
    public static final int KEY_BYTES = CryptoPan.KEY_BYTES;

    private static final String HMAC = "HmacSHA256";

    /** Addresses remembered, for each is met again and again and costs up to 128 blocks of AES; a flood's are too many. */
    private static final int MOST_REMEMBERED = 1 << 16;

    private static final long MAC_MASK = 0xFFFF_FFFF_FFFFL;

    /** Bits of a MAC address's first octet: of a group, and locally administered (IEEE 802 §8.2). */
    private static final long GROUP = 0x01L << 40;

    private static final long LOCAL = 0x02L << 40;
    private static final long FIRST_OCTET = 0xFFL << 40;

    private final CryptoPan scheme;
    private final Mac hmac;
    private final Map<IpAddress, IpAddress> pseudonyms = new HashMap<>();
    private final Map<IpAddress, IpAddress> originals = new HashMap<>();
    private final Map<Long, Long> macs = new HashMap<>();

    /**
     * The pseudonyms of a key.
     *
     * @param key {@value #KEY_BYTES} octets, of which none can be guessed
     */
    public Pseudonyms(byte[] key) {
        scheme = new CryptoPan(key);
        try {
            hmac = Mac.getInstance(HMAC);
            hmac.init(new SecretKeySpec(key, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    /** Those of a key that nobody knows, and that is gone with the process. */
    public static Pseudonyms ofRandomKey() {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new Pseudonyms(key);
    }

    public synchronized IpAddress of(IpAddress address) {
        return remembered(pseudonyms, address, scheme::pseudonym);
    }

    public HostPort of(HostPort end) {
        return new HostPort(of(end.ip()), end.port());
    }

    /** The address that has this pseudonym. */
    public synchronized IpAddress original(IpAddress pseudonym) {
        return remembered(originals, pseudonym, scheme::original);
    }

    public HostPort original(HostPort pseudonym) {
        return new HostPort(original(pseudonym.ip()), pseudonym.port());
    }

    /** Stands for a MAC address of 48 bits: locally administered, of a group if that is. Tells nothing of its maker. */
    public synchronized long ofMac(long address) {
        return remembered(macs, address & MAC_MASK, this::macPseudonym);
    }

    private long macPseudonym(long address) {
        byte[] mixed = hmac.doFinal(new byte[] {
            (byte) (address >> 40),
            (byte) (address >> 32),
            (byte) (address >> 24),
            (byte) (address >> 16),
            (byte) (address >> 8),
            (byte) address
        });
        long pseudonym = 0;
        for (int i = 0; i < 6; i++) {
            pseudonym = pseudonym << 8 | mixed[i] & 0xFF;
        }
        return pseudonym & ~FIRST_OCTET | LOCAL | address & GROUP;
    }

    /** A sentence of finwait's, with pseudonyms for the addresses in it. */
    public String in(String sentence) {
        return AddressesInText.rewrite(
                sentence,
                (address, port, written) ->
                        port < 0 ? of(address).toString() : new HostPort(of(address), port).toString());
    }

    private static <T> T remembered(Map<T, T> known, T key, Function<T, T> made) {
        T value = known.get(key);
        if (value == null) {
            if (known.size() == MOST_REMEMBERED) {
                known.clear();
            }
            value = made.apply(key);
            known.put(key, value);
        }
        return value;
    }
}
