package io.finwait.anonymise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.flow.IpAddress;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CryptoPanTest {
    /** The key of the sample that the authors' program (Crypto-PAn 1.0) is shipped with. */
    private static final byte[] REFERENCE_KEY =
            HexFormat.of().parseHex("1522178d33a4cf80130a5b1649907d10d8988f837979652762574c2d2a842202");

    private static final int PAIRS = 300;
    private static final int KEYS = 10_000;

    private final CryptoPan scheme = new CryptoPan(REFERENCE_KEY);

    /** sample_trace_raw.dat and sample_trace_sanitized.dat of the same program: addresses from all over the trace. */
    @ParameterizedTest
    @CsvSource({
        "128.11.68.132, 135.242.180.132",
        "129.118.74.4, 134.136.186.123",
        "130.132.252.244, 133.68.164.234",
        "141.223.7.43, 141.167.8.160",
        "141.233.145.108, 141.129.237.235",
        "152.163.225.39, 151.140.114.167",
        "156.29.3.236, 147.225.12.42",
        "165.247.96.84, 162.9.99.234",
        "166.107.77.190, 160.132.178.185",
        "192.102.249.13, 252.138.62.131",
        "195.205.63.100, 255.186.223.5",
        "198.200.171.101, 249.199.68.213",
        "204.184.162.189, 243.192.77.90",
        "207.155.9.214, 241.220.250.22",
        "207.188.7.45, 241.255.249.220",
        "212.206.130.201, 228.69.242.193",
        "216.227.10.221, 235.28.253.36",
        "24.0.250.221, 100.15.198.226",
        "24.14.213.138, 100.1.42.141",
        "38.15.67.68, 64.3.66.187",
        "4.3.88.225, 124.60.155.63",
        "63.195.241.44, 95.179.238.44",
        "64.34.154.117, 0.221.154.117",
        "10.185.25.118, 117.161.29.118"
    })
    void givesWhatTheAuthorsProgramGives(String original, String pseudonym) {
        assertThat(scheme.pseudonym(IpAddress.parse(original))).hasToString(pseudonym);
    }

    /** What several other implementations agree on for IPv6 with the same key (the authors' has only IPv4). */
    @ParameterizedTest
    @CsvSource({
        "::1, 78ff:f001:9fc0:20df:8380:b1f1:704:ed",
        "::2, 78ff:f001:9fc0:20df:8380:b1f1:704:ef",
        "::ffff, 78ff:f001:9fc0:20df:8380:b1f1:704:f838",
        "2001:db8::1, 4401:2bc:603f:d91d:27f:ff8e:e6f1:dc1e",
        "2001:db8::2, 4401:2bc:603f:d91d:27f:ff8e:e6f1:dc1c"
    })
    void givesForIpv6WhatOthersGive(String original, String pseudonym) {
        assertThat(scheme.pseudonym(IpAddress.parse(original))).hasToString(pseudonym);
    }

    @Test
    void addressesShareExactlyAsManyFirstBitsAsBefore() {
        var random = new Random(4);
        for (int i = 0; i < PAIRS; i++) {
            boolean v4 = random.nextBoolean();
            IpAddress one = address(random, v4);
            IpAddress other = withOtherBitsFrom(one, random.nextInt(one.bits()), random);

            assertThat(sharedBits(scheme.pseudonym(one), scheme.pseudonym(other)))
                    .as("%s and %s", one, other)
                    .isEqualTo(sharedBits(one, other));
        }
    }

    @Test
    void aPseudonymLeadsBackToItsAddressAlone() {
        var random = new Random(5);
        for (int i = 0; i < PAIRS; i++) {
            IpAddress address = address(random, random.nextBoolean());
            IpAddress pseudonym = scheme.pseudonym(address);

            assertThat(pseudonym.isV4()).isEqualTo(address.isV4());
            assertThat(scheme.original(pseudonym)).isEqualTo(address);
        }
    }

    @Test
    void anotherKeyGivesOtherPseudonyms() {
        byte[] key = REFERENCE_KEY.clone();
        key[0] ^= 1;
        IpAddress address = IpAddress.parse("10.77.0.1");

        assertThat(new CryptoPan(key).pseudonym(address)).isNotEqualTo(scheme.pseudonym(address));
    }

    /** As docs/anonymise.md warns: the first bit is turned over or not, each next one as the one before it in three of four cases. */
    @Test
    void anOctetStaysWhatItWasWithSevenOfAHundredKeys() {
        var random = new Random(6);
        IpAddress address = IpAddress.parse("10.77.0.1");
        int stays = 0;
        for (int i = 0; i < KEYS; i++) {
            var key = new byte[CryptoPan.KEY_BYTES];
            random.nextBytes(key);
            stays += (new CryptoPan(key).pseudonym(address).low() ^ address.low()) >> 16 << 56 == 0 ? 1 : 0;
        }

        assertThat(100.0 * stays / KEYS).isBetween(6.0, 7.5);
    }

    @Test
    void aKeyOfAnotherLengthIsNone() {
        assertThatThrownBy(() -> new CryptoPan(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    private static IpAddress address(Random random, boolean v4) {
        return v4 ? IpAddress.ofV4(random.nextInt()) : new IpAddress(random.nextLong() >>> 1, random.nextLong());
    }

    /** An address that differs from bit {@code first} on. */
    private static IpAddress withOtherBitsFrom(IpAddress address, int first, Random random) {
        if (address.isV4()) {
            int changed = Integer.MIN_VALUE >>> first | random.nextInt() & (1 << 31 - first) - 1;
            return IpAddress.ofV4((int) address.low() ^ changed);
        }
        if (first >= Long.SIZE) {
            return new IpAddress(address.high(), address.low() ^ Long.MIN_VALUE >>> first - Long.SIZE);
        }
        return new IpAddress(address.high() ^ Long.MIN_VALUE >>> first, random.nextLong());
    }

    private static int sharedBits(IpAddress one, IpAddress other) {
        if (one.isV4()) {
            return Integer.numberOfLeadingZeros((int) one.low() ^ (int) other.low());
        }
        int high = Long.numberOfLeadingZeros(one.high() ^ other.high());
        return high < Long.SIZE ? high : Long.SIZE + Long.numberOfLeadingZeros(one.low() ^ other.low());
    }
}
