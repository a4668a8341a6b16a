package io.finwait.finding;

import io.finwait.flow.IpNetwork;
import io.finwait.lifecycle.HostProfile.OperatingSystem;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.pipeline.Analysis;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Pcaps;
import io.finwait.testing.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the rules across connections find in a capture. */
public final class HostsFound {
    private final Findings findings;

    private HostsFound(Findings findings) {
        this.findings = findings;
    }

    public static HostsFound in(PacketScript script) {
        return new HostsFound(Found.in(script).findings());
    }

    /** In a capture of the tree, {@code samples/NAME}. */
    public static HostsFound inSample(String name) throws IOException {
        return in(Path.of("samples", name), HostProfiles.linux());
    }

    /** Likewise, where the client 10.77.0.1 has only these local ports. */
    public static HostsFound inSample(String name, int firstPort, int lastPort) throws IOException {
        var profile = OperatingSystem.LINUX.defaults().withEphemeralPorts(firstPort, lastPort);
        return in(
                Path.of("samples", name),
                HostProfiles.builder()
                        .network(IpNetwork.parse("10.77.0.1"), profile)
                        .build());
    }

    /** In a real capture, where there are any; otherwise the test is skipped. */
    public static HostsFound inCapture(String path) throws IOException {
        return in(Pcaps.required(path), HostProfiles.linux());
    }

    private static HostsFound in(Path capture, HostProfiles profiles) throws IOException {
        var request = Requests.of(capture.toString(), profiles);
        return new HostsFound(new Analysis(request).run(List.of()).findings());
    }

    /** Those of one kind. */
    public List<HostFinding> of(FindingKind kind) {
        return findings.ofHosts().stream()
                .filter(finding -> finding.kind().equals(kind))
                .toList();
    }

    /** The only one of one kind. */
    public HostFinding only(FindingKind kind) {
        List<HostFinding> found = of(kind);
        if (found.size() != 1) {
            throw new AssertionError("not one " + kind.id() + " but " + findings.ofHosts());
        }
        return found.get(0);
    }

    /** Findings in connections, gathered. */
    public List<FindingGroup> groups(FindingKind kind) {
        return findings.ofConnections().stream()
                .filter(group -> group.kind().equals(kind))
                .toList();
    }

    /** Ids of what is at least that grave. */
    public List<String> atLeast(Severity least) {
        return findings.ofHosts().stream()
                .filter(finding -> finding.severity().isAtLeast(least))
                .map(finding -> finding.kind().id())
                .toList();
    }
}
