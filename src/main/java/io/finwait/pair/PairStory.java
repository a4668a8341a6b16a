package io.finwait.pair;

import java.util.List;

/**
 * One pair, segment by segment.
 *
 * @param passages each segment once, in order of the client side's clock
 * @param notKept how many further ones there are
 */
public record PairStory(Pair pair, List<Passage> passages, long notKept) {}
