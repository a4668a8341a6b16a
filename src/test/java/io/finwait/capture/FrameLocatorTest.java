package io.finwait.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.capture.FrameLocator.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameLocatorTest {
    /** Takes frames from {@code files} in turn, and keeps where each is. */
    private static List<Place> merge(FrameLocator locator, int files, int[] runLengths) {
        var places = new ArrayList<Place>();
        long[] taken = new long[files];
        var random = new Random(7);
        for (int length : runLengths) {
            int file = random.nextInt(files);
            locator.goesOnWith(file, places.size() + 1);
            for (int i = 0; i < length; i++) {
                places.add(new Place(file, ++taken[file]));
            }
        }
        return places;
    }

    @Test
    void everyFrameIsFoundHoweverTheFilesAlternate() {
        for (int most : new int[] {1, 3, 300, 40_000}) {
            var random = new Random(most);
            int[] lengths = random.ints(1000, 1, most + 1).toArray();
            var locator = new FrameLocator(5);
            List<Place> places = merge(locator, 5, lengths);

            for (int i = 0; i < places.size(); i += 1 + random.nextInt(most)) {
                assertThat(locator.locate(i + 1)).isEqualTo(places.get(i));
            }
            assertThat(locator.locate(places.size())).isEqualTo(places.get(places.size() - 1));
        }
    }

    @Test
    void framesAreFoundWhileTheMergeGoesOn() {
        var locator = new FrameLocator(2);
        locator.goesOnWith(1, 1);
        assertThat(locator.locate(3)).isEqualTo(new Place(1, 3));
        locator.goesOnWith(0, 4);
        assertThat(locator.locate(3)).isEqualTo(new Place(1, 3));
        assertThat(locator.locate(4)).isEqualTo(new Place(0, 1));
        locator.goesOnWith(0, 6);
        locator.goesOnWith(1, 7);
        assertThat(locator.locate(6)).isEqualTo(new Place(0, 3));
        assertThat(locator.locate(7)).isEqualTo(new Place(1, 4));
    }

    @Test
    void beyondItsMemoryNothingIsFoundAndNothingFoundIsWrong() {
        var locator = new FrameLocator(2, 2_000);
        for (int frame = 1; frame <= 10_000; frame++) {
            locator.goesOnWith(frame % 2, frame);
        }

        int found = 0;
        while (locator.locate(found + 1) != null) {
            found++;
            assertThat(locator.locate(found)).isEqualTo(new Place(found % 2, (found + 1) / 2));
        }
        assertThat(found).isBetween(500, 1_500);
        for (int frame = found + 1; frame <= 10_000; frame++) {
            assertThat(locator.locate(frame)).isNull();
        }
    }
}
