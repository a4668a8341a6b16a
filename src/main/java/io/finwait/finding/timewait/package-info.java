/**
 * Judges TIME_WAIT: what ended it early, and what happens when its addresses and ports are used again.
 *
 * <p><b>Input</b> finished connections as a {@code Life}. <b>Output</b> {@code Finding}s. <b>Not here</b> who holds TIME_WAIT, and how many.
 * <b>Threads</b> all rules run on the thread that judges. <b>Units</b> nanoseconds; instants since the epoch.
 */
@NullMarked
package io.finwait.finding.timewait;

import org.jspecify.annotations.NullMarked;
