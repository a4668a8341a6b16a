/**
 * Writes captures: some connections of one as a capture of its own, and the last packets of one that goes on.
 *
 * <p><b>Input</b> what a first reading finds out (which connections are wanted, which frames their findings cite) and the frames
 * of a second one. <b>Output</b> pcap or pcapng. <b>Here</b> the choice of connections, what is said of a frame, the formats that
 * are written, and the files that rotate. <b>Not here</b> which connection a frame belongs to ({@code lifecycle} says) and how the readings
 * follow one another ({@code pipeline}). <b>May use</b> every stage up to {@code analysis}, and {@code anonymise}. <b>Threads</b> one at a
 * time. <b>Units</b> nanoseconds since the epoch, octets.
 */
@NullMarked
package io.finwait.extract;

import org.jspecify.annotations.NullMarked;
