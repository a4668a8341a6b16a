/**
 * What people and programs read: of an analysis the text report, Markdown, HTML, JSON, NDJSON, CSV and the logs that Zeek and Suricata
 * would write; the ladder of one connection; and what a comparison, a pair of captures or this host's kernel comes to.
 *
 * <p><b>Input</b> what {@code analysis} tells its listeners, a {@code Comparison}, a {@code PairResult}, a {@code HostSample}.
 * <b>Output</b> words, columns and fields, no conclusions. <b>Not here</b> options of the command line ({@code cli}). <b>May use</b>
 * every package that data passes before it for its types, and {@code words}. <b>Threads</b> one report is used by one thread; checksums are
 * made on another. <b>Units</b> nanoseconds in, as the types say; what is printed names its unit. Every text is in English,
 * {@code Locale.ROOT}, UTC. Text that came from outside is escaped for where it is printed.
 */
@NullMarked
package io.finwait.report;

import org.jspecify.annotations.NullMarked;
