package io.finwait.analysis;

/**
 * Of how many connections the capture missed something, and how many had to send something again.
 *
 * @param lossy acknowledge what the capture does not hold
 * @param oneSided were seen in one direction only, SYNs that nobody answered aside
 * @param headerCut had TCP headers cut by the snap length
 * @param begunBefore began before the capture
 * @param synRepeated sent a SYN or SYN-ACK more than once
 * @param finRepeated sent a FIN more than once
 */
public record Sight(long lossy, long oneSided, long headerCut, long begunBefore, long synRepeated, long finRepeated) {
    /** Whether nothing is known to be missing. */
    public boolean isComplete() {
        return lossy + oneSided + headerCut == 0;
    }
}
