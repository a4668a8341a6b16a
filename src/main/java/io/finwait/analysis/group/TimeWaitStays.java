package io.finwait.analysis.group;

import io.finwait.finding.tally.Levels;
import io.finwait.lifecycle.TimeWait;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stays in TIME_WAIT of one side of a group's connections. They come in the order in which connections are done with, so that how many
 * there were at once is known only at the end: each stay is kept while there is {@link Room}, and beyond that their number at regular
 * looks.
 */
final class TimeWaitStays {
    /** How many stays all groups together may keep. */
    static final class Room {
        /** 32 MB. */
        private static final int MOST = 2_000_000;

        private int left;

        Room() {
            this(MOST);
        }

        Room(int most) {
            left = most;
        }
    }

    private static final long[] NOTHING = {};

    private final Room room;
    private long[] enters = NOTHING;
    private long[] leaves = NOTHING;
    private int kept;
    private @Nullable Levels levels;
    private long stays;
    private long heldNanos;

    TimeWaitStays(Room room) {
        this.room = room;
    }

    void add(TimeWait wait) {
        boolean lasts = wait.end() == TimeWait.End.CAPTURE_END;
        long leave = lasts ? Levels.NEVER : wait.enterNanos() + wait.observedNanos();
        stays++;
        heldNanos += wait.observedNanos();
        if (levels == null && room.left == 0) {
            giveUpRoom();
        }
        if (levels == null) {
            keep(wait.enterNanos(), leave);
        } else {
            levels.add(wait.enterNanos(), leave);
        }
    }

    private void keep(long enter, long leave) {
        if (kept == enters.length) {
            int length = Math.max(2, 2 * kept);
            enters = Arrays.copyOf(enters, length);
            leaves = Arrays.copyOf(leaves, length);
        }
        enters[kept] = enter;
        leaves[kept] = leave;
        kept++;
        room.left--;
    }

    private void giveUpRoom() {
        var looks = new Levels();
        for (int i = 0; i < kept; i++) {
            looks.add(enters[i], leaves[i]);
        }
        levels = looks;
        room.left += kept;
        kept = 0;
        enters = NOTHING;
        leaves = NOTHING;
    }

    Group.TimeWaits timeWaits() {
        Levels looks = levels;
        return new Group.TimeWaits(stays, looks == null ? exactPeak() : looks.peak(), looks == null, heldNanos);
    }

    private long exactPeak() {
        long[] in = Arrays.copyOf(enters, kept);
        long[] out = Arrays.copyOf(leaves, kept);
        Arrays.sort(in);
        Arrays.sort(out);
        int left = 0;
        int peak = 0;
        for (int entered = 0; entered < kept; entered++) {
            while (out[left]
                    < in[entered]) { // what ends and begins at once overlaps: it may have, as far as times tell
                left++;
            }
            peak = Math.max(peak, entered + 1 - left);
        }
        return peak;
    }
}
