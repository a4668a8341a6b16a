/**
 * What people and programs read: the text report, the ladder of one connection, Markdown, HTML, JSON, NDJSON
 * and CSV.
 *
 * <p><b>Input</b> what {@code analysis} tells its listeners. <b>Output</b> words, columns and fields, no conclusions.
 * <b>Not here</b> options of the command line ({@code cli}). <b>Depends on</b> analysis, lifecycle, flow, decode and
 * capture for their types. <b>Threads</b> one report is used by one thread; checksums are made on another. <b>Units</b>
 * nanoseconds in, as the types say; what is printed names its unit. Every text is in English, {@code Locale.ROOT}, UTC.
 * Text that came from outside is escaped for where it is printed.
 */
@NullMarked
package io.finwait.report;

import org.jspecify.annotations.NullMarked;
