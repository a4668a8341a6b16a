/**
 * Writes some connections of a capture as a capture of its own.
 *
 * <p><b>Input</b> what a first reading finds out (which connections are wanted, which frames their findings cite) and the frames
 * of a second one. <b>Output</b> pcap or pcapng. <b>Here</b> the choice of connections, what is said of a frame, and the formats
 * that are written. <b>Not here</b> which connection a frame belongs to ({@code lifecycle} says) and how the readings follow one
 * another ({@code pipeline}). <b>May use</b> every stage up to {@code analysis}. <b>Threads</b> one at a time. <b>Units</b>
 * nanoseconds since the epoch, octets.
 */
@NullMarked
package io.finwait.extract;

import org.jspecify.annotations.NullMarked;
