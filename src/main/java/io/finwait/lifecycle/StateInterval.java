package io.finwait.lifecycle;

/**
 * One stay of an endpoint in a state.
 *
 * @param enterNanos capture time of the segment that caused the entry, nanoseconds since the epoch
 * @param durationNanos up to the next state, or to the end of the capture; nanoseconds
 * @param inferred whether the entry rests on something the capture cannot show, such as a pure ACK's arrival
 */
public record StateInterval(TcpState state, long enterNanos, long durationNanos, StateEnd end, boolean inferred) {}
