package io.finwait.cli;

import io.finwait.analysis.Names;
import io.finwait.finding.FindingChoice;
import io.finwait.lifecycle.HostProfile;
import io.finwait.lifecycle.HostProfile.OperatingSystem;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.TimeBound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of what is read, how it is understood, and what of it is told. */
final class InputOptions {
    @Option(
            names = "--filter",
            paramLabel = "BPF",
            description = "Only packets that match, in tcpdump's language: 'tcp port 80'. Needs libpcap.")
    private @Nullable String filter;

    @Option(
            names = "--verify-checksums",
            description = "Verify and count wrong IP and TCP checksums. Off by default: a sender's own capture shows"
                    + " checksums that its network card has yet to fill in.")
    private boolean verifyChecksums;

    @Option(
            names = "--time-wait",
            paramLabel = "DURATION",
            description = "How long hosts keep TIME_WAIT; 60s by default, as Linux does.")
    private @Nullable String timeWait;

    @Option(
            names = "--profile",
            paramLabel = "NETWORK=WHAT",
            description = {
                "What is assumed of the hosts of a network, such as 10.0.0.0/8=windows: linux, windows, macos or freebsd,"
                        + " or settings, or both:",
                "10.0.0.0/8=linux,time-wait=90s,fin-wait-2=30s,ports=1024-65535.",
                "Repeatable; the most specific network counts."
            })
    private List<String> profiles = new ArrayList<>();

    @Mixin
    private final AnonymiseOptions anonymiseOptions = new AnonymiseOptions();

    /** What is shown in place of addresses. */
    AnonymiseOptions anonymise() {
        return anonymiseOptions;
    }

    /**
     * The filter; null for all packets.
     *
     * @throws UsageException if it is empty
     */
    @Nullable
    String filter() {
        if (filter != null && filter.isBlank()) {
            throw new UsageException("--filter is empty");
        }
        return filter;
    }

    /**
     * What to analyse.
     *
     * @throws UsageException if an option makes no sense
     */
    AnalysisRequest request(List<String> inputs, TimeBound from, TimeBound to, FindingChoice findings) {
        HostProfiles assumed = hostProfiles();
        return new AnalysisRequest(
                inputs,
                filter(),
                from,
                to,
                verifyChecksums,
                assumed,
                findings,
                Names.NONE,
                anonymiseOptions.pseudonyms(),
                Version.number());
    }

    /** Assumes of hosts what {@code --profile} would have said, unless it says otherwise of the same network. */
    void assumeToo(List<String> more) {
        profiles.addAll(0, more);
    }

    /** Whether any of them was given, which what has been read already does not obey. */
    boolean isGiven() {
        return filter != null || timeWait != null || verifyChecksums || !profiles.isEmpty();
    }

    private HostProfiles hostProfiles() {
        HostProfile others = OperatingSystem.LINUX.defaults();
        if (timeWait != null) {
            String lasting = timeWait;
            others = UsageException.unless(
                    "--time-wait", () -> OperatingSystem.LINUX.defaults().withTimeWait(DurationValue.nanos(lasting)));
        }
        var builder = HostProfiles.builder().others(others);
        HostProfile base = others;
        for (String profile : profiles) {
            ProfileValue value = UsageException.unless("--profile", () -> ProfileValue.parse(profile, base));
            builder.network(value.network(), value.profile());
        }
        return builder.build();
    }
}
