package io.finwait.compare;

import io.finwait.lifecycle.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Two captures beside each other, and what may be said of their difference.
 *
 * @param sameCapture whether both sides seem to be one capture: as many packets and connections at the same times
 * @param services those on both sides, the busiest first
 * @param onlyBefore services that only BEFORE has, and {@code onlyAfter} that only AFTER has, the busiest first
 * @param timeWaits of each of {@code services}, the servers' side and then the clients'
 * @param findings by status, then the gravest first
 */
public record Comparison(
        Portrait before,
        Portrait after,
        boolean sameCapture,
        List<Obstacle> obstacles,
        List<ServiceMatch> services,
        List<ServiceFigures> onlyBefore,
        List<ServiceFigures> onlyAfter,
        List<TimeWaitChange> timeWaits,
        List<FindingChange> findings) {

    /** Compares. */
    public static Comparison of(Portrait before, Portrait after) {
        ServiceMatch.Matching matching = ServiceMatch.match(before.services(), after.services());
        List<Obstacle> obstacles =
                Obstacle.between(before, after, !matching.matches().isEmpty());
        var claims = new Claims(before, after, obstacles);
        var timeWaits = new ArrayList<TimeWaitChange>();
        for (ServiceMatch match : matching.matches()) {
            timeWaits.add(TimeWaitChange.of(match, Role.SERVER, claims));
            timeWaits.add(TimeWaitChange.of(match, Role.CLIENT, claims));
        }
        return new Comparison(
                before,
                after,
                isSame(before, after),
                obstacles,
                matching.matches(),
                matching.onlyBefore(),
                matching.onlyAfter(),
                timeWaits,
                new FindingMatcher(claims, matching.matches()).changes());
    }

    private static boolean isSame(Portrait one, Portrait other) {
        return one.packets() > 0
                && one.packets() == other.packets()
                && one.connections() == other.connections()
                && one.firstNanos() == other.firstNanos()
                && one.lastNanos() == other.lastNanos();
    }

    /** TIME_WAIT of the service at that place in {@link #services}: the server's side, then the clients'. */
    public List<TimeWaitChange> timeWaitsOf(int service) {
        int sides = Role.values().length;
        return timeWaits.subList(service * sides, (service + 1) * sides);
    }

    /** The findings with a status. */
    public List<FindingChange> findings(FindingChange.Status status) {
        return findings.stream().filter(f -> f.status() == status).toList();
    }
}
