/**
 * Capture filters: classic BPF programs and the machine that runs them over frames.
 *
 * <p><b>Input</b> a {@link io.finwait.capture.FrameSource} and a compiled filter per link type. <b>Output</b> the frames that
 * match, with their numbers unchanged. <b>Not here</b> the language of filter expressions, which is libpcap's
 * ({@code capture.libpcap}). <b>Depends on</b> {@code capture}. <b>Threads</b> programs are immutable and may be shared; sources
 * are for one thread. <b>Units</b> octets.
 */
@NullMarked
package io.finwait.capture.filter;

import org.jspecify.annotations.NullMarked;
