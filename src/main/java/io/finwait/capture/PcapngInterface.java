package io.finwait.capture;

import org.jspecify.annotations.Nullable;

/** One interface of a pcapng section: what its description block says, and the losses its statistics blocks report. */
final class PcapngInterface {
    final int linkType;
    final TickClock clock;

    /** Declared, octets; 0 for none. */
    final int snapLength;

    final int longestFrameBytes;

    /** Null if the file says nothing of that. */
    final @Nullable InterfaceName name;

    /** Frames read of it. */
    long frames;

    /** isb_ifdrop and isb_osdrop of the latest statistics block that has them; -1 without. */
    long droppedByInterface = -1;

    long droppedBySystem = -1;

    PcapngInterface(int linkType, int snapLength, TickClock clock, @Nullable InterfaceName name) {
        this.linkType = LinkTypes.canonical(linkType);
        this.snapLength = snapLength < 0 ? Integer.MAX_VALUE : snapLength;
        this.clock = clock;
        this.name = name;
        this.longestFrameBytes = LinkTypes.longestFrameBytes(this.linkType);
    }

    boolean saysDrops() {
        return droppedByInterface >= 0 || droppedBySystem >= 0;
    }

    long dropped() {
        return Math.max(droppedByInterface, 0) + Math.max(droppedBySystem, 0);
    }
}
