package io.finwait.cli;

import io.finwait.host.netns.NetworkNamespace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network namespace is meant: this process's, unless it is named. */
final class NetnsOption {
    @Option(
            names = "--netns",
            paramLabel = "NAME|PID",
            description = "Another network namespace: its name (ip netns), or a process in it, of a container say.")
    private @Nullable String netns;

    boolean isGiven() {
        return netns != null;
    }

    /**
     * The namespace; null if none is named.
     *
     * @throws UsageException if there is none of that name
     */
    @Nullable
    NetworkNamespace namespace() {
        String name = netns;
        return name == null ? null : UsageException.unless("--netns", () -> NetworkNamespace.of(name));
    }
}
