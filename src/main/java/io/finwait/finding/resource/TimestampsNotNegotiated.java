package io.finwait.finding.resource;

import io.finwait.finding.CaptureEnd;
import io.finwait.finding.Confidence;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.finding.tally.Book;
import io.finwait.finding.tally.Draft;
import io.finwait.finding.tally.ServiceTally;
import io.finwait.finding.tally.TallyRule;
import io.finwait.words.CountText;
import java.util.function.Consumer;

/** A service to which no connection uses timestamps, so that what rests on them cannot help: tcp_tw_reuse, PAWS. */
public final class TimestampsNotNegotiated implements TallyRule {
    public static final FindingKind KIND = new FindingKind(
            "timestamps-not-negotiated", "No connection to a service uses TCP timestamps", Severity.INFO);

    /** Who connects less often does not need its ports back soon. */
    private static final int FEWEST = 20;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public void examine(Book book, CaptureEnd end, Consumer<HostFinding> found) {
        for (ServiceTally service : book.services()) {
            long handshakes = service.served().handshakes();
            if (handshakes >= FEWEST && service.served().unstamped().count() == handshakes) {
                found.accept(finding(service, handshakes));
            }
        }
    }

    private static HostFinding finding(ServiceTally service, long handshakes) {
        long offered = service.served().stampsOffered();
        String message = "None of " + CountText.of(handshakes, "connection") + " to " + service.server()
                + " uses timestamps: "
                + (offered == 0
                        ? "the clients' SYNs do not offer them"
                        : CountText.of(offered) + " SYNs offered them, and the SYN-ACKs leave them out")
                + ". So tcp_tw_reuse cannot give clients their ports back early, and sequence numbers alone tell"
                + " connections on one port apart.";
        return new Draft(KIND, new Subject.Service(service.server()))
                .confidence(Confidence.CERTAIN)
                .concerns(service.served().unstamped())
                .seen(service.firstNanos(), service.lastNanos())
                .measured("connections", handshakes)
                .measured("syns_with_timestamps", offered)
                .says(message);
    }
}
