/**
 * What the kernel of this machine says of its own TCP sockets, settings and counters: the only reader of /proc for that. Linux alone.
 *
 * <p><b>Input</b> a tree like /proc. <b>Output</b> a {@code HostSample}, what changed between two of them, and notes. <b>Not here</b>
 * layout, options; captures. <b>May use</b> {@code flow} and {@code lifecycle} for addresses, states and what is assumed of a host, and
 * {@code words}. <b>Threads</b> a sample is immutable; which network namespace is read depends on the thread that reads it.
 * <b>Units</b> as the kernel has them: each setting names its own. A socket table may have millions of lines: it is summed up while it is
 * read, in bounded memory. What cannot be read is named in the sample, never guessed.
 */
@NullMarked
package io.finwait.host;

import org.jspecify.annotations.NullMarked;
