package io.finwait.finding.tally;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Connections that a finding is about: the first hundred ids, some of their frames, and how many there are. */
public final class Examples {
    private static final int MOST_IDS = 100;
    private static final int MOST_FRAMES = 20;

    private final List<Integer> ids = new ArrayList<>(0);
    private final List<Long> frames = new ArrayList<>(0);
    private long count;

    /**
     * Adds one.
     *
     * @param frame one that shows it; negative for none
     */
    public void add(int id, long frame) {
        count++;
        if (ids.size() < MOST_IDS) {
            ids.add(id);
        }
        addFrame(frame);
    }

    /** One more frame of the last one. */
    public void addFrame(long frame) {
        if (frame >= 0 && frames.size() < MOST_FRAMES) {
            frames.add(frame);
        }
    }

    public long count() {
        return count;
    }

    /** In order. */
    public List<Integer> ids() {
        return sorted(ids);
    }

    /** In order. */
    public List<Long> frames() {
        return sorted(frames);
    }

    private static <T extends Comparable<T>> List<T> sorted(List<T> values) {
        List<T> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return List.copyOf(sorted);
    }
}
