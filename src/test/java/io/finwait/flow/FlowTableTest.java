package io.finwait.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    private static final class Entry extends FlowEntry {
        Entry(FlowKey key) {
            takeTuple(key);
        }
    }

    private final FlowTable<Entry> table = new FlowTable<>();

    private Entry put(Tuple tuple) {
        FlowKey key = tuple.in(table);
        var entry = new Entry(key);
        table.put(key, entry);
        return entry;
    }

    @Test
    void bothDirectionsFindTheSameEntry() {
        for (Tuple tuple : new Tuple[] {
            new Tuple("10.0.0.1", 40000, "10.0.0.2", 80),
            new Tuple("10.0.0.2", 80, "10.0.0.1", 40000),
            new Tuple("10.0.0.1", 2, "10.0.0.1", 1),
            new Tuple("10.0.0.1", 1, "10.0.0.1", 1),
            new Tuple("2001:db8::1", 40000, "2001:db8::2", 80),
            new Tuple("ffff::", 1, "::1", 2)
        }) {
            Entry entry = put(tuple);

            assertThat(table.find(tuple.in(table))).isSameAs(entry);
            assertThat(table.find(tuple.back().in(table))).isSameAs(entry);
        }
    }

    @Test
    void endAIsTheNumericallySmallerOneWhicheverWayTheSegmentWent() {
        Entry entry = put(new Tuple("200.0.0.1", 80, "10.0.0.1", 40000));

        assertThat(entry.endA()).hasToString("10.0.0.1:40000");
        assertThat(entry.endB()).hasToString("200.0.0.1:80");
        assertThat(new Tuple("200.0.0.1", 80, "10.0.0.1", 40000).in(table).fromA())
                .isFalse();
        assertThat(new Tuple("10.0.0.1", 40000, "200.0.0.1", 80).in(table).fromA())
                .isTrue();
        Entry v6 = put(new Tuple("8000::", 65535, "7fff::8000:0:0:0", 0));
        assertThat(v6.endA()).hasToString("[7fff::8000:0:0:0]:0");
        assertThat(v6.endB()).hasToString("[8000::]:65535");
    }

    @Test
    void tuplesThatDifferInOnePlaceAreDifferent() {
        Entry entry = put(new Tuple("10.0.0.1", 1, "10.0.0.2", 2));

        assertThat(table.find(new Tuple("10.0.0.1", 2, "10.0.0.2", 1).in(table)))
                .isNull();
        assertThat(table.find(new Tuple("10.0.0.1", 1, "10.0.0.3", 2).in(table)))
                .isNull();
        assertThat(table.find(new Tuple("::a00:1", 1, "::a00:2", 2).in(table))).isNull();
        assertThat(table.findSameTuple(entry)).isSameAs(entry);
    }

    @Test
    void entryThatIsNotThereCannotBeRemoved() {
        Entry entry = put(new Tuple("10.0.0.1", 1, "10.0.0.2", 2));
        table.remove(entry);

        assertThatIllegalStateException().isThrownBy(() -> table.remove(entry));
    }

    /** Few enough tuples that they come and go often, enough that the table grows. */
    @Test
    void behavesAsAMapWhateverIsDoneToIt() {
        var random = new Random(5);
        Map<Tuple, Entry> model = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            Tuple tuple =
                    random.nextInt(4) == 0 ? v6(random) : Tuple.v4(random.nextInt(20), random.nextInt(200), -5, 80);
            Tuple asked = random.nextBoolean() ? tuple : tuple.back();
            FlowKey key = asked.in(table);
            Entry expected = model.get(tuple);
            assertThat(table.find(key)).isSameAs(expected);
            if (expected == null || random.nextInt(5) == 0) {
                var entry = new Entry(key);
                table.put(key, entry);
                model.put(tuple, entry);
            } else if (random.nextInt(3) == 0) {
                var entry = new Entry(key);
                table.replace(expected, entry);
                model.put(tuple, entry);
            } else if (random.nextBoolean()) {
                table.remove(expected);
                model.remove(tuple);
            }
            assertThat(table.size()).isEqualTo(model.size());
        }
        model.forEach((tuple, entry) -> assertThat(table.find(tuple.in(table))).isSameAs(entry));
    }

    private static Tuple v6(Random random) {
        return new Tuple("2001:db8::" + Integer.toHexString(random.nextInt(3000)), random.nextInt(3), "2001:db8::", 80);
    }

    @Test
    void growsWithoutLosingAnything() {
        var entries = new HashMap<Tuple, Entry>();
        for (int i = 0; i < 50_000; i++) {
            Tuple tuple = Tuple.v4(0x0A00_0000 + i % 251, i, 0x0A01_0000 + i / 65_536, 443);
            entries.put(tuple, put(tuple));
        }

        assertThat(table.size()).isEqualTo(50_000);
        entries.forEach(
                (tuple, entry) -> assertThat(table.find(tuple.in(table))).isSameAs(entry));
    }

    @Test
    void forgottenKeysAreNeverDenied() {
        var forgotten = new ForgottenKeys();
        assertThat(forgotten.mayContain(new Tuple("10.0.0.1", 1, "10.0.0.2", 2).in(table)))
                .isFalse();
        for (int i = 0; i < 10_000; i++) {
            Entry entry = put(Tuple.v4(i, i, -i, 80));
            forgotten.add(table, entry);
        }
        int falseAlarms = 0;
        for (int i = 0; i < 10_000; i++) {
            assertThat(forgotten.mayContain(Tuple.v4(i, i, -i, 80).in(table))).isTrue();
            falseAlarms += forgotten.mayContain(Tuple.v4(i, i, -i, 81).in(table)) ? 1 : 0;
        }
        assertThat(falseAlarms).isLessThan(100);
    }

    /** Reports depend on the answer, and must not differ from run to run; tables have different seeds. */
    @Test
    void forgottenKeysSayTheSameInEveryRun() {
        var otherTable = new FlowTable<Entry>();
        var one = new ForgottenKeys();
        var other = new ForgottenKeys();
        for (int i = 0; i < 300_000; i++) {
            Tuple tuple = Tuple.v4(i, 1, -1, 80);
            one.add(table, new Entry(tuple.in(table)));
            other.add(otherTable, new Entry(tuple.in(otherTable)));
        }
        int falseAlarms = 0;
        for (int i = 0; i < 30_000; i++) {
            Tuple tuple = Tuple.v4(i, 1, -1, 81);
            boolean alarm = one.mayContain(tuple.in(table));
            assertThat(other.mayContain(tuple.in(otherTable))).isEqualTo(alarm);
            falseAlarms += alarm ? 1 : 0;
        }
        assertThat(falseAlarms).as("what can differ").isPositive().isLessThan(300);
    }
}
