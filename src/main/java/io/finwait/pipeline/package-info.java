/**
 * The one place that joins the stages: capture, decode, lifecycle, analysis. Used by the command line, tests and benchmarks.
 *
 * <p><b>Here</b> threads, batches between them, the order in which stages are opened and ended. <b>Not here</b> what any stage
 * does. <b>May use</b> every stage up to {@code analysis}, and {@code extract}; neither {@code report} nor {@code cli}. <b>Threads</b> a reader, the
 * caller's as tracker, a writer.
 */
@NullMarked
package io.finwait.pipeline;

import org.jspecify.annotations.NullMarked;
