package io.finwait.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LingeringTest {
    private final Map<String, Long> lastHeard = new HashMap<>();
    private final List<String> gone = new ArrayList<>();
    private final Lingering<String> lingering = new Lingering<>(3, 30, 5, name -> lastHeard.getOrDefault(name, 0L));

    private void over(String name, long at) {
        lastHeard.put(name, at);
        lingering.add(name);
    }

    private List<String> goneAt(long now) {
        gone.clear();
        lingering.letGo(now, gone::add);
        return List.copyOf(gone);
    }

    @Test
    void eachIsKeptForATimeAfterItWasLastHeardOf() {
        over("a", 1);
        over("b", 2);

        assertThat(goneAt(31)).isEmpty();
        assertThat(goneAt(32)).containsExactly("a");
        assertThat(goneAt(33)).containsExactly("b");
        assertThat(goneAt(100)).isEmpty();
    }

    @Test
    void whileThereAreVeryManyTheOldestGoSoonerDownToAsManyAsMay() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            over(name, 1);
        }

        assertThat(goneAt(6)).isEmpty();
        assertThat(goneAt(16)).containsExactly("a", "b");
        assertThat(goneAt(31)).isEmpty();
        assertThat(goneAt(32)).containsExactly("c", "d", "e");
    }

    @Test
    void oneThatIsHeardOfAgainStaysAndHoldsUpNobody() {
        over("a", 1);
        over("b", 2);
        lastHeard.put("a", 20L);

        assertThat(goneAt(33)).containsExactly("b");
        assertThat(goneAt(50)).isEmpty();
        assertThat(goneAt(51)).containsExactly("a");
    }

    @Test
    void veryManyThatAreAllHeardOfAgainAreGoneThroughOnce() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            over(name, 1);
            lastHeard.put(name, 14L);
        }

        assertThat(goneAt(16)).isEmpty();
        assertThat(goneAt(45)).containsExactly("a", "b", "c", "d", "e");
    }
}
