/**
 * How numbers are said to people, the same everywhere: durations, counts, shares, instants.
 *
 * <p><b>Input</b> numbers. <b>Output</b> short texts in English, {@code Locale.ROOT}, UTC. <b>Not here</b> sentences, layout.
 * <b>Depends on</b> nothing. <b>Threads</b> no state. <b>Units</b> nanoseconds; instants since the epoch.
 */
@NullMarked
package io.finwait.words;

import org.jspecify.annotations.NullMarked;
