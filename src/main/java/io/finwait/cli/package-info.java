/**
 * The command line: commands, options, exit statuses, the terminal.
 *
 * <p><b>Input</b> arguments and the environment. <b>Output</b> a request for {@code pipeline} and the reports to feed.
 * <b>Not here</b> what reports say ({@code report}). <b>Depends on</b> pipeline, report and the types of their answers.
 * <b>Threads</b> commands run on the main thread; the progress bar has one of its own. Only this package ends the process
 * or looks at the environment. What is slow to load (JSON, the progress bar) is loaded when it is needed.
 */
@NullMarked
package io.finwait.cli;

import org.jspecify.annotations.NullMarked;
