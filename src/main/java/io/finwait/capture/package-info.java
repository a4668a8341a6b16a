/**
 * From the names of inputs to a stream of frames.
 *
 * <p><b>Input</b> names of files, directories and FIFOs, or standard input, each holding a pcap or pcapng stream, plain or
 * compressed. <b>Output</b> a {@link io.finwait.capture.FrameSource}: {@link io.finwait.capture.CaptureInput} is the one way in.
 * <b>Here</b> file formats, compression, merging in time order, the window in time. <b>Not here</b> anything that looks inside
 * a frame ({@code decode}); filters are one level down, libpcap is known to {@code capture.libpcap} alone. <b>Depends on</b>
 * the JDK and the libraries that decompress. <b>Threads</b> one reader per source, nothing shared; only the count of octets
 * read may be asked for from elsewhere. <b>Units</b> nanoseconds since the epoch, octets. <b>Errors</b> an input that cannot be
 * read at all is a {@link io.finwait.capture.CaptureException}; one that breaks off is read up to there and says so
 * ({@link io.finwait.capture.Damage}).
 */
@NullMarked
package io.finwait.capture;

import org.jspecify.annotations.NullMarked;
