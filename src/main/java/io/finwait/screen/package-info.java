/**
 * What a terminal shows while a capture is live.
 *
 * <p><b>Here</b> the collector that listens to the analysis, the layout of the screen, the terminal and its keys; the one user of JLine.
 * <b>Not here</b> what is true of connections, and reports of any other kind. <b>May use</b> {@code analysis}, {@code capture} (what is
 * known of a file), {@code finding}, {@code flow}, {@code host}, {@code lifecycle}, {@code report} (how text looks). <b>Threads</b> the
 * collector belongs to the thread that tells it; the screen has one of its own and sees immutable {@code Standing}s. <b>Units</b>
 * nanoseconds.
 */
@NullMarked
package io.finwait.screen;

import org.jspecify.annotations.NullMarked;
