/**
 * From a captured frame to a TCP segment.
 *
 * <p><b>Input</b> frames of any supported link type, whole or cut. <b>Output</b> one filled {@link io.finwait.decode.TcpSegment} for each frame
 * that holds one, and counters saying why the others do not. <b>Not here</b> files ({@code capture}), connections ({@code flow},
 * {@code lifecycle}). <b>Depends on</b> {@code capture} alone. <b>Threads</b> one decoder per thread, nothing shared. <b>Units</b> octets;
 * nanoseconds since the epoch. <b>Errors</b> never exceptions: what cannot be decoded is counted by {@link io.finwait.decode.DecodeProblem}.
 */
@NullMarked
package io.finwait.decode;

import org.jspecify.annotations.NullMarked;
