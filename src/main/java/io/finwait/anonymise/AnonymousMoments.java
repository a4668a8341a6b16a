package io.finwait.anonymise;

import io.finwait.analysis.Moment;
import io.finwait.lifecycle.Census;

/** Replaces addresses in how things stand. */
final class AnonymousMoments {
    private AnonymousMoments() {}

    static Moment of(Moment moment, AnonymousRecords anonymous) {
        return new Moment(
                of(moment.census(), anonymous.pseudonyms()),
                moment.frames(),
                moment.dropped(),
                moment.soFar().stream().map(anonymous::of).toList());
    }

    private static Census of(Census census, Pseudonyms pseudonyms) {
        return new Census(
                census.nanos(),
                census.begun(),
                census.hosts().stream()
                        .map(host -> new Census.Host(pseudonyms.of(host.address()), host.sockets()))
                        .toList(),
                census.ports().stream().map(ports -> of(ports, pseudonyms)).toList(),
                census.notTold());
    }

    private static Census.Ports of(Census.Ports ports, Pseudonyms pseudonyms) {
        return new Census.Ports(
                pseudonyms.of(ports.client()), pseudonyms.of(ports.server()), ports.inUse(), ports.timeWait());
    }
}
