package io.finwait.report;

import io.finwait.host.HostChange;
import io.finwait.host.HostSample;
import io.finwait.lifecycle.Census;
import org.jspecify.annotations.Nullable;

/**
 * What the packets of a live capture implied at one time, and what the kernel had right after it.
 *
 * @param inferred null before the first count
 * @param frames captured by then; -1 before the first count
 * @param dropped packets that the capturing systems say they had lost by then; -1 where one does not say
 * @param grown since the look before the capture; null for that look itself
 */
public record KernelLook(
        @Nullable Census inferred,
        long frames,
        long dropped,
        HostSample kernel,
        @Nullable HostChange grown) {}
