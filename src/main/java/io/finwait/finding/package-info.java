/**
 * Judges what connections did: each finding is a small class that says when it fires, and a text that explains it.
 *
 * <p><b>Input</b> finished connections as a {@code Life}, and turns of lives in capture-time order. <b>Output</b> {@code Finding}s
 * of a connection and {@code HostFinding}s across connections. <b>Not here</b> layout of reports, rebuilding of lives. <b>May
 * use</b> {@code decode} (sequence numbers), {@code flow}, {@code lifecycle}. <b>Threads</b> all rules run on the judge's
 * thread. <b>Units</b> nanoseconds; instants since the epoch. <b>Memory</b> bounded, whatever the capture holds.
 *
 * <p>How to read it: {@code Catalog} lists the rules; {@code FindingEngine} runs them; the texts that {@code finwait explain}
 * prints are resources beside this package, one per id.
 */
@NullMarked
package io.finwait.finding;

import org.jspecify.annotations.NullMarked;
