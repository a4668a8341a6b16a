/**
 * Capturing while it happens: what there is to capture on, and captures that are still being written, as one stream of frames.
 *
 * <p><b>Input</b> octets of pcap or pcapng as they come, from whoever writes them. <b>Output</b> frames, as {@code capture} gives
 * them of files. <b>Not here</b> libpcap ({@code capture.libpcap}). <b>Depends on</b> capture. <b>Threads</b> a thread for each writer, and
 * the one that reads.
 */
@NullMarked
package io.finwait.capture.live;

import org.jspecify.annotations.NullMarked;
