/**
 * What an analysis tells whoever asked for it: each connection's record, the summary, one connection's ladder.
 *
 * <p><b>Here</b> the listener that reports implement, the results they get, and the sums over connections. <b>Not here</b> words
 * and columns. <b>May use</b> {@code capture} (what is known of a file), {@code decode} (its counters), {@code flow},
 * {@code lifecycle}, {@code finding}. <b>Threads</b> collectors belong to the thread that judges. <b>Units</b> nanoseconds.
 */
@NullMarked
package io.finwait.analysis;

import org.jspecify.annotations.NullMarked;
