package io.finwait.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which group a socket is in, by its inode: an open-addressing table without an object for each socket. */
final class InodeGroups {
    /** How many sockets the owners of are looked for. */
    private static final int MOST = 200_000;

    private static final int FIRST_SLOTS = 1 << 10;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    /** A socket's group, and whether it is in CLOSE_WAIT. */
    record Place(SocketGroup group, boolean closeWait) {}

    private final boolean wanted;
    private final List<Place> places = new ArrayList<>();
    private @Nullable Place latest;
    private long[] inodes = new long[FIRST_SLOTS];
    private int[] placeNumbers = new int[FIRST_SLOTS];
    private int size;
    private long leftOut;

    /** @param wanted whether anybody will ask */
    InodeGroups(boolean wanted) {
        this.wanted = wanted;
    }

    void add(long inode, SocketGroup group, boolean closeWait) {
        if (!wanted || inode == 0) {
            return;
        }
        if (size == MOST) {
            leftOut++;
            return;
        }
        if (2 * size >= inodes.length) {
            grow();
        }
        int slot = slot(inode);
        inodes[slot] = inode;
        placeNumbers[slot] = place(group, closeWait);
        size++;
    }

    /** Sockets of a group mostly come one after the other. */
    private int place(SocketGroup group, boolean closeWait) {
        Place last = latest;
        if (last == null || last.group != group || last.closeWait != closeWait) {
            latest = new Place(group, closeWait);
            places.add(latest);
        }
        return places.size() - 1;
    }

    private void grow() {
        long[] oldInodes = inodes;
        int[] oldNumbers = placeNumbers;
        inodes = new long[2 * oldInodes.length];
        placeNumbers = Arrays.copyOf(oldNumbers, inodes.length);
        for (int i = 0; i < oldInodes.length; i++) {
            if (oldInodes[i] != 0) {
                int slot = slot(oldInodes[i]);
                inodes[slot] = oldInodes[i];
                placeNumbers[slot] = oldNumbers[i];
            }
        }
    }

    /** Where {@code inode} is, or an empty slot for it. */
    private int slot(long inode) {
        int mask = inodes.length - 1;
        int slot = (int) (inode * GOLDEN >>> 32) & mask;
        while (inodes[slot] != 0 && inodes[slot] != inode) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    @Nullable
    Place of(long inode) {
        int slot = slot(inode);
        return inodes[slot] == 0 ? null : places.get(placeNumbers[slot]);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Sockets that were too many. */
    long leftOut() {
        return leftOut;
    }
}
