package io.finwait.cli;

import io.finwait.finding.FindingChoice;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.TimeBound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of what is read and how it is understood. */
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
            paramLabel = "CIDR=NAME",
            description =
                    "What runs on a network: linux, windows, macos or freebsd, as in 10.0.0.0/8=windows. Repeatable.")
    private List<String> profiles = new ArrayList<>();

    /**
     * What to analyse.
     *
     * @throws UsageException if an option makes no sense
     */
    AnalysisRequest request(List<String> inputs, TimeBound from, TimeBound to, FindingChoice findings) {
        HostProfiles assumed = hostProfiles();
        if (filter != null && filter.isBlank()) {
            throw new UsageException("--filter is empty");
        }
        return new AnalysisRequest(inputs, filter, from, to, verifyChecksums, assumed, findings, Version.number());
    }

    private HostProfiles hostProfiles() {
        var builder = HostProfiles.builder();
        if (timeWait != null) {
            String lasting = timeWait;
            UsageException.unless("--time-wait", () -> builder.timeWait(DurationValue.nanos(lasting)));
        }
        for (String profile : profiles) {
            int equals = profile.indexOf('=');
            if (equals < 1 || equals == profile.length() - 1) {
                throw new UsageException("--profile '" + profile + "': write it as 10.0.0.0/8=windows");
            }
            UsageException.unless(
                    "--profile", () -> builder.network(profile.substring(0, equals), profile.substring(equals + 1)));
        }
        return builder.build();
    }
}
