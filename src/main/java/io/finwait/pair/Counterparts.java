package io.finwait.pair;

import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds a segment among those of the other capture point that wait for their counterparts. */
record Counterparts(Terms terms) {
    private static final int LOOK_FURTHER = 64;

    /**
     * The one that is {@code p}; null if none is.
     *
     * @param older is told of each one passed over that an older copy of {@code p} may be
     */
    @Nullable
    Passage find(Passage p, Deque<Passage> others, Consumer<Passage> older) {
        List<Passage> candidates = alike(p, others, older);
        return candidates.isEmpty() ? null : choose(candidates, p);
    }

    /** Those that may be {@code p}, in the order they came. Of those passed over, an older copy is told that a newer one arrived. */
    private List<Passage> alike(Passage p, Deque<Passage> others, Consumer<Passage> older) {
        List<Passage> candidates = List.of();
        int further = LOOK_FURTHER;
        for (Passage o : others) {
            boolean same = o.covered == 0 && o.isAlike(p) && !isAnother(o, p);
            if (same && terms.identificationsKept() && o.isIdentifiedAs(p)) {
                return List.of(o);
            }
            if (same) {
                if (candidates.isEmpty()) {
                    candidates = new ArrayList<>(2);
                }
                candidates.add(o);
            } else if (candidates.isEmpty() && o.overlap(p) > 0) {
                older.accept(o);
            }
            if (!candidates.isEmpty() && --further < 0) {
                break;
            }
        }
        return candidates;
    }

    private boolean isAnother(Passage o, Passage p) {
        return terms.identificationsKept() && o.isIdentifiedOtherwise(p);
    }

    /**
     * Which of several that look the same it is: the latest that had been sent by then, if the others were sent clearly earlier; else
     * nobody can tell, and those that are left over may as well be this one.
     */
    private Passage choose(List<Passage> candidates, Passage p) {
        Passage chosen = candidates.get(0);
        if (candidates.size() == 1) {
            return chosen;
        }
        boolean apart = true;
        long latest = p.alignedNanos + terms.clock().uncertaintyNanos();
        for (Passage each : candidates.subList(1, candidates.size())) {
            if (each.alignedNanos <= latest) {
                apart &= each.alignedNanos - chosen.alignedNanos > terms.apartNanos();
                chosen = each;
            }
        }
        if (apart) {
            return chosen;
        }
        candidates.forEach(each -> each.alike = candidates.size());
        return candidates.get(0);
    }

    /** Takes its octets off those that hold them in other portions. */
    static boolean cover(Passage p, Deque<Passage> others) {
        for (Iterator<Passage> i = others.iterator(); i.hasNext() && p.missing() > 0; ) {
            Passage o = i.next();
            int octets = o.stampsFit(p) ? Math.min(o.overlap(p), Math.min(o.missing(), p.missing())) : 0;
            if (octets > 0) {
                o.covered += octets;
                p.covered += octets;
                if (o.otherFrame < 0) {
                    o.otherFrame = p.frame;
                    o.otherNanos = p.nanos;
                }
                p.otherFrame = o.frame;
                p.otherNanos = o.nanos;
                if (o.missing() == 0) {
                    i.remove();
                }
            }
        }
        return p.missing() == 0;
    }
}
