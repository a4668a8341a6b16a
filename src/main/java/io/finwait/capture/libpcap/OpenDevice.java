package io.finwait.capture.libpcap;

import io.finwait.capture.CaptureException;
import io.finwait.capture.filter.FilterException;
import io.finwait.capture.filter.FilterSyntaxException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;

/** A device that packets are captured on: libpcap's handle, and what it has counted. */
final class OpenDevice {
    /**
     * How long the kernel may keep a packet before it hands its block over. Handing over each at once (immediate mode) takes a third of
     * the machine at full rate.
     */
    static final int TIMEOUT_MILLIS = 100;

    /** Counters of libpcap have 32 bits. */
    private static final long COUNTER_MASK = 0xFFFF_FFFFL;

    private final PcapHandle handle;
    private long lastDropped;
    private long lastDroppedByInterface;
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean broken;

    private OpenDevice(PcapHandle handle) {
        this.handle = handle;
    }

    /**
     * Opens it.
     *
     * @throws CaptureException if that cannot be done: one line with the cause and the way out
     * @throws FilterException if the filter is wrong
     */
    static OpenDevice open(String device, DeviceSettings settings) throws CaptureException, FilterException {
        try {
            PcapHandle handle = openPrecisely(device, settings);
            try {
                setFilter(handle, device, settings);
                return new OpenDevice(handle);
            } catch (FilterException | RuntimeException e) {
                handle.close();
                throw e;
            }
        } catch (PcapNativeException e) {
            throw new CaptureException(device + ": " + cause(e));
        } catch (LinkageError e) {
            throw new CaptureException(Libpcap.missing("live capture", e));
        }
    }

    /** With nanoseconds where the device has them. */
    private static PcapHandle openPrecisely(String device, DeviceSettings settings) throws PcapNativeException {
        try {
            return builder(device, settings)
                    .timestampPrecision(TimestampPrecision.NANO)
                    .build();
        } catch (PcapNativeException e) {
            if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("precision")) {
                return builder(device, settings).build();
            }
            throw e;
        }
    }

    private static PcapHandle.Builder builder(String device, DeviceSettings settings) {
        var builder = new PcapHandle.Builder(device)
                .snaplen(settings.snapLength())
                .promiscuousMode(settings.promiscuous() ? PromiscuousMode.PROMISCUOUS : PromiscuousMode.NONPROMISCUOUS)
                .timeoutMillis(TIMEOUT_MILLIS)
                .bufferSize(settings.bufferBytes());
        return settings.immediate() ? builder.immediateMode(true) : builder;
    }

    private static void setFilter(PcapHandle handle, String device, DeviceSettings settings) throws FilterException {
        String filter = settings.filter();
        if (filter == null) {
            return;
        }
        synchronized (Libpcap.ONE_COMPILER) {
            try {
                handle.setFilter(filter, BpfCompileMode.OPTIMIZE);
            } catch (PcapNativeException e) {
                throw new FilterSyntaxException("filter '" + filter + "' on " + device + ": " + Libpcap.firstLine(e));
            } catch (NotOpenException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String cause(PcapNativeException e) {
        String said = Libpcap.firstLine(e);
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("permi") || lower.contains("privilege")) {
            return "no permission (" + said + "); capturing " + CaptureDevices.PERMISSION;
        }
        if (lower.contains("no such device")) {
            return "there is no such device; finwait interfaces lists those there are";
        }
        if (lower.contains("not up") || lower.contains("is down")) {
            return "the device is down; switch it on (ip link set DEVICE up) and try again";
        }
        return "cannot be opened: " + said;
    }

    /** Whether its packets can follow those of another one in the same stream. For closed ones too. */
    boolean writesAs(OpenDevice other) {
        return handle.getDlt().equals(other.handle.getDlt())
                && handle.getTimestampPrecision() == other.handle.getTimestampPrecision();
    }

    PcapHandle handle() {
        return handle;
    }

    /** Asks for the counters; from one thread at a time. */
    void count() {
        try {
            PcapStat stat = handle.getStats();
            long byKernel = stat.getNumPacketsDropped();
            long byInterface = stat.getNumPacketsDroppedByIf();
            dropped.addAndGet(
                    (byKernel - lastDropped & COUNTER_MASK) + (byInterface - lastDroppedByInterface & COUNTER_MASK));
            lastDropped = byKernel;
            lastDroppedByInterface = byInterface;
        } catch (PcapNativeException | NotOpenException e) {
            // What was counted so far stays.
        }
    }

    /** One more is lost, on this side. For any thread. */
    void drop() {
        dropped.incrementAndGet();
    }

    /** Packets lost, when they were last counted. For any thread. */
    long dropped() {
        return dropped.get();
    }

    /** Makes the loop that runs on it end. For any thread. */
    void breakLoop() {
        broken = true;
        try {
            handle.breakLoop();
        } catch (NotOpenException e) {
            // There is nothing to end.
        }
    }

    /** Whether a loop that runs on it was told to end. */
    boolean isBroken() {
        return broken;
    }

    /** Only when no loop runs on it. */
    void close() {
        handle.close();
    }
}
