/**
 * Finds what belongs to a 4-tuple, and knows when its time is up.
 *
 * <p><b>Here</b> addresses, the 4-tuple as a key, the table, queues of entries that expire. <b>Not here</b> anything about
 * TCP's states. <b>May use</b> {@code decode} for the addresses of a segment. <b>Threads</b> none of its own; a table
 * belongs to one thread. <b>Units</b> nanoseconds since the epoch, of capture time.
 */
@NullMarked
package io.finwait.flow;

import org.jspecify.annotations.NullMarked;
