package io.finwait.cli;

import io.finwait.finding.Catalog;
import io.finwait.finding.Severity;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** What a shell offers for values that no enum lists, or that an enum does not list as they are written. */
final class Candidates {
    private Candidates() {}

    private static Stream<String> levels() {
        return Arrays.stream(Severity.values()).map(Finwait::lowercase);
    }

    /** Severities. */
    static final class Levels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return levels().iterator();
        }
    }

    /** What {@link FailOn#parse} understands. */
    static final class Thresholds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Stream.of("never", "new"), levels()).iterator();
        }
    }

    /** What groups can be made of; of the lengths of networks the usual one. */
    static final class Groupings implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("client", "server", "service", "net/24", "kind", "closer")
                    .iterator();
        }
    }

    /** Ids of findings. */
    static final class FindingIds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Catalog.ids().iterator();
        }
    }
}
