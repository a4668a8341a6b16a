package io.finwait.cli;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.flow.IpNetwork;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One condition of {@code --where}: a field, a comparison, and a value or several with commas between. */
final class Where {
    private static final Pattern FORM = Pattern.compile("\\s*([a-zA-Z_-]+)\\s*(>=|<=|=)\\s*(.+?)\\s*");
    private static final String FIELDS =
            "client, server, host, port, closer, kind, state, id with =; duration, closing, handshake with >= or <=";
    private static final Pattern END = Pattern.compile("(?:\\[(.+)]|([0-9.]+)):([0-9]+)");
    private static final int MAX_PORT = 65_535;

    private Where() {}

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException saying in one line what is wrong with it
     */
    static Predicate<ConnectionRecord> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no condition; fields are " + FIELDS);
        }
        String field = form.group(1).toLowerCase(Locale.ROOT);
        String comparison = form.group(2);
        String value = form.group(3);
        return switch (field) {
            case "duration" -> compare(text, ConnectionRecord::durationNanos, comparison, value);
            case "closing" -> compare(text, c -> c.close().teardownNanos(), comparison, value);
            case "handshake" -> compare(text, c -> c.handshake().totalNanos(), comparison, value);
            default -> equal(text, field, comparison, value);
        };
    }

    /** Each of {@code conditions}. */
    static List<Predicate<ConnectionRecord>> each(List<String> conditions) {
        return conditions.stream().map(Where::parse).toList();
    }

    /** All of {@code conditions}. */
    static Predicate<ConnectionRecord> all(List<String> conditions) {
        Predicate<ConnectionRecord> all = c -> true;
        for (String condition : conditions) {
            all = all.and(parse(condition));
        }
        return all;
    }

    private static Predicate<ConnectionRecord> compare(
            String text, ToLongFunction<ConnectionRecord> measure, String comparison, String value) {
        long bound = DurationValue.nanos(value);
        // What is not known (-1) is neither long nor short.
        return switch (comparison) {
            case ">=" -> c -> measure.applyAsLong(c) >= bound;
            case "<=" -> c -> measure.applyAsLong(c) >= 0 && measure.applyAsLong(c) <= bound;
            default -> throw new IllegalArgumentException("'" + text + "': durations are compared with >= or <=");
        };
    }

    private static Predicate<ConnectionRecord> equal(String text, String field, String comparison, String value) {
        Predicate<ConnectionRecord> equal =
                switch (field) {
                    case "client" -> end(value, one -> c -> one.test(c.client()));
                    case "server" -> end(value, one -> c -> one.test(c.server()));
                    case "host" -> end(value, one -> c -> one.test(c.client()) || one.test(c.server()));
                    case "port" -> port(value);
                    case "closer" -> {
                        Set<ActiveCloser> closers = constants(value, ActiveCloser.values(), "closer");
                        yield c -> closers.contains(c.close().activeCloser());
                    }
                    case "kind" -> {
                        Set<CloseKind> kinds = constants(value, CloseKind.values(), "kind");
                        yield c -> kinds.contains(c.close().kind());
                    }
                    case "state" -> state(value);
                    case "id" -> id(value);
                    default ->
                        throw new IllegalArgumentException(
                                "'" + text + "': there is no field '" + field + "'; fields are " + FIELDS);
                };
        if (!comparison.equals("=")) {
            throw new IllegalArgumentException("'" + text + "': " + field + " is compared with =");
        }
        return equal;
    }

    private static Predicate<ConnectionRecord> end(
            String value, Function<Predicate<HostPort>, Predicate<ConnectionRecord>> condition) {
        Predicate<ConnectionRecord> any = c -> false;
        for (String part : value.split(",")) {
            any = any.or(condition.apply(end(part.strip())));
        }
        return any;
    }

    /** An address, a network, or an address and a port as reports print them. */
    private static Predicate<HostPort> end(String text) {
        Matcher form = END.matcher(text);
        if (!form.matches()) {
            IpNetwork network = IpNetwork.parse(text);
            return end -> network.contains(end.ip());
        }
        IpAddress ip = IpAddress.parse(form.group(1) == null ? form.group(2) : form.group(1));
        List<long[]> port = ranges(form.group(3), MAX_PORT, "port");
        return end -> end.ip().equals(ip) && within(port, end.port());
    }

    private static Predicate<ConnectionRecord> port(String value) {
        List<long[]> ranges = ranges(value, MAX_PORT, "port");
        return c ->
                within(ranges, c.client().port()) || within(ranges, c.server().port());
    }

    private static Predicate<ConnectionRecord> id(String value) {
        List<long[]> ranges = ranges(value, Integer.MAX_VALUE, "id");
        return c -> within(ranges, c.id());
    }

    private static List<long[]> ranges(String value, long max, String what) {
        var ranges = new ArrayList<long[]>();
        for (String part : value.split(",")) {
            Matcher range = Pattern.compile("([0-9]{1,10})(?:-([0-9]{1,10}))?").matcher(part.strip());
            if (!range.matches()) {
                throw new IllegalArgumentException("'" + part + "' is no " + what + " and no range such as 5-9");
            }
            long from = Long.parseLong(range.group(1));
            long to = range.group(2) == null ? from : Long.parseLong(range.group(2));
            if (to > max || from > to) {
                throw new IllegalArgumentException("'" + part + "': " + what + "s are at most " + max
                        + ", and a range goes from the smaller to the larger");
            }
            ranges.add(new long[] {from, to});
        }
        return ranges;
    }

    private static boolean within(List<long[]> ranges, long value) {
        for (long[] range : ranges) {
            if (range[0] <= value && value <= range[1]) {
                return true;
            }
        }
        return false;
    }

    private static Predicate<ConnectionRecord> state(String value) {
        Set<TcpState> states = List.of(value.split(",")).stream()
                .map(name -> stateNamed(name.strip().replace('-', '_')))
                .collect(Collectors.toSet());
        return c -> {
            for (Role role : Role.values()) {
                for (StateInterval interval : c.states(role)) {
                    if (states.contains(interval.state())) {
                        return true;
                    }
                }
            }
            return false;
        };
    }

    private static TcpState stateNamed(String name) {
        for (TcpState state : TcpState.values()) {
            if (state.name().equalsIgnoreCase(name) || state.linux().equalsIgnoreCase(name)) {
                return state;
            }
        }
        throw new IllegalArgumentException("there is no state '" + name + "'; states are " + names(TcpState.values()));
    }

    private static <E extends Enum<E>> Set<E> constants(String value, E[] all, String what) {
        return List.of(value.split(",")).stream()
                .map(name -> constant(name.strip(), all, what))
                .collect(Collectors.toSet());
    }

    private static <E extends Enum<E>> E constant(String name, E[] all, String what) {
        for (E constant : all) {
            if (constant.name().equalsIgnoreCase(name.replace('-', '_'))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("there is no " + what + " '" + name + "'; use one of "
                + names(all).toLowerCase(Locale.ROOT));
    }

    private static String names(Enum<?>[] constants) {
        return List.of(constants).stream().map(Enum::name).collect(Collectors.joining(", "));
    }
}
