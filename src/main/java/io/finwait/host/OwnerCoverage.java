package io.finwait.host;

/**
 * How far the search for the owners of sockets went.
 *
 * @param unreadable processes whose descriptors may not be read, so that they may hold sockets unseen
 * @param cutShort whether there were more processes or descriptors than are looked at
 * @param socketsLeftOut sockets whose owners were not looked for, because there were too many
 */
public record OwnerCoverage(int unreadable, boolean cutShort, long socketsLeftOut) {
    /** Whether nothing was left out. */
    public boolean isWhole() {
        return unreadable == 0 && !cutShort && socketsLeftOut == 0;
    }
}
