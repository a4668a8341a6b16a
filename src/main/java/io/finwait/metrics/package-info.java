/**
 * What Prometheus reads of a live capture.
 *
 * <p><b>Input</b> what {@code analysis} tells its listeners, a {@code Moment} each second among it. <b>Output</b> an HTTP endpoint with
 * the metrics of {@code docs/metrics.md}; the one user of Prometheus' client library. <b>Not here</b> options of the command line
 * ({@code cli}), and anything that is not counted elsewhere already. <b>May use</b> {@code analysis}, {@code capture} (what is known of a
 * file), {@code finding}, {@code flow}, {@code lifecycle}, {@code report} (which findings were told, how constants are spelt).
 * <b>Threads</b> the listener belongs to the thread that tells it; scrapes have threads of their own, and none waits for another.
 * <b>Units</b> nanoseconds in; seconds and octets out, as Prometheus wants. How many series there can be is bounded, whatever comes.
 */
@NullMarked
package io.finwait.metrics;

import org.jspecify.annotations.NullMarked;
