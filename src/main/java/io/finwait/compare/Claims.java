package io.finwait.compare;

import java.util.List;

/** What may be claimed, given what stands in the way. */
record Claims(Portrait before, Portrait after, List<Obstacle> obstacles) {
    /** Why nothing may be called gone or, otherwise, new, in a few words; empty where it may. */
    String whyNot(boolean gone, boolean whateverTheLengths) {
        for (Obstacle obstacle : obstacles) {
            boolean inTheWay = gone ? obstacle.less() : obstacle.more();
            if (inTheWay && !(whateverTheLengths && obstacle.kind() == Obstacle.Kind.LENGTH)) {
                return switch (obstacle.kind()) {
                    case LENGTH -> (gone ? "AFTER" : "BEFORE") + " is shorter";
                    case LOSS -> "packets are missing";
                    case ONE_DIRECTION -> "of some connections only one direction was captured";
                    case EVICTED -> "connections were given up early";
                    case FILTER -> "different packets were chosen";
                    case EMPTY, SERVICES, CAPTURE_START, FINDINGS -> "there is nothing to compare it with";
                };
            }
        }
        return "";
    }

    /** Lengths aside: for what has its own measure of how much was captured. */
    boolean sightAllowsLess() {
        return obstacles.stream().noneMatch(o -> o.less() && o.kind() != Obstacle.Kind.LENGTH);
    }

    boolean sightAllowsMore() {
        return obstacles.stream().noneMatch(o -> o.more() && o.kind() != Obstacle.Kind.LENGTH);
    }
}
