/**
 * What changed between two captures: the same figures of both, what may be claimed of their difference, and what may not.
 *
 * <p><b>Input</b> what {@code analysis} tells its listeners, or a report that was saved earlier. <b>Output</b> a
 * {@link io.finwait.compare.Comparison}. <b>Not here</b> tables and sentences about a comparison ({@code report}), options
 * ({@code cli}). <b>May use</b> analysis, finding, lifecycle, flow, decode and capture for their types. <b>Threads</b> one portrait is
 * made by one thread at a time. <b>Units</b> nanoseconds; instants since the epoch.
 */
@NullMarked
package io.finwait.compare;

import org.jspecify.annotations.NullMarked;
