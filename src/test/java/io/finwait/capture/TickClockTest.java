package io.finwait.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TickClockTest {
    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    @Test
    void everyResolutionAgreesWithExactArithmetic() {
        var random = new Random(42);
        for (int resolution = 0; resolution < 256; resolution++) {
            BigInteger perSecond = (resolution & 0x80) == 0
                    ? BigInteger.TEN.pow(resolution)
                    : BigInteger.ONE.shiftLeft(resolution & 0x7F);
            for (int i = 0; i < 200; i++) {
                long ticks = random.nextLong() >>> random.nextInt(64);
                BigInteger exact = new BigInteger(Long.toUnsignedString(ticks))
                        .multiply(SECOND)
                        .divide(perSecond)
                        .mod(TWO_TO_64);

                assertThat(new TickClock(resolution, 0).nanos(ticks))
                        .as("resolution %d, ticks %d", resolution, ticks)
                        .isEqualTo(exact.longValue());
            }
        }
    }

    @Test
    void offsetMayBeNegative() {
        assertThat(new TickClock(6, -1).nanos(1_500_000)).isEqualTo(500_000_000);
    }

    @Test
    void signOfTheResolutionOctetIsItsHighestBit() {
        assertThat(new TickClock((byte) 0x81, 0).nanos(3)).isEqualTo(1_500_000_000);
    }

    @Test
    void microsecondsAndPowersOfTwoUpTo19AreNotFiner() {
        assertThat(new TickClock(6, 0).finerThanMicroseconds()).isFalse();
        assertThat(new TickClock(9, 0).finerThanMicroseconds()).isTrue();
        assertThat(new TickClock(0x80 | 19, 0).finerThanMicroseconds()).isFalse();
        assertThat(new TickClock(0x80 | 20, 0).finerThanMicroseconds()).isTrue();
    }
}
