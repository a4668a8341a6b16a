package io.finwait.host;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.TcpState;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A line of /proc/net/tcp or tcp6 (net/ipv4/tcp_ipv4.c, tcp4_seq_show; net/ipv6/tcp_ipv6.c, tcp6_seq_show). An IPv4 address in IPv6
 * (::ffff:0:0/96), which a socket for both has, is IPv4 here.
 *
 * @param backlog connections that wait to be accepted, of a listener; 0 of others
 * @param inode 0 where no program holds it
 */
record SocketLine(HostPort local, HostPort peer, TcpState state, long backlog, long inode) {
    /** By the kernel's number (include/net/tcp_states.h); a half-open connection is shown as 3. */
    private static final @Nullable TcpState[] STATES = {
        null,
        TcpState.ESTABLISHED,
        TcpState.SYN_SENT,
        TcpState.SYN_RECEIVED,
        TcpState.FIN_WAIT_1,
        TcpState.FIN_WAIT_2,
        TcpState.TIME_WAIT,
        TcpState.CLOSED,
        TcpState.CLOSE_WAIT,
        TcpState.LAST_ACK,
        TcpState.LISTEN,
        TcpState.CLOSING
    };

    /** Fields between the queues and the inode: timer, retransmissions, user, timeout. */
    private static final int FIELDS_BEFORE_INODE = 4;

    private static final int HEX = 16;
    private static final int WORD_DIGITS = 8;
    private static final long MAPPED = 0xFFFFL << 32;
    private static final boolean SWAPPED = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    /**
     * Reads one.
     *
     * @return null if it is not of that form, as the heading is not
     */
    static @Nullable SocketLine parse(byte[] octets, int from, int to) {
        return new Parser(octets, from, to).line();
    }

    private static final class Parser {
        private final byte[] octets;
        private final int end;
        private int at;

        Parser(byte[] octets, int from, int to) {
            this.octets = octets;
            this.at = from;
            this.end = to;
        }

        @Nullable
        SocketLine line() {
            nextField();
            HostPort local = hostPort();
            HostPort peer = hostPort();
            long state = number(HEX);
            blanks();
            number(HEX); // to send
            long received = at < end && octets[at] == ':' ? afterColon() : -1;
            for (int i = 0; i < FIELDS_BEFORE_INODE; i++) {
                nextField();
            }
            blanks();
            long inode = number(10);
            TcpState known = state > 0 && state < STATES.length ? STATES[(int) state] : null;
            if (local == null || peer == null || known == null || received < 0 || inode < 0) {
                return null;
            }
            return new SocketLine(local, peer, known, known == TcpState.LISTEN ? received : 0, inode);
        }

        private void blanks() {
            while (at < end && octets[at] == ' ') {
                at++;
            }
        }

        private void nextField() {
            blanks();
            while (at < end && octets[at] != ' ') {
                at++;
            }
        }

        private long afterColon() {
            at++;
            return number(HEX);
        }

        private @Nullable HostPort hostPort() {
            blanks();
            int from = at;
            long first = word();
            IpAddress ip;
            if (at < end && octets[at] == ':') {
                ip = IpAddress.ofV4((int) first);
            } else {
                long high = first << 32 | word();
                long low = word() << 32 | word();
                ip = high == 0 && (low & ~0xFFFF_FFFFL) == MAPPED
                        ? IpAddress.ofV4((int) low)
                        : new IpAddress(high, low);
            }
            int digits = at - from;
            long port = at < end && octets[at] == ':' ? afterColon() : -1;
            boolean whole = digits == WORD_DIGITS || digits == 4 * WORD_DIGITS;
            blanks();
            return whole && port >= 0 && port <= 0xFFFF ? new HostPort(ip, (int) port) : null;
        }

        /** 32 bits of an address, printed as a number of the machine although they are in network order. */
        private long word() {
            long value = 0;
            int stop = Math.min(end, at + WORD_DIGITS);
            while (at < stop) {
                int digit = Character.digit(octets[at], HEX);
                if (digit < 0) {
                    break;
                }
                value = value << 4 | digit;
                at++;
            }
            return SWAPPED ? Integer.reverseBytes((int) value) & 0xFFFF_FFFFL : value;
        }

        /** A number of at most 15 digits; -1 if there is none. */
        private long number(int radix) {
            long value = 0;
            int from = at;
            while (at < end && at - from < 16) {
                int digit = Character.digit(octets[at], radix);
                if (digit < 0) {
                    break;
                }
                value = value * radix + digit;
                at++;
            }
            return at == from || at - from == 16 ? -1 : value;
        }
    }
}
